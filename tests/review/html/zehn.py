"""A report with ten planted changes among a raise of all rates and a clause that changed everywhere."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from tests.review.berichtbau import DATEI, bericht, traeger, zeile
from vertragsgen.linearise.model import Art
from vertragsgen.money import format_betrag, runde
from vertragsgen.review.bericht import Aenderungsbericht, Traegerbericht, Zahlzeile
from vertragsgen.review.modell import Aenderung, Aenderungsart
from vertragsgen.review.risiko import risiko
from vertragsgen.review.wortdiff import Stueckart, wortdiff
from vertragsgen.review.zahlen import zahlaenderungen

FORMAT = "fett: nein → ja bei „Vergütung“"
LANG = "Die Leistungen richten sich nach dem individuellen Bedarf der leistungsberechtigten Person; "
# What the first screen must show of each, in one line: words that went, words that came, or a phrase.
GEPFLANZT: dict[str, tuple[str, str]] = {
    "vertauschte Ziffern": ("76,96 €", "79,66 €"),
    "Betrag ohne Grund": ("84,10 €", "84,01 €"),
    "verschobene Klausel": ("vorher Ziffer 2.4", "Der Datenschutz wird nach den"),
    "gestrichenes nicht": ("nicht", ""),
    "anderer Paragraph": ("§ 113 Abs. 2 SGB IX", "§ 131 Abs. 2 SGB IX"),
    "nur Formatierung": (FORMAT, ""),
    "Ausreißer unter 499": ("mit einer Frist von 69 Wochen", "1 von 500"),
    "neue Klausel": ("", "Der Träger trägt die Kosten"),
    "gestrichenes Datum": ("31.12.2026", "31.12.2027"),
    "gestrichenes Wort": ("vorherige", ""),
}


def satz(alt: str, neu: str, stelle: str, block: int, *, stelle_alt: str | None = None) -> Aenderung:
    """A change as the comparison would give it, its risk included."""
    verschoben = stelle_alt is not None
    art = Aenderungsart.GEAENDERT
    if verschoben:
        art = Aenderungsart.VERSCHOBEN
    elif not alt:
        art = Aenderungsart.EINGEFUEGT
    stuecke = tuple(wortdiff(alt, neu))
    zahlen = zahlaenderungen(stuecke, stelle)
    return Aenderung(
        art,
        risiko(art, Art.ABSATZ, stuecke, zahlen),
        stelle_alt or (stelle if alt else ""),
        stelle,
        stuecke,
        zahlen,
        block=block,
    )


def formatiert(stelle: str, block: int) -> Aenderung:
    """A change of formatting only."""
    eine = satz("Vergütung", "Vergütung", stelle, block)
    assert all(s.art is Stueckart.GLEICH for s in eine.stuecke)
    art = Aenderungsart.FORMAT
    return replace(eine, art=art, risiko=risiko(art, Art.ABSATZ, eine.stuecke, ()), format=(FORMAT,))


EINZELNE: dict[int, Aenderung] = {
    10: satz("Der Datenschutz wird nach den Regeln gewahrt.", "Der Datenschutz wird nach den Regeln gewahrt.", "Ziffer 9.1", 20, stelle_alt="Ziffer 2.4"),
    20: satz(LANG + "der Träger darf sie nicht verweigern. " + LANG, LANG + "der Träger darf sie verweigern. " + LANG, "Ziffer 5.2", 21),
    30: satz(LANG + "Grundlage ist § 113 Abs. 2 SGB IX.", LANG + "Grundlage ist § 131 Abs. 2 SGB IX.", "Ziffer 1.3", 22),
    40: formatiert("Ziffer 3", 23),
    60: satz("", "Der Träger trägt die Kosten der Prüfung, soweit diese Mängel ergibt.", "Ziffer 7.5", 24),
    70: satz("Sie endet am 31.12.2026.", "Sie endet am 31.12.2027.", "Ziffer 8.1", 25),
    80: satz("nach vorheriger Ankündigung oder vorherige Absprache", "nach vorheriger Ankündigung oder Absprache", "Ziffer 6.1", 26),
}  # fmt: skip


def zehn(anzahl: int = 500) -> Aenderungsbericht:
    """The raise is 3.98 %, the clause that changed everywhere says 8 instead of 6 weeks; provider 50 says 9."""
    return bericht(*(_einer(k) for k in range(anzahl)))


def _einer(k: int) -> Traegerbericht:
    profil, name = f"anbieter-{k:03}", f"Anbieter {k:03} gGmbH"
    wochen = 9 if k == 50 else 8
    ueberall = satz(
        "mit einer Frist von 6 Wochen zum Monatsende",
        f"mit einer Frist von {wochen} Wochen zum Monatsende",
        "Ziffer 4.1",
        1,
    )
    eigene = (EINZELNE[k],) if k in EINZELNE else ()
    return traeger(profil, name, (ueberall, *eigene), tuple(_zahlen(k, profil, name)))


def _zahlen(k: int, profil: str, name: str) -> list[Zahlzeile]:
    found = []
    for gruppe in range(1, 5):
        alt = Decimal(70 + 10 * gruppe) + Decimal(k) / 20
        neu = runde(alt * Decimal("1.0398"))
        found.append((format_betrag(alt), format_betrag(neu), f"Maßnahmepauschale, HBG {gruppe}"))
    if k == 90:
        found[1] = ("76,96", "79,66", found[1][2])
    zeilen = [zeile(profil, name, alt, neu, was=was) for alt, neu, was in found]
    if k == 100:
        zeilen.append(replace(zeile(profil, name, "84,10", "84,01", was="Gesamtentgelt, HBG 1"), unerklaert=True))
    assert all(eine.dokument == DATEI for eine in zeilen)
    return zeilen
