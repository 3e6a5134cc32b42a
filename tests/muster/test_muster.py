"""The blank forms of all packages, read back as the one who gets them would read them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from tests.audit import audit_accessibility, audit_structure, validate_openxml_audit
from tests.muster.conftest import Muster, blaetter
from vertragsgen.linearise import Art, Linearisierung, linearise_docx
from vertragsgen.muster import run_muster
from vertragsgen.pipeline import run
from vertragsgen.rendering.muster.rechnung import open_figures
from vertragsgen.source.platzhalter import Musterwert
from vertragsgen.werkstatt import Werkstatt

IM_MUSTER = re.compile(r"<<|>>|TT\.MM\.JJJJ")


def ueberschriften(text: Linearisierung) -> list[str]:
    return [zeile.volltext for zeile in text.zeilen if zeile.art is Art.UEBERSCHRIFT]


def test_every_document_of_the_package_is_there(alle: list[Muster], werkstatt: Werkstatt) -> None:
    for muster in alle:
        paket = werkstatt.paket(muster.paket).paket
        assert paket is not None
        erwartet = [f"{dokument.id}.docx" for dokument in paket.manifest.dokumente if "docx" in dokument.formate]
        assert list(muster.ergebnis.dateien) == erwartet


def test_every_heading_of_the_filled_documents_is_in_the_form_with_its_number(alle: list[Muster]) -> None:
    for muster in alle:
        assert set(muster.gefuellt) <= set(muster.texte)
        for name, gefuellt in muster.gefuellt.items():
            offen = ueberschriften(muster.texte[name])
            eigene = [text for text in blaetter(muster.beispiel["angaben"]) if len(text) > 4]
            feste = [text for text in ueberschriften(gefuellt) if not any(wert in text for wert in eigene)]
            fehlend = [text for text in feste if text not in offen]
            assert not fehlend, (muster.paket, name)
        assert sum(len(ueberschriften(text)) for text in muster.texte.values()) > 10


def test_the_kinds_of_placeholders(alle: list[Muster]) -> None:
    for muster in alle:
        assert "<<Trägername>>" in muster.text
        assert "<<Postleitzahl>>" in muster.text
        assert "TT.MM.JJJJ" in muster.text
        assert "<<Platzhalter" not in muster.text
        assert re.search(r"<<[^<>]+>>\s(?:Plätze|Plätzen|Monat|Monate|Monaten|Wochen|Tage|Tagen|%|€)", muster.text)


def test_every_line_of_a_comparison_is_in_the_form(alle: list[Muster]) -> None:
    """What the example's cost sheet compares with the agreement: absence and Schlüssel are lines of the form, too."""
    verglichen = 0
    for muster in alle:
        gefuellt, offen = (
            {
                zeile.volltext.split(" | ")[0]
                for text in texte.values()
                for zeile in text.zeilen
                if " | " in zeile.volltext
            }
            for texte in (muster.gefuellt, muster.texte)
        )
        namen = {name for name in gefuellt if name.startswith(("Platzgeld ", "Betreuungsschlüssel"))}
        verglichen += len(namen)
        assert namen <= offen, muster.paket
    assert verglichen


def test_the_provider_is_nowhere(alle: list[Muster]) -> None:
    geprueft = 0
    for muster in alle:
        for wert in _werte(muster.beispiel):
            if wert in muster.vorgaben or len(wert) < 4:
                continue
            assert wert not in muster.text, (muster.paket, wert)
            geprueft += 1
        for name, data in muster.ergebnis.dateien.items():
            eigenschaften = linearise_docx(data).eigenschaften
            assert eigenschaften.titel.endswith("– Muster"), name
            assert muster.beispiel["traeger"]["name"] not in f"{eigenschaften.titel}{eigenschaften.thema}"
    assert geprueft > 10 * len(alle)


def _werte(beispiel: dict[str, Any]) -> set[str]:
    """What only a provider can say: who it is, where, from when, and every figure of its rates and costs."""
    angebot = beispiel["angebot"]
    abschnitte = [
        beispiel["traeger"], angebot.get("standorte", []), beispiel.get("kostentraegerblatt"), beispiel.get("budget"),
        {"datum": beispiel["laufzeit"]["beginn"], "abschluss": beispiel["laufzeit"].get("abschlussdatum")},
        beispiel.get("verguetung", {}).get("saetze", []),
    ]  # fmt: skip
    texte = {text for abschnitt in abschnitte for text in blaetter(abschnitt)}
    # A place or a kind of staff may be the authority's, too.
    return {text for text in texte if re.search(r"\d[,.]\d|gGmbH|straße|weg \d|GmbH|e\. V\.", text)}


