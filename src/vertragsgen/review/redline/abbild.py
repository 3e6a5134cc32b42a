"""What a reader sees of a package, as comparable values: text, structure, formatting, link targets, notes."""

from __future__ import annotations

from collections.abc import Iterator

from vertragsgen.linearise.ooxml import NOTE_PARTS, PPR, TBL, TC, TR, Element, P, W
from vertragsgen.review.redline.atome import Leser, teilschluessel
from vertragsgen.review.redline.kanon import Kanon
from vertragsgen.review.redline.paket import Wordpaket, ausgeschrieben
from vertragsgen.review.redline.teile import Teil, felder

_DURCHSICHTIG = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag"))
_ZEILENMARKEN = frozenset(W + name for name in ("ins", "del"))


class Abbild:
    """Reads the stories of one package; lists are told apart by definition and by the order of their first use."""

    def __init__(self, paket: Wordpaket) -> None:
        self.paket = paket
        self.kanon = Kanon(paket)
        self._leser: dict[str, Leser] = {}
        self._listen: dict[str, int] = {}

    def story(self, teil: str) -> tuple[object, ...]:
        """The blocks of a part; nothing for a part that is not there."""
        root = self.paket.baum(teil)
        return () if root is None else tuple(self._bloecke(ausgeschrieben(root), teil))

    def _bloecke(self, eltern: Element, teil: str) -> Iterator[object]:
        for kind in eltern:
            if kind.tag == P:
                yield self._absatz(kind, teil)
            elif kind.tag == TBL:
                yield self._tabelle(kind, teil)
            elif kind.tag in _DURCHSICHTIG:
                yield from self._bloecke(kind, teil)

    def _absatz(self, absatz: Element, teil: str) -> object:
        text, nummer, ende = self.kanon.absatz(absatz.find(PPR))
        return ("p", text, self._liste(nummer), ende, tuple(self._laeufe(absatz, teil)))

    def _liste(self, nummer: str) -> tuple[object, ...]:
        num, _, ebene = nummer.partition("/")
        signatur = self.kanon.signatur(num) if num else ""
        if not signatur:
            return (nummer,)
        return (signatur, self._listen.setdefault(num, len(self._listen)), ebene)

    def _laeufe(self, absatz: Element, teil: str) -> Iterator[object]:
        leser = self._leser.get(teil)
        if leser is None:
            leser = self._leser[teil] = Leser(self.paket, teil, self.kanon)
        offen: tuple[str, str, str] | None = None
        for stueck in felder(leser.kinder(absatz)):
            if not isinstance(stueck, Teil):
                continue
            link = stueck.huelle.schluessel if stueck.huelle else ""
            if stueck.text != "\ufffc":
                gleich = offen is not None and offen[1:] == (stueck.form, link)
                if offen is not None and not gleich:
                    yield offen
                offen = ((offen[0] if gleich and offen else "") + stueck.text, stueck.form, link)
                continue
            if offen is not None:
                yield offen
                offen = None
            form = "" if stueck.roh else stueck.form
            yield (teilschluessel(stueck, leser), form, link, *self._noten(stueck))
        if offen is not None:
            yield offen

    def _noten(self, stueck: Teil) -> Iterator[object]:
        for element in stueck.elemente:
            art = NOTE_PARTS.get(element.tag)
            if art is not None:
                name = self.paket.teil_der_art(art)
                root = self.paket.baum(name)
                for note in () if root is None else root:
                    if note.get(W + "id") == element.get(W + "id"):
                        yield tuple(self._bloecke(note, name))

    def _tabelle(self, tabelle: Element, teil: str) -> object:
        raster = tabelle.find(W + "tblGrid")
        spalten = () if raster is None else tuple(spalte.get(W + "w") for spalte in raster.findall(W + "gridCol"))
        zeilen = tuple(
            (
                self.kanon.eigenschaften(zeile.find(W + "trPr"), _ZEILENMARKEN),
                self.kanon.eigenschaften(zeile.find(W + "tblPrEx")),
                tuple(
                    (self.kanon.eigenschaften(zelle.find(W + "tcPr")), tuple(self._bloecke(zelle, teil)))
                    for zelle in zeile.findall(TC)
                ),
            )
            for zeile in tabelle.findall(TR)
        )
        return ("t", self.kanon.eigenschaften(tabelle.find(W + "tblPr")), spalten, zeilen)


def erster_unterschied(a: object, b: object, pfad: str = "") -> str:
    """Where two images first differ, for messages and tests; empty if they are equal."""
    if a == b:
        return ""
    if isinstance(a, tuple) and isinstance(b, tuple):
        for nummer, (links, rechts) in enumerate(zip(a, b, strict=False)):
            if links != rechts:
                return erster_unterschied(links, rechts, f"{pfad}/{nummer}")
        return f"{pfad}: {len(a)} statt {len(b)} Teile"
    return f"{pfad}: {str(a)[:200]!r} statt {str(b)[:200]!r}"
