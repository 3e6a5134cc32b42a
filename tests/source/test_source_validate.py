"""pydantic's errors become German findings with the place in the file; drafts get placeholders."""

from typing import Annotated, ClassVar

import pytest
from msgspec import field

from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.source.platzhalter import Platzhalter
from vertragsgen.source.reader import read_text
from vertragsgen.source.scalar_type import EinzelnOderListe, Mindestens, Verboten, auswahl
from vertragsgen.source.scalars import Betrag, Datum, Ganzzahl, Zeile
from vertragsgen.source.section import Abschnitt, Fehlerangabe, pflicht
from vertragsgen.source.validate import Pruefung, validate


class Teil(Abschnitt):
    _null_ist_vorgabe: ClassVar[bool] = False


class Zeilen(Teil):
    betrag: Betrag = pflicht("Betrag der Zeile", "Betrag", "84,10")
    art: Annotated[str, auswahl("satz", "zuschlag")] = "satz"
    grund: Zeile | None = None

    def _unstimmig(self) -> list[Fehlerangabe]:
        if self.art == "zuschlag" and self.grund is None:
            return [("grund", "fehlt", "Beim Zuschlag fehlt der Grund.")]
        if self.art == "satz" and self.grund is not None:
            return [("grund", "zuviel", "Ein Satz hat keinen Grund.")]
        return []


class Adresse(Teil):
    strasse: Zeile = pflicht("Straße", "Straße")
    plaetze: Ganzzahl | None = None

    def _unstimmig(self) -> list[Fehlerangabe]:
        return [("strasse", "wert", "Die Hausnummer fehlt.")] if self.strasse == "ohne" else []


class Wurzel(Teil):
    adresse: Adresse
    zeilen: Annotated[tuple[Zeilen, ...], Mindestens(1)] = pflicht("Zeilen", "Zeilen")
    beginn: Datum | None = None
    blatt: Annotated[tuple[Adresse, ...], EinzelnOderListe()] | None = None
    frei: dict[str, Zeilen] = field(default_factory=dict)
    nie: Annotated[object, Verboten("Das gibt es hier nicht.")] | None = None


GUT = """\
adresse:
  strasse: Weg 1
zeilen:
  - betrag: 84,10
  - {betrag: "13,11", art: zuschlag, grund: Nacht}
"""


def pruefe(text: str, *, entwurf: bool = False) -> Pruefung[Wurzel]:
    lesung = read_text(text, "p.yaml")
    assert lesung.ok
    return validate(Wurzel, lesung.node, name="p.yaml", entwurf=entwurf)


def kurzform(befund: Befund) -> str:
    assert befund.mark is not None
    return f"{befund.code} {befund.mark.zeile}:{befund.mark.spalte}"


def test_a_good_tree_gives_the_model_and_nothing_else() -> None:
    pruefung = pruefe(GUT)
    assert pruefung.befunde == ()
    assert pruefung.wert is not None
    assert pruefung.wert.zeilen[1].grund == "Nacht"


