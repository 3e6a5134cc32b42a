"""The workbook of a yearly budget: the budget with its instalments, and one kind of cases on a sheet of its own."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from vertragsgen.calculation.model import Budgetposten, Jahresbudget
from vertragsgen.notation import MONATE
from vertragsgen.rendering.xlsx.blatt import Blatt
from vertragsgen.rendering.xlsx.namen import blattnamen
from vertragsgen.rendering.xlsx.raender import fusszeile, kopfzeile
from vertragsgen.rendering.xlsx.schreiben import Mappe

ENTWURF = "Entwurf"
LEGENDE = "Hell hinterlegt sind Eingaben; alle übrigen Zahlen sind Formeln."
BREITEN = (44, 16, 26, 20)
LETZTE = 3
_BUDGET = ("budget",)
_EURO = "€"


class Budgetkopf(Struct, frozen=True):
    """What the workbook prints besides the calculation.

    ``kennung`` stands in the footer, ``verfasser`` (the authority) in the properties, ``entwurf`` marks every page.
    ``texte`` is the package's wording: ``blatt_budget``, ``titel_budget``, ``untertitel`` and ``sockel`` (what the
    base amount is for) of the first sheet, ``hinweis`` below its sum; ``faelle`` names the kind of cases that has a
    second sheet, with ``blatt_faelle``, ``titel_faelle``, ``untertitel_faelle``. Without ``faelle`` there is none.
    """

    titel: str
    traeger: str
    kennung: str
    verfasser: str = ""
    texte: Mapping[str, str] = field(default_factory=dict)
    entwurf: bool = False


def zeichne_budget(budget: Jahresbudget | None, kopf: Budgetkopf) -> Mappe:
    """The workbook's record; every amount is a formula down to base, numbers of cases and flat rates.

    Without a budget it has one worksheet that says so.
    """
    texte = kopf.texte
    titel = [texte.get("blatt_budget") or kopf.titel]
    art = texte.get("faelle")
    if art and budget is not None:
        titel.append(texte.get("blatt_faelle") or art)
    mappe = Mappe(kopf.titel, kopf.verfasser, [Blatt(name) for name in blattnamen(titel)])
    erstes = mappe.blaetter[0]
    if budget is None:
        erstes.text(0, "Zu diesem Profil gibt es kein Jahresbudget.", "untertitel")
        return mappe
    _beginne(erstes, kopf, texte.get("titel_budget") or kopf.titel, texte.get("untertitel"))
    _bestandteile(erstes, budget, kopf)
    _abschlaege(erstes, budget)
    if art:
        zweites = mappe.blaetter[1]
        _beginne(zweites, kopf, texte.get("titel_faelle") or kopf.titel, texte.get("untertitel_faelle"))
        _faelle(zweites, erstes, [posten for posten in enumerate(budget.posten) if posten[1].art == art])
    return mappe


def _beginne(blatt: Blatt, kopf: Budgetkopf, titel: str, untertitel: str | None) -> None:
    blatt.breiten, blatt.hoch = BREITEN, True
    blatt.kopf = kopfzeile(kopf.titel, kopf.traeger, ENTWURF if kopf.entwurf else "")
    blatt.fuss = fusszeile(kopf.kennung)
    blatt.text(0, titel, "titel")
    blatt.hoehen[0] = 24
    blatt.zeile = 1
    for text, art in (
        (untertitel, "untertitel"),
        (kopf.traeger, "untertitel"),
        (ENTWURF if kopf.entwurf else None, "hinweis"),
    ):
        if text:
            blatt.text(0, text, art)
            blatt.zeile += 1
    blatt.text(0, LEGENDE, "legende")
    blatt.zeile += 1
    blatt.fixiert = blatt.zeile


def _abschnitt(blatt: Blatt, titel: str) -> None:
    """A heading over the four columns, after a low empty row."""
    blatt.hoehen[blatt.zeile] = 8
    blatt.zeile += 1
    blatt.verbunden(0, LETZTE, titel, "abschnitt")
    blatt.hoehen[blatt.zeile] = 18
    blatt.zeile += 1


def _bestandteile(blatt: Blatt, budget: Jahresbudget, kopf: Budgetkopf) -> None:
    """Base and cases with the sum, the Jahresbudget."""
    _abschnitt(blatt, "Jahresbudget" if budget.jahr is None else f"Jahresbudget {budget.jahr}")
    blatt.kopfzeile(
        ["Bestandteil", "Anzahl der Fälle", f"Pauschale je Fall und Jahr {_EURO}", f"Betrag im Jahr {_EURO}"]
    )
    blatt.text(0, kopf.texte.get("sockel") or "Sockelbetrag")
    blatt.leer(1, 2)
    betraege = [blatt.zahl(3, budget.sockel, "eingabe_euro")]
    blatt.zeile += 1
    anzahlen = []
    for nummer, posten in enumerate(budget.posten):
        blatt.text(0, posten.titel or posten.art)
        anzahl = blatt.orte["anzahl", nummer] = blatt.zahl(1, posten.anzahl, "eingabe_ganz")
        pauschale = blatt.orte["pauschale", nummer] = blatt.zahl(2, posten.pauschale, "eingabe_euro")
        betraege.append(blatt.formel(3, f"{anzahl}*{pauschale}", posten.betrag, "euro"))
        anzahlen.append(anzahl)
        blatt.zeile += 1
    blatt.text(0, "Jahresbudget", "summe_text")
    if anzahlen:
        blatt.formel(1, f"SUM({','.join(anzahlen)})", budget.faelle, "summe_ganz")
    else:
        blatt.text(1, None, "summe_text")
    blatt.text(2, None, "summe_text")
    blatt.orte[_BUDGET] = blatt.formel(3, f"SUM({','.join(betraege)})", budget.jahresbudget_gerechnet, "summe_euro")
    blatt.zeile += 1
    if hinweis := kopf.texte.get("hinweis"):
        blatt.verbunden(0, LETZTE, hinweis, "legende")
        blatt.zeile += 1


def _abschlaege(blatt: Blatt, budget: Jahresbudget) -> None:
    """The instalments: equal ones, and the last that takes the cents of rounding."""
    anzahl = len(budget.abschlaege)
    if not anzahl:
        return
    _abschnitt(blatt, "Zahlungsplan")
    blatt.kopfzeile(["Abschlag", None, "Nr.", f"Betrag {_EURO}"])
    orte: list[str] = []
    for nummer, betrag in enumerate(budget.abschlaege, 1):
        name = MONATE[nummer - 1] if anzahl == len(MONATE) else f"{nummer}. Abschlag"
        blatt.verbunden(0, 1, name if budget.jahr is None else f"{name} {budget.jahr}", "text")
        blatt.zahl(2, nummer, "ganz")
        formel = f"ROUND({blatt.orte[_BUDGET]}/{anzahl},2)"
        if nummer == anzahl:
            bisher = f"-SUM({','.join(orte)})" if orte else ""
            formel = f"{blatt.orte[_BUDGET]}{bisher}"
        orte.append(blatt.formel(3, formel, betrag, "euro"))
        blatt.zeile += 1
    blatt.verbunden(0, 2, "Summe der Abschläge", "summe_text")
    blatt.formel(3, f"SUM({','.join(orte)})", sum(budget.abschlaege, start=budget.abschlaege[0] * 0), "summe_euro")
    blatt.zeile += 1


def _faelle(blatt: Blatt, erstes: Blatt, posten: list[tuple[int, Budgetposten]]) -> None:
    """Rate and number of one kind of cases, taken from the first sheet, so that the two cannot differ."""
    name = erstes.name.replace("'", "''")
    blatt.kopfzeile(["Fallart", "Zahl der Fälle", f"Fallpauschale je Fall und Jahr {_EURO}", f"Betrag im Jahr {_EURO}"])
    for nummer, einer in posten:
        blatt.text(0, einer.titel or einer.art)
        anzahl = blatt.formel(1, f"'{name}'!{erstes.orte['anzahl', nummer]}", einer.anzahl, "ganz")
        pauschale = blatt.formel(2, f"'{name}'!{erstes.orte['pauschale', nummer]}", einer.pauschale, "euro")
        blatt.formel(3, f"{anzahl}*{pauschale}", einer.betrag, "euro")
        blatt.zeile += 1
    if not posten:
        blatt.verbunden(0, LETZTE, "nicht vereinbart", "text")
        blatt.zeile += 1
