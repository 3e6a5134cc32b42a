"""Loading a profile: values, marks, findings, shared parts, package data, drafts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from vertragsgen.diagnostics import Befund
from vertragsgen.package.manifest import Manifest, Option
from vertragsgen.profile.factory import Modelle, name_conflicts, profile_model
from vertragsgen.profile.load import Geladen
from vertragsgen.source.platzhalter import Platzhalter


def kurzform(befund: Befund) -> str:
    return f"{befund.code} {befund.mark}"


def profil(geladen: Geladen) -> Any:
    assert geladen.befunde == ()
    assert geladen.profil is not None
    return geladen.profil


def ersetze(text: str, alt: str, neu: str) -> str:
    assert text.count(alt) == 1, alt
    return text.replace(alt, neu)


def test_a_full_profile_loads_without_a_finding(umgebung: Any) -> None:
    wert = profil(umgebung.lade())
    satz = wert.verguetung.saetze[0]
    assert (satz.grund, satz.mass, satz.schluessel) == (Decimal("5.00"), Decimal("75.69"), Decimal("2.5"))
    assert satz.platzgeld.mass == Decimal("56.77")
    assert wert.verguetung.saetze[1].betrag == Decimal("13.11")
    assert (wert.traeger.plz, wert.traeger.ort) == ("01067", "Görlitz")
    assert wert.laufzeit.beginn == date(2019, 1, 1)
    assert wert.laufzeit.ende is None
    assert wert.platzgeld.hoechstdauer_tage == "unbegrenzt"
    assert wert.fassung == "historisch"
    assert wert.angaben.grenze == Decimal("2.5")
    assert wert.klauseln["pruefung"].text == "Ein anderer Wortlaut\nmit {{ traeger.name }}."
    assert [blatt.tage for blatt in wert.kostentraegerblaetter] == [Decimal(365)]
    assert wert.kostentraegerblatt[0].positionen[1].ansatz.von == ("stellen",)
    assert wert.amt == {"referat": "Referat 9"}


def test_every_value_knows_its_place(umgebung: Any, profiltext: str) -> None:
    geladen = umgebung.lade()
    zeilen = profiltext.splitlines()
    for pfad, text in [
        ("verguetung.saetze.0.gesamtentgelt", "80,69"),
        ("verguetung.saetze.1.betrag", '"13,11 €"'),
        ("kostentraegerblatt.0.positionen.2.ansatz.pauschal", '"2.150,00"'),
        ("laufzeit.abschlussdatum", "03.01.2019"),
        ("traeger", "traeger"),
    ]:
        mark = geladen.mark(pfad)
        assert mark.datei == "provider_data/p.yaml"
        assert zeilen[mark.zeile - 1][mark.spalte - 1 :][: mark.laenge] == text


def test_sheets_may_be_a_list_and_may_be_missing(umgebung: Any, profiltext: str) -> None:
    vorn, _, rest = profiltext.partition("kostentraegerblatt:\n")
    blatt, _, hinten = rest.partition("budget:")
    eingerueckt = "".join(f"  {zeile}\n" for zeile in blatt.splitlines()).replace("    bei", "  - bei", 1)
    wert = profil(umgebung.lade(f"{vorn}kostentraegerblatt:\n{eingerueckt}budget:{hinten}"))
    assert len(wert.kostentraegerblaetter) == 1
    ohne = profil(umgebung.lade(f"{vorn}budget:{hinten}"))
    assert ohne.kostentraegerblatt is None
    assert ohne.kostentraegerblaetter == ()


def test_null_is_not_agreed_and_lists_are_then_empty(umgebung: Any, profiltext: str) -> None:
    text = ersetze(profiltext, "anlaesse: [Krankenhaus, Kur]", "anlaesse: null")
    text = ersetze(text, "fassung: historisch", "fassung: null").replace("amt: {referat: Referat 9}\n", "")
    wert = profil(umgebung.lade(text))
    assert wert.platzgeld.anlaesse == ()
    assert wert.fassung == "bereinigt"


FAELLE = {
    "betrag": ("grund: 5,00", "grund: 5", "VG108", "27:14", "„5,00“"),
    "betrag-mehrdeutig": ("grund: 5,00", "grund: 1.234", "VG108", "27:14", "mehrdeutig"),
    "komma-in-klammern": ('{grund: "3,75"', "{grund: 3,75", "VG108", "30:26", "Anführungszeichen"),
    "komponente-fehlt": ("      grund: 5,00\n", "", "VG107", "24:7", "Grundpauschale"),
    "komponente-null": ("grund: 5,00", "grund: null", "VG107", "27:14", "Grundpauschale"),
    "komponente-fremd": (
        "      grund: 5,00",
        "      grund: 5,00\n      invest: 3,41",
        "VG106",
        "28:7",
        "invest",
    ),
    "zeile-ohne-namen": (
        "hilfebedarfsgruppe: 1",
        "hilfebedarfsgruppe: null",
        "VG107",
        "24:27",
        "bezeichnung",
    ),
    "zuschlag-mit-satz": (
        "art: zuschlag,",
        'art: zuschlag, grund: "1,00",',
        "VG108",
        "31:51",
        "art: zuschlag",
    ),
    "zuschlag-ohne-betrag": (', betrag: "13,11 €"', "", "VG107", "31:7", "„betrag“"),
    "einheit": ("einheit: tag\n", "einheit: tage\n", "VG108", "22:12", "Gemeint ist vielleicht „tag“"),
    "zu-klein": ("hilfebedarfsgruppe: 1", "hilfebedarfsgruppe: -1", "VG108", "24:27", "mindestens 1"),
    "option": ("fassung: historisch", "fassung: historich", "VG108", "2:10", "„historisch“"),
    "plz": ("plz: 01067", "plz: 1067", "VG108", "8:8", "fünf Ziffern"),
    "datum": ("03.01.2019", "30.02.2019", "VG108", "43:19", "Kalender"),
    "pflicht": ("  name: Haus Süd gGmbH\n", "", "VG107", "4:1", "Trägername"),
    "pflicht-null": ("name: Haus Süd gGmbH", "name: null", "VG107", "5:9", "Trägername"),
    "schluessel": ("abschlussdatum", "abschlusdatum", "VG106", "43:3", "„abschlussdatum“"),
    "falscher-abschnitt": (
        "  ende: null\n",
        "  ende: null\n  aktenzeichen: 1\n",
        "VG106",
        "41:3",
        "„vereinbarung“",
    ),
    "geminderte": ("[grund, mass]\n  hoech", "[grund, masss]\n  hoech", "VG108", "36:35", "„mass“"),
    "hoechstdauer-null": ("unbegrenzt", "0", "VG108", "37:22", "weder eine Zahl von Tagen"),
    "minderung-ueber-100": ("minderung_prozent: 25", "minderung_prozent: 120", "VG108", "35:22", "höchstens 100"),
    "minderung-negativ": ("minderung_prozent: 25", "minderung_prozent: -5", "VG108", "35:22", "mindestens 0"),
    "anzahl-negativ": ("anzahl: 40", "anzahl: -5", "VG108", "59:76", "mindestens 0"),
    "hoechstdauer": ("unbegrenzt", "ewig", "VG108", "37:22", "unbegrenzt"),
    "block": (
        "block: grund, bezeichnung: AfA",
        "block: g, bezeichnung: AfA",
        "VG108",
        "58:15",
        "„mass“, „grund“",
    ),
    "stellenart": ("art: fachkraft", "art: fachkrft", "VG108", "53:47", "„fachkraft“"),
    "ansatz-halb": (', preis: "28,00"', "", "VG107", "55:41", "fehlt „preis“"),
    "ansatz-doppelt": (
        '{pauschal: "2.150,00"}',
        '{pauschal: "2.150,00", jahre: 2}',
        "VG108",
        "57:74",
        "passt nicht",
    ),
    "tage": ("  tage: 365\n", "", "VG107", "47:1", "„tage“"),
    "angaben": ("gruppe: erwachsene", "grupe: erwachsene", "VG107", "73:1", "Personenkreis"),
    "ausnahme": ("VG404", "VGxyz", "VG113", "72:13", "VG404"),
    "klausel": ("  pruefung:", "  pruefun:", "VG113", "62:3", "„pruefung“"),
    "klausel-mehrdeutig": ("  pruefung:", "  doppelt:", "VG113", "62:3", "„a/doppelt“, „b/doppelt“"),
    "paketdaten": ("referat: Referat 9", "name: Amt Süd", "VG112", "76:7", "legt das Vorlagenpaket fest"),
    "paketdaten-fremd": ("referat: Referat 9", "refrat: 9", "VG106", "76:7", "„referat“"),
    "paketdaten-tief": ("referat: Referat 9", "referat: {a: 1}", "VG106", "76:17", "einzelner Wert|kennt"),
    "paket": ("nordland/wohnen", "nordland/wonen", "VG109", "1:8", "„nordland/wohnen“"),
    "paket-kaputt": ("nordland/wohnen", "nordland/kaputt", "VG109", "1:8", "enthält Fehler"),
    "paket-fehlt": ("paket: nordland/wohnen\n", "", "VG107", "1:1", "Vorhanden: nordland/kaputt"),
    "paket-liste": ("paket: nordland/wohnen", "paket: [x]", "VG108", "1:1", "Kennung"),
    "doppelt": ("  ort: Görlitz\n", "  ort: Görlitz\n  ort: X\n", "VG103", "10:3", "doppelt"),
}


@pytest.mark.parametrize("fall", FAELLE)
def test_mistake_in_a_profile(umgebung: Any, profiltext: str, fall: str) -> None:
    alt, neu, code, wo, teil = FAELLE[fall]
    geladen = umgebung.lade(ersetze(profiltext, alt, neu))
    treffer = [b for b in geladen.befunde if kurzform(b) == f"{code} provider_data/p.yaml:{wo}"]
    assert treffer, [(kurzform(b), b.meldung) for b in geladen.befunde]
    text = " ".join(f"{b.meldung} {b.hilfe}" for b in treffer)
    assert any(stueck in text for stueck in teil.split("|"))
    assert {b.profil for b in geladen.befunde} == {"p"}


def test_norms_can_be_given_only_in_the_historic_version(umgebung: Any, profiltext: str) -> None:
    mit = profiltext + "normen: {plan: § 9}\n"
    assert profil(umgebung.lade(mit)).normen == {"plan": "§ 9"}
    geladen = umgebung.lade(ersetze(mit, "fassung: historisch\n", ""))
    assert [kurzform(b) for b in geladen.befunde] == ["VG112 provider_data/p.yaml:76:10"]
    assert "fassung: historisch" in geladen.befunde[0].meldung
    assert geladen.profil is not None
    assert geladen.profil.normen is None


def test_forbidden_package_data_leave_the_allowed_ones_in_place(umgebung: Any, profiltext: str) -> None:
    geladen = umgebung.lade(ersetze(profiltext, "{referat: Referat 9}", "{referat: R 9, name: X}"))
    assert [b.code for b in geladen.befunde] == ["VG112"]
    assert geladen.profil.amt == {"referat": "R 9"}


@pytest.mark.parametrize("name", ["../p", "P", "con", "", "a/b"])
def test_names_are_checked_before_a_path_is_built(umgebung: Any, name: str) -> None:
    geladen = umgebung.lade_datei(name)
    assert [b.code for b in geladen.befunde] == ["VG111"]
    assert geladen.profil is None
    assert geladen.mark("paket") is None


def test_a_folder_in_place_of_a_profile_and_a_name_that_is_none_have_a_place(umgebung: Any) -> None:
    (umgebung.workspace.profile_dir / "ordner.yaml").mkdir(parents=True)
    (umgebung.workspace.profile_dir / "Gross.yaml").write_text("paket: x", encoding="utf-8")
    for name, code in (("ordner", "VG101"), ("Gross", "VG111")):
        (befund,) = umgebung.lade_datei(name).befunde
        assert (befund.code, str(befund.mark)) == (code, f"provider_data/{name}.yaml:1:1")


def test_an_unknown_profile_suggests_a_known_one(umgebung: Any) -> None:
    umgebung.schreibe("sonnenhaus", "")
    (befund,) = umgebung.lade_datei("sonenhaus").befunde
    assert befund.code == "VG111"
    assert "„sonnenhaus“" in str(befund.hilfe)


def test_a_link_out_of_the_workspace_is_not_read(umgebung: Any, profiltext: str) -> None:
    fremd = umgebung.workspace.root.parent / "fremd.yaml"
    fremd.write_text(profiltext, encoding="utf-8")
    umgebung.workspace.profile_path("p").symlink_to(fremd)
    assert [b.code for b in umgebung.lade_datei("p").befunde] == ["VG101"]


@pytest.mark.parametrize(
    ("text", "code"), [("", "VG107"), ("# leer\n", "VG107"), ("- a\n", "VG108"), ("Hallo\n", "VG108")]
)
def test_a_file_that_is_no_profile(umgebung: Any, text: str, code: str) -> None:
    geladen = umgebung.lade(text)
    assert [kurzform(b) for b in geladen.befunde] == [f"{code} provider_data/p.yaml:1:1"]


def test_sections_the_package_has_no_use_for_are_refused(
    umgebung: Any, manifest_aus: Callable[[str, str], Manifest]
) -> None:
    umgebung.manifest = manifest_aus("platzgeld: {rundung: je_komponente}\n", "")
    geladen = umgebung.lade()
    assert [kurzform(b) for b in geladen.befunde] == ["VG108 provider_data/p.yaml:32:1"]
    assert "nicht vor" in geladen.befunde[0].meldung


def test_a_package_without_components_needs_neither_rates_nor_places(
    umgebung: Any, manifest_aus: Callable[[str, str], Manifest]
) -> None:
    komponenten = (
        "komponenten:\n"
        "  - {id: grund, titel: Grundpauschale, kurz: GP, nummer: G}\n"
        "  - {id: mass, titel: Maßnahmepauschale, kurz: MP, nummer: M, gewichtet: true}\n"
        "platzgeld: {rundung: je_komponente}\n"
        'kostentraegerblatt: {tage_zulaessig: ["365"], arten_betreuung: [fachkraft], bloecke: [mass, grund]}\n'
        "budget: {arten: {regulaer: Fälle, intensiv: Intensivfälle}}\n"
    )
    umgebung.manifest = manifest_aus(komponenten, "")
    wert = profil(
        umgebung.lade(
            "paket: nordland/wohnen\n"
            "traeger: {name: A, strasse: B 1, plz: 01067, ort: C}\n"
            "angebot: {bezeichnung: Wohnen}\n"
            "laufzeit: {beginn: 2019-01-01}\n"
            "angaben: {gruppe: Menschen}\n"
        )
    )
    assert wert.verguetung is None
    assert wert.angebot.plaetze is None


@pytest.mark.parametrize(
    ("abschnitt", "name"),
    [
        ("komponenten", "betrag"), ("komponenten", "komponenten"), ("optionen", "klauseln"),
        ("optionen", "kostentraegerblaetter"), ("daten", "kostentraegerblaetter"),
    ],
)  # fmt: skip
def test_what_a_package_names_cannot_be_called_like_something_of_the_profile(
    umgebung: Any, abschnitt: str, name: str
) -> None:
    manifest = umgebung.manifest
    if abschnitt == "komponenten":
        erste, *weitere = manifest.komponenten
        manifest, pfad = replace(manifest, komponenten=[replace(erste, id=name), *weitere]), "komponenten.0.id"
    elif abschnitt == "optionen":
        manifest, pfad = replace(manifest, optionen={name: Option(werte=["a"], vorgabe="a")}), f"optionen.{name}"
    else:
        frei = [replace(manifest.ueberschreibbar[0], pfad=f"{name}.a")]
        manifest, pfad = replace(manifest, ueberschreibbar=frei), f"daten.{name}"
    umgebung.manifest = manifest
    assert [stelle for stelle, _ in name_conflicts(manifest)] == [pfad]
    assert [b.code for b in umgebung.lade().befunde] == ["VG150"]
    with pytest.raises(ValueError, match="manifest"):
        profile_model(manifest)


def test_the_model_of_a_package_is_built_once(manifest: Manifest) -> None:
    modelle = Modelle()
    assert modelle.fuer(manifest) is modelle.fuer(manifest)
    assert modelle.fuer(replace(manifest)) is not Modelle().fuer(manifest)


def test_a_draft_of_almost_nothing_has_placeholders_for_what_is_required(umgebung: Any) -> None:
    geladen = umgebung.lade("paket: nordland/wohnen\n", entwurf=True)
    wert = geladen.profil
    assert wert is not None
    namen = [
        wert.traeger.name,
        wert.angebot.plaetze,
        wert.laufzeit.beginn,
        wert.verguetung.saetze[0].mass,
        wert.angaben.gruppe,
    ]
    assert all(isinstance(platzhalter, Platzhalter) for platzhalter in namen)
    assert [str(platzhalter) for platzhalter in namen] == [
        "<<Trägername>>",
        "<<Platzzahl>>",
        "<<Beginn der Laufzeit>>",
        "<<Maßnahmepauschale>>",
        "<<Personenkreis>>",
    ]
    assert wert.laufzeit.ende is None
    assert geladen.befunde
    assert umgebung.lade("paket: nordland/wohnen\n").profil is None


def test_a_draft_replaces_only_what_is_wrong(umgebung: Any, profiltext: str) -> None:
    geladen = umgebung.lade(ersetze(profiltext, "grund: 5,00", "grund: 5"), entwurf=True)
    satz = geladen.profil.verguetung.saetze[0]
    assert satz.grund.pfad == "verguetung.saetze.0.grund"
    assert satz.mass == Decimal("75.69")
    assert [b.code for b in geladen.befunde] == ["VG108"]


def test_two_texts_for_one_clause(umgebung: Any, profiltext: str) -> None:
    zweite = "klauseln:\n  vereinbarung/pruefung: {text: Noch einer, grund: Versehen, genehmigt_von: Referat 1}\n"
    umgebung.schreibe("p", profiltext.replace("klauseln:\n", zweite))
    (befund,) = umgebung.lade_datei("p").befunde
    assert (befund.code, str(befund.mark), [mark.zeile for mark in befund.weitere]) == (
        "VG113",
        "provider_data/p.yaml:62:3",
        [63],
    )
    assert "stehen zwei Texte: unter „pruefung“ und „vereinbarung/pruefung“" in befund.meldung


def test_a_budget_belongs_to_packages_that_pay_by_it(
    umgebung: Any, profiltext: str, manifest_aus: Callable[[str, str], Manifest]
) -> None:
    """Required where the package has one, with its kinds of cases only; refused elsewhere, because it was ignored."""
    zeile = next(zeile for zeile in profiltext.splitlines(keepends=True) if zeile.startswith("budget:"))
    (fehlt,) = umgebung.lade(ersetze(profiltext, zeile, "")).befunde
    assert (fehlt.code, "budget" in fehlt.meldung.lower()) == ("VG107", True)
    (art,) = umgebung.lade(ersetze(profiltext, "art: regulaer", "art: regulär")).befunde
    assert "regulaer" in art.meldung + str(art.hilfe)
    umgebung.manifest = manifest_aus("budget: {arten: {regulaer: Fälle, intensiv: Intensivfälle}}\n", "")
    (verboten,) = umgebung.lade(profiltext).befunde
    assert "sieht ein Jahresbudget nicht vor" in verboten.meldung
