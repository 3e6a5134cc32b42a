"""Markdown + Jinja as WordprocessingML: structure, styles, numbers, statements."""

from __future__ import annotations

import pytest

from tests.rendering.conftest import Satz, W
from vertragsgen.rendering.errors import Vorlagenfehler


def test_headings_and_subclauses_count_and_take_the_frames_styles(satz: Satz) -> None:
    lines = satz.lines("# Erstens\n\n## [#a]\n\nText a.\n\nFolge.\n\n## [#b]\n\nText b.\n")
    styles = {name: satz.frame.stile.find(name) for name in ("heading 1", "Ziffer", "Ziffer Folge")}
    ids = {name: style.id for name, style in styles.items() if style}
    assert lines == [
        (ids["heading 1"], "Erstens"),
        (ids["Ziffer"], "Text a."),
        (ids["Ziffer Folge"], "Folge."),
        (ids["Ziffer"], "Text b."),
    ]
    assert satz.zustand.ziele == {"klausel": "1", "a": "1.1", "b": "1.2"}


def test_a_condition_takes_its_subclause_out_of_the_count(satz: Satz) -> None:
    text = "# Eins\n\n{% if ja %}\n## [#a]\n\nA.\n\n{% endif %}\n## [#b]\n\nB.\n"
    satz.lines(text, ja=False)
    assert satz.zustand.ziele["b"] == "1.1"
    satz.lines(text, ja=True)
    assert satz.zustand.ziele["b"] == "1.2"


def test_bold_and_italics_become_run_properties(satz: Satz) -> None:
    body = satz.xml("Ein **fettes {{ wort }}** und _kursives_ Stück.", wort="Wort")
    bold = [run.findtext(f"{W}t") for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None]
    italic = [run.findtext(f"{W}t") for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}i") is not None]
    assert (bold, italic) == (["fettes Wort"], ["kursives"])


def test_gender_star_stays_and_star_italics_are_refused(satz: Satz) -> None:
    assert satz.lines("Alle Bewohner*innen wohnen hier.")[0][1] == "Alle Bewohner*innen wohnen hier."
    with pytest.raises(Vorlagenfehler, match="Kursiv"):
        satz.compile("Bewohner*innen und Mitarbeiter*innen")


def test_bullets_nest_and_loops_repeat_items(satz: Satz) -> None:
    lines = satz.lines(
        "Text:\n\n- eins\n  - tief\n{% for x in liste %}\n- {{ x }}\n{% endfor %}\n", liste=["zwei", "drei"]
    )
    level = {name: style.id for name in ("List Bullet", "List Bullet 2") if (style := satz.frame.stile.find(name))}
    assert lines[1:] == [
        (level["List Bullet"], "eins"),
        (level["List Bullet 2"], "tief"),
        (level["List Bullet"], "zwei"),
        (level["List Bullet"], "drei"),
    ]


def test_each_lettered_list_starts_anew(satz: Satz) -> None:
    body = satz.xml("Erst:\n\n1. a\n2. b\n\nDann:\n\n1. c\n")
    numbers = [node.get(f"{W}val") for node in body.iter(f"{W}numId")]
    assert numbers == ["100", "100", "101"]
    assert satz.zustand.listen == [satz.frame.stile.abstract_number("List Number")] * 2


def test_a_list_in_a_loop_gets_a_number_for_each_turn(satz: Satz) -> None:
    body = satz.xml("{% for x in (1, 2) %}\nNeu:\n\n1. a\n2. b\n\n{% endfor %}")
    assert [node.get(f"{W}val") for node in body.iter(f"{W}numId")] == ["100", "100", "101", "101"]


def test_a_list_without_a_blank_line_is_refused(satz: Satz) -> None:
    with pytest.raises(Vorlagenfehler, match="Leerzeile") as caught:
        satz.compile("Die Frist endet am\n1. Januar 2019.")
    assert caught.value.zeile == 2