def test_no_figure_is_calculated(alle: list[Muster]) -> None:
    for muster in alle:
        assert re.findall(r"\d+,\d\d(?!\d)", muster.text) == [], muster.paket
        assert "Modellhafte Kalkulation" not in muster.text


def test_a_sum_over_nothing_is_open_too(alle: list[Muster]) -> None:
    for muster in alle:
        ergebnis = muster.ergebnis
        assert ergebnis.berechnung is not None
        assert ergebnis.geladen is not None
        null = replace(ergebnis.berechnung, vk_betreuung=Decimal(0), budget=None)
        offen = open_figures(null, ergebnis.geladen.profil)
        assert isinstance(offen.vk_betreuung, Musterwert)
        assert offen.budget is None


def test_no_sentence_has_a_hole(alle: list[Muster]) -> None:
    loecher = re.compile(r" {2,}|„“|\(\s*\)| [,.;)](?!\w)|\bNone\b|\bder \.|[,;]\s*[,;.]|\uf8f0|[\uf8f1-\uf8ff]")
    for muster in alle:
        for name, text in muster.texte.items():
            teile = [teil.strip(" ") for zeile in text.zeilen for teil in zeile.volltext.split("|")]
            gefunden = [teil for teil in teile if loecher.search(teil)]
            assert gefunden == [], (muster.paket, name)


def test_no_notice_of_a_draft_but_one_of_the_form(alle: list[Muster]) -> None:
    for muster in alle:
        for text in muster.texte.values():
            raender = [zeile.volltext for zeile in text.zeilen if "Muster: " in zeile.volltext]
            assert raender
            assert "ENTWURF" not in "".join(zeile.volltext for zeile in text.zeilen)


def test_the_same_package_gives_the_same_bytes(alle: list[Muster], werkstatt: Werkstatt) -> None:
    for muster in alle:
        nochmal = run_muster(Werkstatt(werkstatt.workspace), muster.paket, {})
        assert nochmal.dateien == muster.ergebnis.dateien
        assert nochmal.werte_sha256 == muster.ergebnis.werte_sha256


def test_the_options_of_a_package_change_its_form(alle: list[Muster], werkstatt: Werkstatt) -> None:
    versucht = 0
    for muster in alle:
        paket = werkstatt.paket(muster.paket).paket
        assert paket is not None
        for name, option in paket.manifest.optionen.items():
            for wert in option.werte:
                ergebnis = run_muster(werkstatt, muster.paket, {name: wert})
                assert not ergebnis.befunde
                assert (ergebnis.dateien == muster.ergebnis.dateien) is (wert == option.vorgabe)
                versucht += 1
    assert versucht >= 2


def test_a_filled_build_has_nothing_of_a_form(werkstatt: Werkstatt, alle: list[Muster]) -> None:
    texte = [text for muster in alle for text in muster.gefuellt.values()]
    for profil in werkstatt.workspace.profile_ids():
        dateien = run(werkstatt, profil, stichtag=date.min).dateien
        assert dateien
        texte += [linearise_docx(data) for name, data in dateien.items() if name.endswith(".docx")]
    assert len(texte) >= 16
    for text in texte:
        assert not [zeile.volltext for zeile in text.zeilen if IM_MUSTER.search(zeile.volltext)]
        assert "Muster: " not in "".join(zeile.volltext for zeile in text.zeilen)


def test_audits(alle: list[Muster]) -> None:
    dateien = {f"{muster.paket}/{name}": data for muster in alle for name, data in muster.ergebnis.dateien.items()}
    assert not {name: found for name, data in dateien.items() if (found := audit_accessibility(data))}
    assert not {
        name: found
        for name, data in dateien.items()
        if (found := [f for f in audit_structure(data, entwurf=True) if "Entwurf" not in f])
    }
    assert not {name: lines for name, lines in validate_openxml_audit(dateien).items() if lines}
