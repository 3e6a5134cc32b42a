"""Names and references judged without a profile: what is a fault, what is none, which fields are used where."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from vertragsgen.calculation.model import Berechnung
from vertragsgen.profile.parties import Laufzeit, Traeger
from vertragsgen.rendering.compile import read_frames
from vertragsgen.rendering.environment import Umgebung
from vertragsgen.rendering.linting.fields import Ort, places
from vertragsgen.rendering.linting.shapes import ANY, of_data, of_type
from vertragsgen.rendering.linting.sources import KLAUSEL, sources
from vertragsgen.rendering.linting.targets import anchors
from vertragsgen.rendering.linting.walk import Findings, Use, walk
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import open_workspace

ROOT = Path(__file__).parents[2]
DATEN = {
    "amt": {"name": "Amt Nord", "zeilen": ["a", "b"]},
    "normen": {
        "plan": [
            {"wert": {"kurz": "§ 1"}, "wenn": {"fassung": "alt"}},
            {"wert": {"kurz": "§ 2", "lang": "§ 2 SGB"}, "fundstelle": "neu"},
        ],
        "leer": None,
    },
    "formen": {"Pflege": "Pflegekräfte", "Leitung": "Leitungen"},
    "seit": date(2006, 6, 28),
    "zahlen": [1, Decimal("2.5")],
    "orte": [{"name": "Nord"}, {"name": "Süd", "plz": "01067"}],
}
KONTEXT = {name: of_data(wert) for name, wert in DATEN.items()}
KONTEXT |= {"traeger": of_type(Traeger), "laufzeit": of_type(Laufzeit), "berechnung": of_type(Berechnung)}
KONTEXT["irgendwas"] = ANY


def gehe(env: Umgebung, text: str) -> Findings:
    return walk(env.parse(text), KONTEXT, env)


@pytest.mark.parametrize(
    "text",
    [
        "{{ traeger.name }}{{ laufzeit.beginn|datum }}{{ laufzeit.beginn.year }}",
        "{% for satz in berechnung.saetze %}{{ loop.index }} {{ satz.gesamtentgelt|euro }}{% for teil in satz.bestandteile if teil.id == 'x' %}{{ teil.kurz }}{% endfor %}{% endfor %}",
        "{{ berechnung.saetze[0].titel }}{{ berechnung.saetze[zahlen[0]].titel }}",
        "{{ normen.plan.kurz }}{{ normen.plan.lang }}{{ normen.leer.irgend.etwas }}",
        "{% for ort in orte %}{{ ort.name }}{{ ort.plz }}{% endfor %}",
        "{% for name, form in formen.items() %}{{ name }}{{ form }}{% endfor %}",
        "{{ formen['Pflege'] }}{{ formen[traeger.name] }}{{ 'Pflege'|auswahl(formen) }}",
        "{% set a = traeger %}{{ a.name }}{% if a.ort is none or not a.ort %}{% else %}{{ a.ort }}{% endif %}",
        "{{ traeger.name if traeger.ort else amt.name }}{{ (amt if traeger.ort else traeger).name }}",
        "{% set a, b = traeger.name, traeger.ort %}{{ a }}{{ b }}",
        "{% if traeger.ort %}{% set c = 1 %}{% else %}{% set c = 2 %}{% endif %}{{ c }}",
        "{{ irgendwas.von.hier.nach.dort }}{{ zahlen|laenge + 1 }}{{ seit.month }}",
        "{{ ziffer('verguetung') }}{{ anlage('blatt') }}",
        "{% if 'a' in amt.zeilen and amt.zeilen|laenge > 1 %}{{ amt.zeilen|aufzaehlung('und') }}{% endif %}",
    ],
)
def test_what_can_be_printed_is_no_fault(env: Umgebung, text: str) -> None:
    assert gehe(env, text).faults == []


@pytest.mark.parametrize(
    ("text", "line", "meldung", "hilfe"),
    [
        ("a\n\n{{ traeger.nmae }}", 3, "„traeger.nmae“ gibt es nicht", "„traeger.name“"),
        ("{{ traegr.name }}", 1, "„traegr“ gibt es nicht", "„traeger“"),
        ("{{ rechtsform }}", 1, "„rechtsform“ gibt es nicht", "„traeger.rechtsform“"),
        ("{{ normen.plann.kurz }}", 1, "„normen.plann“", "„normen.plan“"),
        ("{{ normen.plan.krz }}", 1, "„normen.plan.krz“", "„normen.plan.kurz“"),
        ("{{ traeger.name.kurz }}", 1, "„traeger.name.kurz“", "keine Unterangaben"),
        ("{{ traeger.name.upper() }}", 1, "„traeger.name.upper“", "keine Unterangaben"),
        (
            "{% for satz in berechnung.saetze %}\n{{ satz.betrg }}{% endfor %}",
            2,
            "„berechnung.saetze[].betrg“",
            "zuschlag",
        ),
        ("{% for ort in orte %}{% endfor %}{{ ort.name }}", 1, "„ort“ gibt es nicht", "„orte“"),
        ("{% for ort in orte %}{{ loop.indx }}{% endfor %}", 1, "„indx“", "index"),
        ("{% set a = traeger %}{{ a.nam }}", 1, "„traeger.nam“", "„traeger.name“"),
        ("{% if traeger.plzz is none %}{% endif %}", 1, "„traeger.plzz“", "„traeger.plz“"),
        ("{{ traeger.name|grss }}", 1, "Den Filter „grss“", "„gross“"),
        ("{{ zifer('x') }}", 1, "Die Funktion „zifer“", "„ziffer“"),
        ("{{ euro(84) }}", 1, "Die Funktion „euro“", "{{ wert|euro }}"),
        ("{{ seit.jahr }}", 1, "„seit.jahr“", "year"),
        ("{{ formen['Pfleg'] }}", 1, "„formen.Pfleg“", "„formen.Pflege“"),
    ],
)
def test_a_name_that_leads_nowhere(env: Umgebung, text: str, line: int, meldung: str, hilfe: str) -> None:
    (fault,) = gehe(env, text).faults
    assert fault.line == line
    assert meldung in fault.meldung
    assert hilfe in (fault.hilfe or "") or meldung == "„berechnung.saetze[].betrg“"


def test_every_fault_of_a_text_is_found(env: Umgebung) -> None:
    found = gehe(env, "{{ traeger.a }}\n{% if traeger.b %}{{ traeger.c|d }}{% endif %}\n{{ e(traeger.f) }}")
    assert [(fault.line, fault.word) for fault in found.faults] == [
        (1, "a"),
        (2, "b"),
        (2, "d"),
        (2, "c"),
        (3, "f"),
        (3, "e"),
    ]


def test_uses_and_how_much_of_a_value_they_take(env: Umgebung) -> None:
    found = gehe(
        env,
        "{{ traeger.name }}\n{% set n = normen %}{{ n.plan.kurz }}\n{% for o in orte %}{{ o.plz }}{% endfor %}\n"
        "{{ formen[traeger.name] }}\n{% for z in amt.zeilen %}{{ z }}{% endfor %}",
    )
    assert set(found.uses) == {
        Use(("traeger", "name"), 1, True),
        Use(("normen", "plan", "kurz"), 2, True),
        Use(("orte",), 3, True),
        Use(("orte", "*", "plz"), 3, True),
        Use(("traeger", "name"), 4, True),
        Use(("formen",), 4, True),
        Use(("amt", "zeilen"), 5, True),
        Use(("amt", "zeilen", "*"), 5, True),
    }
    assert not of_type(Traeger).whole
    assert of_data(DATEN["formen"]).whole


def test_a_section_that_is_only_asked_for_uses_none_of_its_fields() -> None:
    ort = Ort("vereinbarung", "klausel", "kopf")
    verwendung = {("traeger",): [(ort, False)], ("amt",): [(ort, True)], ("orte", "*", "plz"): [(ort, True)]}
    assert places(("traeger", "name"), verwendung) == ()
    assert places(("amt", "name"), verwendung) == (ort,)
    assert places(("orte",), verwendung) == (ort,)
    assert places(("orte", "*", "name"), verwendung) == ()


@pytest.mark.parametrize(
    ("text", "erwartet"),
    [
        ("# Titel", ("k",)),
        ("# Titel [#eigene]", ("eigene",)),
        ("## [#eine]\n\nText\n\n## Zwei [#zwei]", ("eine", "zwei")),
        ("##\n\nText", ("k",)),
        ("Text\n{# \n# kein Titel\n#}", ()),
        ("Text # kein Titel", ()),
    ],
)
def test_anchors_of_a_text(text: str, erwartet: tuple[str, ...]) -> None:
    assert anchors(text, "k") == erwartet


def test_anchors_are_those_of_the_compiled_clauses() -> None:
    workspace = open_workspace(ROOT)
    werkstatt = Werkstatt(workspace)
    geprueft = 0
    for name in workspace.packages():
        vorlagen = werkstatt.vorlagen(name).vorlagen
        assert vorlagen is not None, werkstatt.vorlagen(name).befunde
        for dokument in vorlagen.dokumente:
            for platz in (platz for plaetze in dokument.bereiche.values() for platz in plaetze):
                assert anchors(platz.klausel.text, platz.klausel.id) == platz.vorlage.anker, platz.klausel.datei
                geprueft += 1
    assert geprueft >= 58


def test_every_text_of_a_package_is_looked_at(env: Umgebung) -> None:
    workspace = open_workspace(ROOT)
    paket = Werkstatt(workspace).paket(workspace.packages()[0]).paket
    assert paket is not None
    alle = list(sources(paket, read_frames(paket, workspace, env), env))
    klauseln = {(source.dokument.id, source.klausel.id) for source in alle if source.klausel and source.art == KLAUSEL}
    assert klauseln == set(paket.klauseln)
    assert {source.art for source in alle} == {"klausel", "bedingung", "rahmen", "arbeitsmappe"}
    assert all(source.stelle(1) for source in alle if source.art == "rahmen")