def test_table_marks_its_header_and_divides_the_width_by_dashes(satz: Satz) -> None:
    body = satz.xml("| A | B |\n|---|-:|\n{% for x in liste %}\n| {{ x }} | 1 |\n{% endfor %}\n", liste=["p", "q"])
    rows = body.findall(f"{W}tbl/{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    widths = [int(col.get(f"{W}w", "0")) for col in body.iter(f"{W}gridCol")]
    total = satz.frame.plaetze["klauseln"].breite
    assert sum(widths) == total
    assert widths[0] == total * 3 // 4
    aligned = [row.findall(f"{W}tc")[1].find(f"{W}p/{W}pPr/{W}jc") for row in rows]
    assert [jc.get(f"{W}val") if jc is not None else None for jc in aligned] == ["right"] * 3


def test_pipes_stars_and_quotes_inside_a_tag_never_meet_markdown(satz: Satz) -> None:
    lines = satz.lines('| A |\n|---|\n| {{ "a|b **c** „d“ %}" }} |\n')
    assert lines[1][1] == "a|b **c** „d“ %}"


def test_braces_in_the_wording_stay_text(satz: Satz) -> None:
    assert satz.lines("Ein { und } sowie \\{\\{ x \\}\\} bleiben.")[0][1] == "Ein { und } sowie {{ x }} bleiben."


def test_two_columns_put_a_heading_left_and_the_rest_right(zweispaltig: Satz) -> None:
    body = zweispaltig.xml("# Links\n\nRechts.\n\n- Punkt\n\n## Noch links [#n]\n")
    cells = [
        ["".join(t.text or "" for t in cell.iter(f"{W}t")) for cell in row.findall(f"{W}tc")]
        for row in body.findall(f"{W}tr")
    ]
    assert cells == [["Links", "Rechts.Punkt"], ["Noch links", ""]]


def test_an_if_around_a_heading_stands_outside_its_row(zweispaltig: Satz) -> None:
    text = "# A\n\nEins.\n\n{% if ja %}\n## B [#b]\n\nZwei.\n\n{% endif %}\n## C [#c]\n\nDrei.\n"
    assert len(zweispaltig.xml(text, ja=True).findall(f"{W}tr")) == 3
    assert len(zweispaltig.xml(text, ja=False).findall(f"{W}tr")) == 2


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("# A\n\n{% if x %}\nText\n", 3, "nicht geschlossen"),
        ("Text\n\n{% endif %}\n", 3, "fehlt der Anfang"),
        ("Ein **fetter {% if x %} Text** {% endif %}", 1, "fetten"),
        ("| A |\n|---|\n{% if x %}\n| b |\n\nText\n{% endif %}", 3, "Tabelle nicht geschlossen"),
        ("Text {{ x", 1, "nicht geschlossen"),
        ("Text\n\n{{ a | gibtesnicht }}", 3, "Filter"),
        ("Text\n\n{{ a ~ b }}", 3, "„~“"),
        ("Text\n\n{{ _x }}", 3, "Unterstrich"),
        ("Text\n\n{{ 84.1 }}", 3, "Punkt"),
        ("{% include 'x' %}", 1, "gibt es in Klauseln nicht"),
        ("{%- if x %}{% endif %}", 1, "nicht erlaubt"),
        ("# A\n\n# B\n", 3, "höchstens eine Überschrift"),
        ("# A\n\n## X [#a]\n\nb\n\n## Y [#a]\n\nc", 7, "zweimal"),
        ("Text\n\n::: Gibt es nicht\nText\n:::", 3, "Formatvorlage"),
        ("| A |\n|---|\n| b |\n| c | verloren |", 4, "hat 2 Zellen, die Tabelle aber nur 1 Spalten"),
        ("| A |\n|---|\n| b |\n\n| C |\n|---|\n| d |", 5, "Zwischen zwei Tabellen"),
        ("#### Zu tief", 1, "drei Ebenen"),
    ],
)
def test_faults_are_reported_at_their_line(satz: Satz, text: str, line: int, message: str) -> None:
    with pytest.raises(Vorlagenfehler, match=message) as caught:
        satz.compile(text)
    assert caught.value.zeile == line


@pytest.mark.parametrize("faulty", ["{{ fehlt }}", "{{ a.fehlt }}", "{{ a.x|datum }}", "{{ ziffer(1) }}"])
@pytest.mark.parametrize(
    "before", ["", "Text.\n\n- eins\n- zwei\n\n", "| A |\n|---|\n| b |\n\nText {{ a.x }}\nweiter.\n\n"]
)
def test_runtime_faults_name_the_authors_line(satz: Satz, faulty: str, before: str) -> None:
    line = before.count("\n") + 1
    vorlage = satz.compile(before + f"Hier {faulty} da.", erste_zeile=11).vorlage
    with pytest.raises(Vorlagenfehler) as caught:
        vorlage.render({"a": {"x": "y"}, "_zustand": satz.zustand})
    assert (caught.value.datei, caught.value.zeile) == ("klausel.md", line + 10)


def test_no_break_spaces_bind_citations_amounts_and_references(satz: Satz) -> None:
    text = satz.lines(
        "Nach § 75 Abs. 3 SGB XII, §§ 53 ff. SGB X, z. B. 84,10 € und 25 % bei 1 : 2,5, Ziffer {{ z }}.", z="3"
    )[0][1]
    assert text == (
        "Nach §\u00a075 Abs.\u00a03 SGB\u00a0XII, §§\u00a053\u00a0ff. SGB X, z.\u00a0B. 84,10\u00a0€ und 25\u00a0% "
        "bei 1\u00a0:\u00a02,5, Ziffer\u00a03."
    ).replace("SGB X,", "SGB\u00a0X,")


def test_text_of_a_profile_may_hold_values_but_no_statements(satz: Satz) -> None:
    assert satz.compile("Text {{ a }} und {{ ziffer('x') }}.", statements=False)
    with pytest.raises(Vorlagenfehler, match="nicht erlaubt"):
        satz.compile("{% for x in y %}\nText\n{% endfor %}", statements=False)
