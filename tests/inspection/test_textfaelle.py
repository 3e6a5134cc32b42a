"""Every text rule against its cases in ``inspection/faelle``; a rule without both kinds of cases fails."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
import yaml

import vertragsgen.inspection
from vertragsgen.checks import finde_in
from vertragsgen.checks.regel import Pruefkontext
from vertragsgen.diagnostics import Mark, Schwere
from vertragsgen.inspection import ALLE_REGELN, TEXTREGELN, Textkontext, Textregel, explain
from vertragsgen.package.clause import Klausel
from vertragsgen.rendering.document import Erzeugtes, Fertig
from vertragsgen.rendering.docx.finish import Eigenschaften
from vertragsgen.rendering.pieces import Stueck, Wortlaut

FAELLE = Path(vertragsgen.inspection.__file__).parent / "faelle"
UEBERSCHRIFTEN = ["Was", "Warum", "Falsch", "Richtig", "Rechtsgrundlage", "Seit"]


def faelle_von(code: str) -> list[dict[str, Any]]:
    datei = FAELLE / f"{code}.yaml"
    return list(yaml.safe_load(datei.read_text(encoding="utf-8"))) if datei.exists() else []


ALLE = [(regel.code, fall) for regel in TEXTREGELN for fall in faelle_von(regel.code)]


def stueck(dokument: str, nummer: int, teil: dict[str, Any]) -> Stueck:
    """A piece as rendering would leave it: the text of the case is clause and printed text at once."""
    datei = f"klauseln/{dokument}/{nummer}.md"
    themen, zahlen = tuple(teil.get("themen", ())), tuple(teil.get("zahlen", ()))
    klausel = Klausel(
        f"klausel-{nummer}", dokument, teil.get("titel"), None, None, themen, zahlen, teil["text"],
        datei, 1, Mark(datei, 1, 1), modellannahme=teil.get("modellannahme"),
    )  # fmt: skip
    zeilen = [zeile.strip().replace("~", "\u00a0") for zeile in teil["text"].split("\n")]
    xml = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(zeile)}</w:t></w:r></w:p>' for zeile in zeilen)
    return Stueck(klausel, teil.get("ziffer", ""), Wortlaut(xml), {})


def textkontext(kontext: Pruefkontext, dokumente: dict[str, list[dict[str, Any]]]) -> Textkontext:
    """The documents of a case."""
    erzeugte = []
    for kennung, teile in dokumente.items():
        eintrag = kontext.manifest.dokument(kennung)
        assert eintrag is not None
        stuecke = tuple(stueck(kennung, nummer, teil) for nummer, teil in enumerate(teile, 1))
        eigenschaften = Eigenschaften("", "", "")
        absaetze = (html.escape(absatz) for teil in stuecke for absatz in teil.absaetze)
        xml = "".join(f"<w:p><w:r><w:t>{absatz}</w:t></w:r></w:p>" for absatz in absaetze)
        ziele = {teil.klausel.id: teil.ziffer for teil in stuecke if teil.ziffer}
        fertig = partial(Fertig, "", {"word/document.xml": xml.encode()})
        erzeugte.append(
            Erzeugtes(
                kennung, eintrag.titel, fertig, {}, "", eigenschaften, {},
                stuecke, ziele=ziele,
            )
        )  # fmt: skip
    return Textkontext(kontext, tuple(erzeugte))


def test_the_cases_were_found() -> None:
    assert len(ALLE) >= 3 * len(TEXTREGELN)
    assert {datei.stem for datei in FAELLE.glob("VG*.yaml")} == {regel.code for regel in TEXTREGELN}


@pytest.mark.parametrize("regel", TEXTREGELN, ids=lambda regel: regel.code)
def test_every_rule_has_a_passing_and_a_failing_case(regel: Textregel) -> None:
    assert {"besteht", "findet"} <= {fall["ergebnis"] for fall in faelle_von(regel.code)}


@pytest.mark.parametrize(("code", "fall"), ALLE, ids=[f"{code}-{fall['name']}" for code, fall in ALLE])
def test_case(code: str, fall: dict[str, Any], lade: Callable[..., Any]) -> None:
    assert set(fall) <= {"name", "ergebnis", "profil", "paket", "dokumente", "meldung", "stelle", "zeilen", "schwere"}
    kontext = lade(fall.get("profil", ""), paket_text=fall.get("paket", "")).kontext
    regel = finde_in(TEXTREGELN, code)
    assert regel is not None
    befunde = list(regel.pruefe(textkontext(kontext, fall.get("dokumente", {}))))
    if fall["ergebnis"] == "besteht":
        assert befunde == []
        return
    if fall["ergebnis"] == "nicht_pruefbar":
        assert befunde
        assert all(befund.nicht_pruefbar and befund.schwere is Schwere.HINWEIS for befund in befunde)
        return
    assert fall["ergebnis"] == "findet"
    offene = [befund for befund in befunde if befund.offen]
    assert [befund.meldung for befund in offene if fall["meldung"] in befund.meldung], befunde
    assert len(offene) == 1
    (befund,) = offene
    assert (befund.code, befund.profil) == (code, "fall")
    assert befund.schwere == fall.get("schwere", regel.schwere)
    if "stelle" in fall:
        assert befund.stelle == fall["stelle"]
    if "zeilen" in fall:
        assert befund.mark is not None
        assert [befund.mark.zeile] == fall["zeilen"]


@pytest.mark.parametrize("regel", TEXTREGELN, ids=lambda regel: regel.code)
def test_pages_have_all_headings(regel: Textregel) -> None:
    zeilen = regel.seite.split("\n")
    assert zeilen[0].endswith(".")
    assert [treffer[1] for zeile in zeilen if (treffer := re.match(r"(\w+): \S", zeile))] == UEBERSCHRIFTEN
    assert explain(regel.code)


def test_codes_are_unique_and_in_order() -> None:
    for regeln in (TEXTREGELN, ALLE_REGELN):
        nummern = [regel.code for regel in regeln]
        assert nummern == sorted(set(nummern))
