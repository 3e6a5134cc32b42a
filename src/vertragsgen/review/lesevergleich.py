"""Compares what is read, not what is built: a PDF on either side, figures exactly, wording without its line breaks."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from vertragsgen.linearise import Art, Linearisierung, Zeile
from vertragsgen.review.folgen import Abschnitt, vergleiche
from vertragsgen.review.modell import Aenderung, Aenderungsart, Dokumentvergleich
from vertragsgen.review.risiko import risiko
from vertragsgen.review.stellen import benenne
from vertragsgen.review.tokens import traegt_zahl, zerlege
from vertragsgen.review.wortdiff import Stueck, Stueckart
from vertragsgen.review.zahlen import zahlaenderungen

# Words of context on either side of a change.
_UMFELD = 8
_NOTE = re.compile(r"\[(?:Fußnote|Endnote) (\d+)\]")
_BILD = re.compile(r"\[Bild: [^\]]*\]")
_TRENNUNG = re.compile(r"(\w)[-\u00ad]$")
# „Pflege-“ at the end of a line before one of these is a word of its own, not half of one.
_BINDEWORT = re.compile(r"(?:und|oder|bzw\.|sowie|bis|/)(?!\w)")
_ZIER = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2011": "-", "\u00ad": None, "\t": " ", "−": "-"})
_PUNKTE = re.compile(r"[•▪●◦■–→➢✓·]+|\.{3,}|_{2,}")


class _Fluss(Struct, frozen=True):
    """The text of a document as one stream: tokens, what counts of each for equality, and their places."""

    text: str
    tokens: tuple[str, ...]
    starts: tuple[int, ...]
    werte: tuple[str, ...]
    orte: tuple[tuple[int, str], ...]

    def stelle(self, nummer: int) -> str:
        """The place of a token."""
        if not self.starts:
            return ""
        start = self.starts[min(nummer, len(self.starts) - 1)]
        return self.orte[max(bisect_right(self.orte, (start, "\U0010ffff")) - 1, 0)][1]

    def ausschnitt(self, von: int, bis: int) -> str:
        """The text from one token up to another."""
        if von >= bis:
            return ""
        ende = self.starts[bis] if bis < len(self.starts) else len(self.text)
        return self.text[self.starts[von] : ende]


def vergleiche_gelesenes(
    alt: Linearisierung, neu: Linearisierung, dokument: str = "", *, alt_pdf: bool = False, neu_pdf: bool = False
) -> Dokumentvergleich:
    """What differs for a reader, with at least one side a PDF. Formatting, numbering and headers are not judged."""
    a, b = _fluss(alt, alt_pdf), _fluss(neu, neu_pdf)
    teile = vergleiche(a.werte, b.werte, _gewicht)
    aenderungen = []
    for teil in _zusammen(teile, a):
        if not teil.gleich and not _nur_umbruch(a, b, teil):
            aenderungen.append(_aenderung(a, b, teil))
    hinweis = (
        "Eine Seite des Vergleichs ist eine PDF-Datei: Verglichen sind Wörter und Zahlen in Lesereihenfolge; "
        "Formatierung, Kopf- und Fußzeilen nicht."
    )
    return Dokumentvergleich(dokument, tuple(aenderungen), hinweise=(hinweis,), befunde=(*alt.befunde, *neu.befunde))


def _gewicht(wert: str) -> int:
    return 10 if traegt_zahl(wert) else 1 + min(len(wert), 8)


def _fluss(gelesen: Linearisierung, pdf: bool) -> _Fluss:
    zeilen = _pdf_zeilen(gelesen.zeilen) if pdf else _docx_zeilen(gelesen)
    text = ""
    orte: list[tuple[int, str]] = []
    for stelle, roh in zeilen:
        eins = _PUNKTE.sub(" ", unicodedata.normalize("NFKC", roh).translate(_ZIER)).strip()
        if not eins:
            continue
        trennung = _TRENNUNG.search(text) if pdf else None
        if trennung and not _BINDEWORT.match(eins):
            # A hyphen before a capital letter may belong to the word; for equality it does not matter.
            text = text[:-1] if eins[0].islower() else text
        elif text:
            text += " "
        orte.append((len(text), stelle))
        text += " ".join(eins.split())
    tokens: list[str] = []
    starts: list[int] = []
    ort = 0
    for token in zerlege(text):
        if not token.isspace():
            tokens.append(token)
            starts.append(ort)
        ort += len(token)
    return _Fluss(
        text, tuple(tokens), tuple(starts), tuple(_wert(token) for token in tokens), tuple(orte) or ((0, ""),)
    )


def _wert(token: str) -> str:
    """What counts: figures as they stand without spaces, words without hyphens."""
    ohne = token.replace(" ", "")
    return ohne if traegt_zahl(token) else ohne.replace("-", "") or "-"


def _docx_zeilen(gelesen: Linearisierung) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for zeile, ort in zip(gelesen.zeilen, benenne(gelesen.zeilen), strict=True):
        if zeile.art in (Art.KOPFZEILE, Art.FUSSZEILE) or re.search(r"/(?:header|footer)\d*\.xml$", zeile.teil):
            continue
        text = " ".join(zelle.text for zelle in zeile.zellen) if zeile.zellen else zeile.volltext
        nummer = re.match(r"(?:Fußnote|Endnote) (\d+)$", zeile.stelle)
        text = f"{nummer[1]} {text}" if nummer else text
        found.append((ort.stelle, _BILD.sub("", _NOTE.sub(r"\1", text))))
    return found


def _pdf_zeilen(zeilen: Sequence[Zeile]) -> list[tuple[str, str]]:
    """Without the lines that stand at the top or bottom of several pages (headers, footers, page numbers)."""
    seiten: dict[str, list[Zeile]] = {}
    for zeile in zeilen:
        seiten.setdefault(zeile.teil, []).append(zeile)
    rand = Counter(
        _maske(zeile.text)
        for seite in seiten.values()
        for zeile in {id(z): z for z in (*seite[:3], *seite[-3:])}.values()
    )
    oft = {maske for maske, mal in rand.items() if mal > 1 and mal * 2 > len(seiten)}
    found: list[tuple[str, str]] = []
    for seite in seiten.values():
        aussen = {id(zeile) for zeile in (*seite[:3], *seite[-3:])}
        found += [(z.stelle, z.text) for z in seite if id(z) not in aussen or not _ist_rand(z.text, oft)]
    return found


def _maske(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split()))


def _ist_rand(text: str, oft: set[str]) -> bool:
    return _maske(text) in oft or re.fullmatch(r"\W*(?:Seite )?\d+(?: ?(?:von|/) ?\d+)?\W*", text.strip()) is not None


def _zusammen(teile: Sequence[Abschnitt], a: _Fluss) -> list[Abschnitt]:
    """Changes with at most two words between them, none a figure, are one for the reader."""
    found: list[Abschnitt] = []
    for k, teil in enumerate(teile):
        kurz = (
            teil.gleich
            and 0 < k < len(teile) - 1
            and teil.a1 - teil.a0 <= 2
            and not any(traegt_zahl(token) for token in a.tokens[teil.a0 : teil.a1])
        )
        if found and not found[-1].gleich and (kurz or not teil.gleich):
            vorige = found[-1]
            found[-1] = Abschnitt(False, vorige.a0, teil.a1, vorige.b0, teil.b1)
        else:
            found.append(teil)
    return found


def _nur_umbruch(a: _Fluss, b: _Fluss, teil: Abschnitt) -> bool:
    """True if both sides say the same apart from spaces and hyphens."""
    return "".join(a.werte[teil.a0 : teil.a1]).replace("-", "") == "".join(b.werte[teil.b0 : teil.b1]).replace("-", "")


def _aenderung(a: _Fluss, b: _Fluss, teil: Abschnitt) -> Aenderung:
    davor = a.ausschnitt(max(teil.a0 - _UMFELD, 0), teil.a0)
    danach = a.ausschnitt(teil.a1, min(teil.a1 + _UMFELD, len(a.tokens)))
    weg, dazu = a.ausschnitt(teil.a0, teil.a1), b.ausschnitt(teil.b0, teil.b1)
    roh = (
        (Stueckart.GLEICH, davor),
        (Stueckart.GELOESCHT, weg),
        (Stueckart.EINGEFUEGT, dazu),
        (Stueckart.GLEICH, danach),
    )
    stuecke = tuple(Stueck(art, text) for art, text in roh if text)
    art = Aenderungsart.GEAENDERT
    stelle_alt, stelle_neu = a.stelle(teil.a0), b.stelle(teil.b0)
    zahlen = zahlaenderungen(stuecke, stelle_alt if "Seite" in stelle_neu else stelle_neu)
    return Aenderung(art, risiko(art, Art.ABSATZ, stuecke, zahlen), stelle_alt, stelle_neu, stuecke, zahlen)
