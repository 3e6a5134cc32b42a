"""A cost block: positions with their inputs, the block sum, the rates that follow."""

from __future__ import annotations

from decimal import Decimal

from vertragsgen.calculation.ansatztext import spannentext
from vertragsgen.calculation.model import Block, Kostenblatt, Position
from vertragsgen.rendering.xlsx.blatt import Blatt

SPALTEN = (
    "Nr.",
    "Position",
    "Menge",
    "Einheit/Bezug",
    "Preis/Grundbetrag €",
    "Faktor/Jahre",
    "€ im Jahr",
)


def kostenblock(blatt: Blatt, block: Block, kostenblatt: Kostenblatt) -> None:
    """Write one block; its sum and rates are remembered in ``orte``."""
    blatt.abschnitt(f"Kostenblock {block.titel}")
    blatt.kopfzeile([*SPALTEN, f"€ {kostenblatt.worte.je}"])
    # References go up and down the list, so the amounts' cells are fixed before they are written.
    for versatz, position in enumerate(block.positionen):
        blatt.orte["betrag", position.nummer] = f"$G${blatt.zeile + versatz + 1}"
    for position in block.positionen:
        _position(blatt, position)
    zellen = [blatt.orte["betrag", position.nummer] for position in block.positionen]
    formel = f"SUM({zellen[0]}:{zellen[-1]})" if zellen else "0"
    blatt.verbunden(0, 5, f"Summe {block.titel}; Satz exakt", "summe_text")
    summe = blatt.orte["summe", block.id] = blatt.formel(6, formel, block.summe, "summe_euro")
    je_tag = (
        None if block.summe is None or not kostenblatt.berechnungstage else block.summe / kostenblatt.berechnungstage
    )
    blatt.orte["exakt", block.id] = blatt.formel(7, f"{summe}/{blatt.orte['bt',]}", je_tag, "summe_genau")
    blatt.zeile += 1
    _gewichte(blatt, block, kostenblatt) if block.nach_schluessel else _einheitlich(blatt, block, kostenblatt)


def _position(blatt: Blatt, position: Position) -> None:
    weg, orte = position.rechenweg, blatt.orte
    blatt.text(0, position.nummer, "mitte")
    blatt.text(1, position.bezeichnung)
    blatt.hoehe(position.bezeichnung, 42)
    blatt.leer(2, 5)
    if weg.art == "pauschal":
        blatt.text(3, "pauschal")
        blatt.zahl(6, position.betrag, "eingabe_euro")
    else:
        blatt.formel(6, f"ROUND({_produkt(blatt, position)},2)", position.betrag, "euro")
    formel = f"{orte['betrag', position.nummer]}/{orte['bt',]}"
    blatt.formel(7, formel, position.je_tag, "genau")
    blatt.zeile += 1


def _produkt(blatt: Blatt, position: Position) -> str:
    """Write the inputs of a position; returns the formula of its unrounded amount."""
    weg, orte = position.rechenweg, blatt.orte
    if weg.art == "prozent":
        satz = blatt.zahl(2, weg.prozent, "eingabe_prozent")
        blatt.text(3, f"von {spannentext(weg.von)}")
        summe = ",".join(orte["betrag", nummer] for nummer in weg.von)
        basis = blatt.formel(4, f"SUM({summe})", weg.basis, "euro")
        return f"{basis}*{satz}/100"
    if weg.art == "jahre":
        blatt.text(3, "verteilt auf Jahre")
        betrag = blatt.zahl(4, weg.menge, "eingabe_euro")
        return f"{betrag}/{blatt.zahl(5, weg.jahre, 'eingabe_menge')}"
    blatt.text(3, weg.einheit)
    if ("stelle_vk", position.nummer) in orte:
        menge = blatt.formel(2, orte["stelle_vk", position.nummer], weg.menge, "menge")
        preis = blatt.formel(4, orte["stelle_kosten", position.nummer], weg.preis, "euro")
    else:
        menge, preis = blatt.zahl(2, weg.menge, "eingabe_menge"), blatt.zahl(4, weg.preis, "eingabe_euro")
    return f"{menge}*{preis}" + ("" if weg.mal is None else f"*{blatt.zahl(5, weg.mal, 'eingabe_menge')}")


def _zeile(blatt: Blatt, text: str, formel: str, wert: Decimal | None, art: str) -> str:
    blatt.verbunden(0, 6, text, "summe_text" if art.startswith("summe") else "text")
    ort = blatt.formel(7, formel, wert, art)
    blatt.zeile += 1
    return ort


def _einheitlich(blatt: Blatt, block: Block, kostenblatt: Kostenblatt) -> None:
    """One rate for all rows: block sum / Berechnungstage, as it stands beside the sum, rounded."""
    exakt = blatt.orte["exakt", block.id]
    text = f"Satz {kostenblatt.worte.je}, kaufmännisch gerundet"
    satz = _zeile(blatt, text, f"ROUND({exakt},2)", block.satz, "summe_euro")
    for teil in block.saetze:
        blatt.orte["exakt", block.id, teil.satz] = exakt
        blatt.orte["satz", block.id, teil.satz] = satz


def _gewichte(blatt: Blatt, block: Block, kostenblatt: Kostenblatt) -> None:
    """A rate for each row: a + b / Schlüssel."""
    orte, worte = blatt.orte, kostenblatt.worte
    betreuer = [s for s in kostenblatt.stellen if s.block == block.id and s.ist_betreuung]
    kosten = f"SUM({','.join(orte['betrag', s.nummer] for s in betreuer) or '0'})"
    vk = f"SUM({','.join(orte['stelle_vk', s.nummer] for s in betreuer) or '0'})"
    formel = f"({orte['summe', block.id]}-{kosten})/{orte['bt',]}"
    text = f"a: fester Anteil {worte.je} (Kosten ohne Betreuungspersonal / {worte.menge})"
    fest = _zeile(blatt, text, formel, block.fester_anteil, "genau")
    formel = f"{kosten}/{vk}/({orte['tage',]}*{orte['auslastung',]}/100)"
    text = f"b: Kosten einer VK {worte.je} (Betreuungspersonal / VK / ({worte.faktoren}))"
    je_vk = _zeile(blatt, text, formel, block.vk_anteil, "genau")
    for teil in block.saetze:
        formel = f"{fest}+{je_vk}/{orte['schluessel', teil.satz]}"
        exakt = _zeile(blatt, f"{teil.titel}: a + b / Schlüssel, exakt", formel, teil.exakt, "genau")
        orte["exakt", block.id, teil.satz] = exakt
        text = f"{teil.titel}: Satz, kaufmännisch gerundet"
        orte["satz", block.id, teil.satz] = _zeile(blatt, text, f"ROUND({exakt},2)", teil.gerechnet, "summe_euro")
