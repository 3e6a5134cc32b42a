"""The workbook of the Kostenträgerblatt: one printable worksheet per cost sheet."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from vertragsgen.calculation.model import Berechnung, Kostenblatt
from vertragsgen.rendering.xlsx.auswertung import fortschreibung, platzgeld, zusammenstellung
from vertragsgen.rendering.xlsx.blatt import LETZTE_SPALTE, Blatt
from vertragsgen.rendering.xlsx.blattangaben import Blattangaben, vorjahreswerte
from vertragsgen.rendering.xlsx.bloecke import kostenblock
from vertragsgen.rendering.xlsx.grunddaten import kopfdaten, stellenplan
from vertragsgen.rendering.xlsx.namen import blattnamen
from vertragsgen.rendering.xlsx.raender import fusszeile, kopfzeile
from vertragsgen.rendering.xlsx.schreiben import Mappe
from vertragsgen.rendering.xlsx.seiten import seitenumbrueche
from vertragsgen.rendering.xlsx.vergleich import abgleich

MODELLHINWEIS = "Modellhafte Kalkulation – keine veröffentlichten Kosten des Trägers"
ENTWURF = "Entwurf"
LEGENDE = "Hell hinterlegt sind Eingaben; alle übrigen Zahlen sind Formeln."
BREITEN = (6, 40, 12, 25, 16, 14, 16, 16)
# About so many characters stand in a row that goes over all columns.
ZEICHEN = 140


class Mappenkopf(Struct, frozen=True):
    """What the workbook prints besides the calculation.

    ``kennung`` stands in the footer, ``verfasser`` (the authority) in the properties; ``verweise`` gives for a
    topic of the comparison (``verguetung``, ``platzgeld``, ``plaetze``, ``schluessel``, ``vk``,
    ``jahresbudget``) the place in the agreement; ``angaben`` are those of each cost sheet, by its index;
    ``abgrenzung`` is printed below the title, ``hinweise`` below the Zusammenstellung, ``fortschreibung`` above the
    table of raised rates, ``erlaeuterungen`` (paragraphs) at the end of the last sheet;
    ``entwurf`` marks every page, ``platzgeld_summarisch`` says that the reduced sum is rounded once instead of each
    component.
    """

    titel: str
    traeger: str
    kennung: str
    verfasser: str = ""
    untertitel: str | None = None
    angebot: str | None = None
    standorte: tuple[str, ...] = ()
    angaben: tuple[Blattangaben, ...] = ()
    platzgeld_titel: str = "Platzgeld"
    platzgeld_summarisch: bool = False
    entwurf: bool = False
    abgrenzung: str = ""
    erlaeuterungen: tuple[str, ...] = ()
    hinweise: tuple[str, ...] = ()
    fortschreibung: str = ""
    verweise: Mapping[str, str] = field(default_factory=dict)


def zeichne_kostentraegerblatt(berechnung: Berechnung, kopf: Mappenkopf) -> Mappe:
    """The workbook's record; without a cost sheet it has one worksheet that says so.

    Every amount is a formula down to the inputs, with our ``Decimal`` as stored value.
    """
    blaetter = berechnung.kostenblaetter
    titel = [blatt.titel or blatt.standort or kopf.titel for blatt in blaetter] or [kopf.titel]
    mappe = Mappe(kopf.titel, kopf.verfasser, [Blatt(name) for name in blattnamen(titel)])
    for blatt, kostenblatt in zip(mappe.blaetter, blaetter, strict=len(blaetter) > 0):
        _einrichten(blatt, kopf, kostenblatt)
        _schreibe(blatt, kopf, kostenblatt, letztes=blatt is mappe.blaetter[-1])
    if not blaetter:
        mappe.blaetter[0].text(0, "Zu diesem Profil gibt es keine Kalkulation.", "untertitel")
    return mappe


def _schreibe(blatt: Blatt, kopf: Mappenkopf, kostenblatt: Kostenblatt, *, letztes: bool) -> None:
    zusatz = kostenblatt.titel or kostenblatt.standort
    blatt.text(0, f"{kopf.titel} – {zusatz}" if zusatz else kopf.titel, "titel")
    blatt.hoehen[0] = 24
    blatt.zeile = 1
    for text in (kopf.untertitel or kopf.traeger, kopf.abgrenzung):
        if text:
            blatt.text(0, text, "untertitel")
            blatt.zeile += 1
    for gilt, hinweis in ((kopf.entwurf, ENTWURF), (kostenblatt.beispieldaten, MODELLHINWEIS)):
        if gilt:
            blatt.text(0, hinweis, "hinweis")
            blatt.zeile += 1
    blatt.text(0, LEGENDE, "legende")
    blatt.zeile += 1
    blatt.fixiert = blatt.zeile
    angaben = kopf.angaben[kostenblatt.index] if kostenblatt.index < len(kopf.angaben) else Blattangaben()
    standorte = (kostenblatt.standort,) if kostenblatt.standort else kopf.standorte
    kopfdaten(blatt, kopf.traeger, kopf.angebot, standorte, kostenblatt, angaben.bearbeitung)
    vorjahreswerte(blatt, kostenblatt, angaben.vorjahr)
    stellenplan(blatt, kostenblatt)
    bloecke = blatt.zeile
    for block in kostenblatt.bloecke:
        kostenblock(blatt, block, kostenblatt)
    ergebnisse = blatt.zeile
    zusammenstellung(blatt, kostenblatt)
    for hinweis in kopf.hinweise:
        blatt.verbunden(0, LETZTE_SPALTE, hinweis, "legende")
        blatt.zeile += 1
    fortschreibung(blatt, kostenblatt, kopf.fortschreibung)
    abwesenheit = blatt.zeile
    platzgeld(blatt, kostenblatt, kopf.platzgeld_titel, summarisch=kopf.platzgeld_summarisch)
    tabellen = range(abwesenheit, blatt.zeile)
    abgleich(blatt, kostenblatt, kopf.verweise, summarisch=kopf.platzgeld_summarisch)
    if kopf.erlaeuterungen and letztes:
        _erlaeuterungen(blatt, kopf.erlaeuterungen)
    # The first page carries the basis, then the blocks, then what follows from them.
    blatt.umbrueche = seitenumbrueche(blatt, (bloecke, ergebnisse), tabellen)


def _erlaeuterungen(blatt: Blatt, absaetze: tuple[str, ...]) -> None:
    blatt.abschnitt("Erläuterungen")
    for absatz in absaetze:
        blatt.verbunden(0, LETZTE_SPALTE, absatz, "text")
        blatt.hoehe(absatz, ZEICHEN)
        blatt.zeile += 1


def _einrichten(blatt: Blatt, kopf: Mappenkopf, kostenblatt: Kostenblatt) -> None:
    blatt.breiten = BREITEN
    vermerke = [ENTWURF] * kopf.entwurf + [MODELLHINWEIS] * kostenblatt.beispieldaten
    blatt.kopf = kopfzeile(kopf.titel, kopf.traeger, " · ".join(vermerke))
    blatt.fuss = fusszeile(kopf.kennung)
