"""Templates in a form: what is decided, what is left open, and how alternatives are printed."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec import Struct

from vertragsgen.rendering.errors import Vorlagenfehler
from vertragsgen.rendering.muster.umgebung import Musterumgebung
from vertragsgen.rendering.references import FUNCTIONS
from vertragsgen.rendering.templates import compile_condition, compile_template
from vertragsgen.source.platzhalter import JA_NEIN, WAHL, Musterwert


class Abwesend(Struct):
    """A part of a calculation."""

    tage: object


WERTE: dict[str, Any] = {
    "text": Musterwert("Ort", "ort"),
    "zahl": Musterwert("Platzzahl", "plaetze"),
    "wahl": Musterwert("Form", "form", art=WAHL),
    "frage": Musterwert("Vermieter", "vermieter", art=JA_NEIN),
    "ende": Musterwert("Ende", "ende", auch_leer=True),
    "liste": (Musterwert("Merkmal", "m.0"), Musterwert("Merkmal", "m.1")),
    "fassung": "bereinigt",
    "leer": None,
    "eins": Decimal(1),
    "tag": date(2020, 1, 2),
    "benannt": Musterwert("Datum", "datum", bild="xx.xx.20xx"),
    "person": Abwesend(Musterwert("Tage", "tage")),
    "zeilen": ({"name": Musterwert("Name", "zeilen.0.name")},),
}


def gedruckt(vorlage: str) -> str:
    env = Musterumgebung(FUNCTIONS)
    text = compile_template(env, vorlage, "klausel.md").render(WERTE)
    assert "&lt;w:" not in text
    return re.sub("[\uf8f2\uf8f3]", "", text).replace("&lt;", "<").replace("&gt;", ">")


def sichtbar(vorlage: str) -> str:
    return re.sub(r"<w:[^>]*>|</w:[^>]*>", "", gedruckt(vorlage))


@pytest.mark.parametrize(
    ("vorlage", "text"),
    [
        ("{{ text }}", "<<Ort>>"),
        ("{{ text|datum }}", "TT.MM.JJJJ"),
        ("{{ benannt|datum }}", "xx.xx.20xx"),
        ("{{ benannt }}", "xx.xx.20xx"),
        ("{{ zahl|anzahl('Platz', 'Plätzen') }}", "<<Platzzahl>>\u00a0Plätzen"),
        ("{{ zahl|euro }}", "<<Platzzahl>>\u00a0€"),
        ("{{ zahl|betrag }}", "<<Platzzahl>>"),
        ("{{ zahl|prozent }}", "<<Platzzahl>>\u00a0%"),
        ("{{ zahl|schluessel }}", "1\u00a0:\u00a0<<Platzzahl>>"),
        ("{{ zahl|schluessel_kurz }}", "1:<<Platzzahl>>"),
        ("{{ zahl * 2 + 1 }}", "<<Platzzahl>>"),
        ("{{ liste|aufzaehlung }}", "<<Merkmal>>"),
        ("{{ wahl|auswahl({'a': 'stationär', 'b': 'ambulant'}) }}", "stationär/ambulant"),
        ("{{ text|gross }}", "<<Ort>>"),
        ("{{ tag|datum }}", "02.01.2020"),
        ("{{ eins|euro }}", "1,00\u00a0€"),
    ],
)
def test_values(vorlage: str, text: str) -> None:
    assert gedruckt(vorlage) == text


@pytest.mark.parametrize(
    ("bedingung", "ergebnis"),
    [
        # What is left open is agreed, and is nothing in particular.
        ("text is none", "nein"),
        ("text is not none", "ja"),
        ("text", "ja"),
        ("text == 'Bremen'", "nein"),
        ("text != 'Bremen'", "ja"),
        ("zahl == 1", "nein"),
        ("zahl > 1", "ja"),
        ("1 < zahl", "ja"),
        ("zahl <= 18", "nein"),
        ("liste|laenge > 1", "ja"),
        # What the form decides.
        ("fassung == 'historisch'", "nein"),
        ("leer is none", "ja"),
        ("leer is not none and leer.name == 'x'", "nein"),
        ("leer is none or leer.name == 'x'", "ja"),
        ("eins == 1 and frage", "☐\u00a0ja ☐\u00a0nein"),
        ("eins == 2 and frage", "nein"),
        ("eins == 1 or frage", "ja"),
        ("text is offen", "ja"),
        ("frage is offen", "ja"),
        ("zeilen is offen", "ja"),
        ("person is offen", "ja"),
        ("liste is offen and liste|laenge == 2", "ja"),
        ("fassung is offen", "nein"),
        ("leer is offen", "nein"),
        ("text is not offen", "nein"),
        # What only its reader can decide.
        ("frage", "☐\u00a0ja ☐\u00a0nein"),
        ("not frage", "☐\u00a0ja ☐\u00a0nein"),
        ("wahl == 'a'", "☐\u00a0ja ☐\u00a0nein"),
        ("wahl != 'a'", "☐\u00a0ja ☐\u00a0nein"),
        ("ende is none", "☐\u00a0ja ☐\u00a0nein"),
        ("wahl in ['a', 'b']", "☐\u00a0ja ☐\u00a0nein"),
        ("'x' in liste", "☐\u00a0ja ☐\u00a0nein"),
        ("'x' not in liste", "☐\u00a0ja ☐\u00a0nein"),
        ("text in ['a', 'b']", "nein"),
        ("not (frage and not frage)", "☐\u00a0ja ☐\u00a0nein"),
    ],
)
def test_conditions(bedingung: str, ergebnis: str) -> None:
    lauf = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    vorlage = f"{{% if {bedingung} %}}{lauf.format('ja')}{{% else %}}{lauf.format('nein')}{{% endif %}}"
    assert sichtbar(vorlage) == ergebnis


def test_a_chain_of_alternatives_has_one_box_each() -> None:
    zweige = "{% if wahl == 'a' %}<w:r><w:t>A</w:t></w:r>{% elif wahl == 'b' %}<w:r><w:t>B</w:t></w:r>{% else %}<w:r><w:t>C</w:t></w:r>{% endif %}"
    assert sichtbar(zweige) == "☐\u00a0A ☐\u00a0B ☐\u00a0C"
    assert sichtbar(zweige.replace("wahl == 'b'", "eins == 1")) == "☐\u00a0A ☐\u00a0B"
    assert sichtbar(zweige.replace("wahl == 'b'", "eins == 2")) == "☐\u00a0A ☐\u00a0C"


def test_an_empty_branch_is_no_alternative() -> None:
    assert sichtbar("{% if frage %}<w:r><w:t>A</w:t></w:r>{% elif wahl == 'b' %}{% endif %}") == "A"
    assert sichtbar("{% if frage %}{% else %}<w:r><w:t>B</w:t></w:r>{% endif %}") == "B"


def test_the_space_before_stays_before_the_box() -> None:
    vorlage = "<w:r><w:t>Sie</w:t></w:r>{% if frage %}<w:r><w:t> und</w:t></w:r>{% else %}<w:r><w:t> mit</w:t></w:r>{% endif %}"
    assert sichtbar(vorlage) == "Sie ☐\u00a0und ☐\u00a0mit"


def test_paragraphs_get_their_box_behind_their_properties() -> None:
    absatz = '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    xml = gedruckt(
        f"{{% if frage %}}{absatz.format('A')}{absatz.format('A2')}{{% else %}}{absatz.format('B')}{{% endif %}}"
    )
    assert (
        re.sub(r"<w:[^>]*>", "", xml.replace("</w:p>", "|"))
        .replace("</w:r>", "")
        .replace("</w:t>", "")
        .replace("</w:rPr>", "")
        .replace("</w:pPr>", "")
        == "☐\u00a0A|A2|☐\u00a0B|"
    )
    assert xml.index("<w:pStyle") < xml.index("☐")


def test_a_box_to_tick_stays_empty() -> None:
    kasten = "<w:r><w:t>{}</w:t></w:r>"
    for ja, nein in (("☒", "☐"), ("☑", "☐")):
        assert sichtbar(f"{{% if frage %}}{kasten.format(ja)}{{% else %}}{kasten.format(nein)}{{% endif %}}") == "☐"
        assert (
            sichtbar(f"{{% if 'x' in liste %}}{kasten.format(ja)}{{% else %}}{kasten.format(nein)}{{% endif %}}") == "☐"
        )
        assert sichtbar(f"{{{{ '{ja}' if wahl == 'x' else '{nein}' }}}}") == "☐"


def test_choices_in_an_expression() -> None:
    assert gedruckt("{{ 'Platz' if frage else 'Plätze' }}") == "Platz/Plätze"
    assert gedruckt("{{ 'Platz' if zahl == 1 else 'Plätze' }}") == "Plätze"
    assert gedruckt("{{ 'Platz' if frage }}") == "Platz"


def test_loops_keep_what_may_apply() -> None:
    assert sichtbar("{% for m in liste if m != 'x' %}{{ loop.index }}{{ m }}{% endfor %}") == "1<<Merkmal>>2<<Merkmal>>"
    assert sichtbar("{% for w in ['a', 'b'] if wahl == w %}{{ w }}{% endfor %}") == "ab"
    assert (
        sichtbar(
            "{% for m in liste %}{% if loop.last %}.{% elif loop.revindex == 2 %} und{% else %},{% endif %}{% endfor %}"
        )
        == " und."
    )


def test_a_value_set_in_a_branch_is_known_behind_it() -> None:
    assert gedruckt("{% set a = 'x' %}{% if eins == 1 %}{{ a }}{% else %}y{% endif %}") == "x"


def test_a_condition_of_a_document_holds_if_it_may() -> None:
    env = Musterumgebung(FUNCTIONS)
    for text, erwartet in (("frage", "1"), ("wahl == 'a'", "1"), ("leer is not none", ""), ("fassung == 'x'", "")):
        assert compile_condition(env, text, "paket.yaml", 1).render(WERTE) == erwartet, text


def test_an_unknown_name_is_still_a_fault() -> None:
    env = Musterumgebung(FUNCTIONS)
    for vorlage in (
        "Zeile\n{{ fehlt }}",
        "Zeile\n{% if fehlt == 1 %}a{% else %}b{% endif %}",
        "Zeile\n{% if not fehlt %}a{% endif %}",
    ):
        with pytest.raises(Vorlagenfehler) as fault:
            compile_template(env, vorlage, "klausel.md").render(WERTE)
        assert fault.value.zeile == 2
        assert "fehlt" in fault.value.meldung
