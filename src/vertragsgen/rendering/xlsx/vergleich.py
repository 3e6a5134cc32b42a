"""Comparison of cost sheet and agreement: both figures, the difference, the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from vertragsgen.calculation.model import Abgleich, Gruppe, Kostenblatt
from vertragsgen.money import runde
from vertragsgen.rendering.xlsx.blatt import OFFEN, Blatt
from vertragsgen.rendering.xlsx.grunddaten import schluesselformat

UNGEPRUEFT = "nicht prüfbar"

# Characters that fit into the column of the place in the agreement.
FUNDSTELLE_ZEICHEN = 24


def abgleich(blatt: Blatt, kostenblatt: Kostenblatt, verweise: Mapping[str, str], *, summarisch: bool) -> None:
    """Cost sheet (after a Fortschreibung: the raised rates) against agreement, line by line."""
    blatt.abschnitt("Abgleich mit der Vereinbarung")
    soll = "Fortschreibung/ Kostenträgerblatt" if kostenblatt.fortschreibung else "Kostenträgerblatt"
    blatt.kopfzeile(["Gegenstand", None, None, "Fundstelle", soll, "Vereinbarung", "Differenz", "Ergebnis"])
    for zeile in kostenblatt.abgleich:
        blatt.verbunden(0, 2, zeile.titel, "text")
        blatt.hoehe(zeile.titel, 56)
        fundstelle = verweise.get(zeile.verweis) or OFFEN
        blatt.text(3, fundstelle)
        blatt.hoehe(fundstelle, FUNDSTELLE_ZEICHEN)
        # What cannot be computed has no formula, nor perhaps the cells that one would name.
        formel = "" if zeile.soll is None else _soll(blatt, zeile, kostenblatt, summarisch=summarisch)
        soll = blatt.formel(4, formel, zeile.soll, _art(zeile))
        ist = _ist(blatt, zeile, kostenblatt)
        euro = zeile.art == "betrag"
        stellen = 2 if euro else 4
        wert = None if zeile.differenz is None else runde(zeile.differenz, stellen)
        differenz = blatt.formel(6, f"ROUND({ist}-{soll},{stellen})", wert, "euro" if euro else "menge")
        _ergebnis(blatt, zeile, differenz, len(kostenblatt.bloecke))
        blatt.zeile += 1


def _art(zeile: Abgleich, *, eingabe: bool = False) -> str:
    """The number format of a line's figures."""
    if zeile.art == "schluessel":
        stellen = max((zahl for zahl in (zeile.soll, zeile.ist) if zahl is not None), key=_stellen, default=None)
        art = schluesselformat(Decimal(0) if stellen is None else stellen)
        return f"eingabe_{art}" if eingabe else art
    art = {"betrag": "euro", "anzahl": "ganz"}.get(zeile.art, "menge")
    return f"eingabe_{art}" if eingabe else art


def _stellen(zahl: Decimal) -> int:
    exponent = zahl.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _soll(blatt: Blatt, zeile: Abgleich, kostenblatt: Kostenblatt, *, summarisch: bool) -> str:
    """The formula of the cost sheet's figure."""
    orte, satz = blatt.orte, zeile.satz
    if zeile.verweis == "verguetung" and kostenblatt.fortschreibung:
        return orte.get(("soll", zeile.komponente, satz), "0")
    if zeile.verweis == "verguetung":
        return orte["gesamt", satz] if zeile.komponente is None else orte["satz", zeile.komponente, satz]
    if zeile.verweis == "platzgeld":
        reihe = next(reihe for reihe in kostenblatt.saetze if reihe.index == satz)
        bloecke = {block.id for block in kostenblatt.bloecke}
        rate = "soll" if kostenblatt.fortschreibung else "satz"
        teile = [
            (f"{orte[rate, teil.id, satz]}*{orte['faktor', teil.id, satz]}", teil)
            for teil in reihe.bestandteile
            if teil.id in bloecke and zeile.komponente in (None, teil.id)
        ]
        if summarisch and zeile.komponente is None:
            gemindert = [produkt for produkt, teil in teile if teil.gemindert]
            voll = [produkt for produkt, teil in teile if not teil.gemindert]
            return f"ROUND(SUM({','.join(gemindert) or '0'}),2)+SUM({','.join(voll) or '0'})"
        return "+".join(f"ROUND({produkt},2)" for produkt, _ in teile) or "0"
    if zeile.verweis == "jahresbudget" and kostenblatt.fortschreibung:
        return _budget(blatt, kostenblatt, lambda gruppe: orte["soll", None, gruppe.satz])
    einfach = {"plaetze": "plaetze", "vk": "vk_ist", "jahresbudget": "gesamtkosten"}
    if zeile.verweis in einfach:
        return orte[einfach[zeile.verweis],]
    if satz is not None:
        return f"ROUND({orte['schluessel', satz]}*{orte.get(('vk_soll',), '0')}/{orte['vk_ist',]},4)"
    return f"ROUND({orte['plaetze',]}/{orte['vk_ist',]},4)"


def _ist(blatt: Blatt, zeile: Abgleich, kostenblatt: Kostenblatt) -> str:
    """Write the agreement's figure: an input, or what follows from inputs above."""
    orte = blatt.orte
    if zeile.verweis == "verguetung" and zeile.komponente is None:
        return blatt.formel(5, orte["vereinbart", zeile.satz], zeile.ist, "euro")
    if zeile.verweis == "verguetung" and ("vereinbart_teil", zeile.komponente, zeile.satz) in orte:
        return blatt.formel(5, orte["vereinbart_teil", zeile.komponente, zeile.satz], zeile.ist, "euro")
    if zeile.verweis == "vk":
        return blatt.formel(5, orte.get(("vk_soll",), "0"), zeile.ist, "menge")
    if zeile.verweis == "jahresbudget":
        formel = _budget(blatt, kostenblatt, lambda gruppe: orte["vereinbart", gruppe.satz])
        return blatt.formel(5, formel, zeile.ist, "euro")
    return blatt.zahl(5, zeile.ist, _art(zeile, eingabe=True))


def _budget(blatt: Blatt, kostenblatt: Kostenblatt, satz: Callable[[Gruppe], str]) -> str:
    """Rate × Berechnungstage, rounded, summed over the rows."""
    produkte = (f"ROUND({satz(gruppe)}*{blatt.orte['bt', gruppe.satz]},2)" for gruppe in kostenblatt.gruppen)
    return "+".join(produkte) or "0"


def _ergebnis(blatt: Blatt, zeile: Abgleich, differenz: str, bloecke: int) -> None:
    """„stimmt“ as long as the difference is within the tolerance."""
    if zeile.stimmt is None:
        blatt.text(7, UNGEPRUEFT, "mitte")
        return
    toleranz = str(zeile.toleranz)
    if zeile.verweis == "jahresbudget" and zeile.toleranz:
        toleranz = f"0.005*{bloecke}*{blatt.orte['bt',]}"
    if zeile.verweis == "schluessel":
        differenz = f"{blatt.orte['vk_ist',]}-{blatt.orte['vk_soll',]}"
    # Doubles: a difference that equals the tolerance to the last cent must not fail for its 15th digit.
    formel = f'IF(ROUND(ABS({differenz})-{toleranz},6)<=0,"stimmt","Differenz")'
    blatt.textformel(7, formel, "stimmt" if zeile.stimmt else "Differenz", "mitte")