FAELLE = {
    "unbekannt": (GUT + "begin: 2019-01-01\n", ["VG106 6:1"], "Gemeint ist vielleicht „beginn“"),
    "umlaut": (GUT.replace("strasse", "straße"), ["VG107 1:1", "VG106 2:3"], "vielleicht „strasse“"),
    "anderswo": (GUT + "plaetze: 3\n", ["VG106 6:1"], "in den Abschnitt „adresse“"),
    "nach-oben": (GUT.replace("Weg 1", "Weg 1\n  beginn: x"), ["VG106 3:3"], "auf die oberste Ebene"),
    "ganz-fremd": (GUT + "xyz: 3\n", ["VG106 6:1"], "Möglich sind hier: adresse"),
    "fehlt": (
        GUT.replace("strasse: Weg 1", "plaetze: 3"),
        ["VG107 1:1"],
        "„adresse › strasse“ (Straße) fehlt",
    ),
    "fehlt-in-zeile": (
        GUT.replace("- betrag: 84,10", "- grund: x"),
        ["VG107 4:5"],
        "Zum Beispiel: betrag: 84,10",
    ),
    "null": (GUT.replace("Weg 1", "null"), ["VG107 2:12"], "fehlt"),
    "leer": (GUT.replace("Weg 1", ""), ["VG107 2:3"], "fehlt"),
    "wert": (GUT.replace("84,10", "84,1"), ["VG108 4:13"], "Schreiben Sie „84,10“"),
    "abschnitt": (GUT.replace("adresse:\n  strasse: Weg 1", "adresse: Weg"), ["VG108 1:10"], "ein Abschnitt"),
    "leerzeichen": (
        GUT.replace("  strasse: Weg 1", "  strasse:Weg 1"),
        ["VG108 2:3"],
        "Nach jedem Doppelpunkt steht ein Leerzeichen",
    ),
    "liste": (
        GUT.split("zeilen")[0] + "zeilen: x\n",
        ["VG108 3:9"],
        "eine Liste erwartet, gefunden wurde „x“",
    ),
    "liste-leer": (GUT.split("zeilen")[0] + "zeilen: []\n", ["VG108 3:1"], "mindestens ein Eintrag"),
    "liste-im-wert": (GUT.replace("Weg 1", "[a]"), ["VG108 2:3"], "gefunden wurde eine Liste"),
    "komma-in-liste": (
        GUT.replace("- betrag: 84,10", "- [84,10]"),
        ["VG108 4:5"],
        "ein Abschnitt mit eigenen Angaben",
    ),
    "auswahl": (GUT.replace("zuschlag", "zuschlagg"), ["VG108 5:28"], "Gemeint ist vielleicht „zuschlag“"),
    "felder-fehlt": (GUT.replace(", grund: Nacht", ""), ["VG107 5:5"], "Beim Zuschlag fehlt der Grund"),
    "felder-zuviel": (GUT.replace("art: zuschlag, ", ""), ["VG108 5:23"], "Ein Satz hat keinen Grund"),
    "eigener-fehler": (GUT.replace("Weg 1", "ohne"), ["VG108 2:12"], "Die Hausnummer fehlt"),
    "freie-schluessel": (GUT + "frei:\n  a: {betrag: x}\n", ["VG108 7:15"], "kein Eurobetrag"),
    "freie-schluessel-fremd": (
        GUT + 'frei:\n  a: {betrag: "1,00", betragg: x}\n',
        ["VG106 7:23"],
        "„betrag“",
    ),
    "einzeln-statt-liste": (GUT + "blatt: {strasse: null}\n", ["VG107 6:18"], "blatt › strasse"),
    "verboten": (GUT + "nie: {a: 1}\n", ["VG108 6:1"], "Das gibt es hier nicht"),
    "wurzel-liste": ("- a\n", ["VG108 1:1"], "Abschnitt mit eigenen Angaben erwartet"),
    "wurzel-text": ("Hallo\n", ["VG108 1:1"], "gefunden wurde „Hallo“"),
}


@pytest.mark.parametrize("fall", FAELLE)
def test_error_is_a_german_finding_at_its_place(fall: str) -> None:
    text, erwartet, teil = FAELLE[fall]
    pruefung = pruefe(text)
    assert pruefung.wert is None
    assert [kurzform(befund) for befund in pruefung.befunde] == erwartet
    assert any(teil in f"{befund.meldung} {befund.hilfe}" for befund in pruefung.befunde)
    assert {befund.schwere for befund in pruefung.befunde} == {Schwere.FEHLER}


def test_a_single_section_may_stand_for_a_list() -> None:
    pruefung = pruefe(GUT + "blatt: {strasse: Weg 2}\n")
    assert pruefung.wert is not None
    assert pruefung.wert.blatt is not None
    assert [teil.strasse for teil in pruefung.wert.blatt] == ["Weg 2"]


def test_an_empty_file_names_what_is_missing() -> None:
    pruefung = validate(Wurzel, None, name="leer.yaml")
    assert [str(befund.mark) for befund in pruefung.befunde] == ["leer.yaml:1:1"] * 2


def test_one_code_for_all_where_the_caller_wants_it() -> None:
    pruefung = validate(Wurzel, None, name="paket.yaml", code="VG150")
    assert {befund.code for befund in pruefung.befunde} == {"VG150"}


def test_an_entry_that_is_wrong_does_not_count_as_missing() -> None:
    pruefung = pruefe(GUT.split("zeilen")[0] + "zeilen:\n  - betrag: x\n")
    assert [kurzform(befund) for befund in pruefung.befunde] == ["VG108 4:13"]


@pytest.mark.parametrize("fall", FAELLE)
def test_a_draft_is_built_and_keeps_the_findings(fall: str) -> None:
    text, erwartet, _ = FAELLE[fall]
    pruefung = pruefe(text, entwurf=True)
    assert pruefung.wert is not None
    assert set(erwartet) <= {kurzform(befund) for befund in pruefung.befunde}


def test_a_draft_of_nothing_has_a_placeholder_everywhere() -> None:
    wert = validate(Wurzel, None, name="p.yaml", entwurf=True).wert
    assert wert is not None
    platzhalter = [wert.adresse.strasse, wert.zeilen[0].betrag]
    assert [(p.name, p.pfad) for p in platzhalter if isinstance(p, Platzhalter)] == [
        ("Straße", "adresse.strasse"),
        ("Betrag der Zeile", "zeilen.0.betrag"),
    ]
    assert wert.beginn is None


def test_a_draft_drops_what_has_no_place() -> None:
    wert = pruefe(GUT + "xyz: 1\nnie: {a: 1}\n", entwurf=True).wert
    assert wert is not None
    assert wert.nie is None


def test_a_draft_gives_up_a_section_no_placeholder_can_stand_for() -> None:
    wert = pruefe(GUT + "frei: Text\n", entwurf=True).wert
    assert wert is not None
    assert wert.frei == {}
