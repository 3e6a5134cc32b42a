"""The workbook of the Kostenträgerblatt: one printable worksheet per cost sheet."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from vertragsgen.calculation.model import Berechnung, Kostenblatt
from vertragsgen.rendering.xlsx.auswertung import fortschreibung, platzgeld, zusammenstellung
from vertragsgen.rendering.xlsx.blatt import LETZTE_SPALTE, Blatt
from vertragsgen.rendering.xlsx.bloecke import kostenblock
from vertragsgen.rendering.xlsx.formate import formate
from vertragsgen.rendering.xlsx.grunddaten import kopfdaten, stellenplan
from vertragsgen.rendering.xlsx.namen import blattnamen
from vertragsgen.rendering.xlsx.vergleich import abgleich

MODELLHINWEIS = "Modellhafte Kalkulation – keine veröffentlichten Kosten des Trägers"
ENTWURF = "Entwurf"
LEGENDE = "Hell hinterlegt sind Eingaben; alle übrigen Zahlen sind Formeln."
# The clock would make every run's bytes different.
ERSTELLT = datetime(2000, 1, 1)
BREITEN = (6, 40, 12, 25, 16, 14, 16, 16)
_KOPFZEILE_MAX = 78


@dataclass(frozen=True, slots=True)
class Mappenkopf:
    """What the workbook prints besides the calculation.

    ``kennung`` stands in the footer, ``verfasser`` (the authority) in the properties; ``verweise`` gives for a
    topic of the comparison (``verguetung``, ``platzgeld``, ``plaetze``, ``schluessel``, ``vk``,
    ``jahresbudget``) the place in the agreement;
    ``hinweise`` are printed below the Zusammenstellung, ``fortschreibung`` above the table of raised rates;
    ``entwurf`` marks every page, ``platzgeld_summarisch`` says that the reduced sum is rounded once instead of each
    component.
    """

    titel: str
    traeger: str
    kennung: str
    verfasser: str = ""
    untertitel: str | None = None
    angebot: str | None = None
    standorte: str | None = None
    platzgeld_titel: str = "Platzgeld"
    platzgeld_summarisch: bool = False
    entwurf: bool = False
    hinweise: tuple[str, ...] = ()
    fortschreibung: str = ""
    verweise: Mapping[str, str] = field(default_factory=dict)


def write_kostentraegerblatt(
    berechnung: Berechnung, kopf: Mappenkopf, zellen: dict[tuple[int, str], Decimal] | None = None
) -> bytes:
    """The workbook as bytes; without a cost sheet it has one worksheet that says so.

    Every amount is a formula down to the inputs, with our ``Decimal`` as stored value. The same input gives
    the same bytes. ``zellen`` takes the figures by worksheet (from 1) and cell.
    """
    puffer = io.BytesIO()
    schalter = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    mappe = xlsxwriter.Workbook(puffer, schalter)
    mappe.set_properties({"title": kopf.titel, "author": kopf.verfasser, "created": ERSTELLT})
    mappe.set_calc_mode("auto")
    vorlagen = formate(mappe)
    blaetter = berechnung.kostenblaetter
    titel = [blatt.titel or blatt.standort or kopf.titel for blatt in blaetter] or [kopf.titel]
    namen = blattnamen(titel)
    for nummer, (name, kostenblatt) in enumerate(zip(namen, blaetter, strict=len(blaetter) > 0), 1):
        blatt = Blatt(mappe.add_worksheet(name), vorlagen)
        _einrichten(blatt.blatt, kopf, kostenblatt)
        _schreibe(blatt, kopf, kostenblatt)
        if zellen is not None:
            zellen.update(((nummer, ort), wert) for ort, wert in blatt.werte.items())
    if not blaetter:
        leeres = Blatt(mappe.add_worksheet(namen[0]), vorlagen)
        leeres.text(0, "Zu diesem Profil gibt es keine Kalkulation.", "untertitel")
    mappe.close()
    return puffer.getvalue()


def _schreibe(blatt: Blatt, kopf: Mappenkopf, kostenblatt: Kostenblatt) -> None:
    zusatz = kostenblatt.titel or kostenblatt.standort
    blatt.text(0, f"{kopf.titel} – {zusatz}" if zusatz else kopf.titel, "titel")
    blatt.blatt.set_row(0, 24)
    blatt.zeile = 1
    blatt.text(0, kopf.untertitel or kopf.traeger, "untertitel")
    blatt.zeile = 2
    for gilt, hinweis in ((kopf.entwurf, ENTWURF), (kostenblatt.beispieldaten, MODELLHINWEIS)):
        if gilt:
            blatt.text(0, hinweis, "hinweis")
            blatt.zeile += 1
    blatt.text(0, LEGENDE, "legende")
    blatt.zeile += 1
    blatt.blatt.freeze_panes(blatt.zeile, 0)
    kopfdaten(blatt, kopf.traeger, kopf.angebot, kostenblatt.standort or kopf.standorte, kostenblatt)
    stellenplan(blatt, kostenblatt)
    umbrueche = []
    for block in kostenblatt.bloecke:
        umbrueche.append(blatt.zeile)
        kostenblock(blatt, block, kostenblatt)
    umbrueche.append(blatt.zeile)
    zusammenstellung(blatt, kostenblatt)
    for hinweis in kopf.hinweise:
        blatt.verbunden(0, LETZTE_SPALTE, hinweis, "legende")
        blatt.zeile += 1
    fortschreibung(blatt, kostenblatt, kopf.fortschreibung)
    platzgeld(blatt, kostenblatt, kopf.platzgeld_titel, summarisch=kopf.platzgeld_summarisch)
    abgleich(blatt, kostenblatt, kopf.verweise, summarisch=kopf.platzgeld_summarisch)
    # The first page carries the basis, then the blocks, then what follows from them.
    blatt.blatt.set_h_pagebreaks([umbrueche[0], umbrueche[-1]])


def _kopftext(text: str) -> str:
    """Text for header and footer: an ampersand would start a code, and Excel allows 255 characters in all."""
    kurz = text.replace("&", "&&")
    while len(kurz) > _KOPFZEILE_MAX:
        text = text.removesuffix("…")[:-1] + "…"
        kurz = text.replace("&", "&&")
    return kurz


def _einrichten(blatt: Any, kopf: Mappenkopf, kostenblatt: Kostenblatt) -> None:
    blatt.set_landscape()
    blatt.set_paper(9)
    blatt.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.65)
    blatt.set_print_scale(84)
    blatt.center_horizontally()
    blatt.hide_gridlines(2)
    for spalte, breite in enumerate(BREITEN):
        blatt.set_column(spalte, spalte, breite)
    vermerke = [ENTWURF] * kopf.entwurf + [MODELLHINWEIS] * kostenblatt.beispieldaten
    mitte = f"&C&8{_kopftext(' · '.join(vermerke))}" if vermerke else ""
    blatt.set_header(f"&L&8{_kopftext(kopf.titel)}{mitte}&R&8{_kopftext(kopf.traeger)}")
    blatt.set_footer(f"&L&8{_kopftext(kopf.kennung)}&R&8Seite &P von &N")
