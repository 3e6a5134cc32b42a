"""Reads German citations of statutes: „§§ 53 ff. SGB XII“, „§ 55 Abs. 2 Nr. 6 SGB IX in der am … geltenden Fassung“.

A chain names its law once, at the end: in „§ 123 Abs. 2, § 126 Abs. 3 SGB IX“ both citations belong to the SGB IX, and
a version named there is that of the whole chain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from msgspec import Struct, field
from msgspec.structs import replace

from vertragsgen.notation import Notationsfehler, parse_datum

Langformen = tuple[tuple[str, str], ...]


class Paragraf(Struct, frozen=True):
    """One provision of a citation: its number („30a“) and what follows it (("Abs.", "2"), ("Nr.", "6"))."""

    nummer: str
    teile: tuple[tuple[str, str], ...] = ()

    def werte(self, art: str) -> tuple[str, ...]:
        """The values of one kind of part („Abs.“)."""
        return tuple(wert for name, wert in self.teile if name == art)


class Zitat(Struct, frozen=True):
    """One citation as it stands in a text.

    ``text`` is its own wording, ``zeichen`` § or §§, ``folgende`` „f.“ or „ff.“ as written, ``gesetz`` the law in its
    short form (None if the text names none), also where a chain names it later; ``eigen`` says that it is no law but the
    agreement itself („dieser Vereinbarung“). ``fassung`` is the day of the version
    („in der am … geltenden Fassung“), ``alte_fassung`` True for any remark on the version.
    """

    text: str
    anfang: int
    ende: int
    zeichen: str
    paragrafen: tuple[Paragraf, ...]
    folgende: str | None = None
    bereich: bool = False
    eng: bool = False
    gesetz: str | None = None
    geerbt: bool = False
    eigen: bool = False
    fassung: date | None = None
    alte_fassung: bool = False

    @property
    def mehrzahl(self) -> bool:
        """True if the citation names more than one provision."""
        return len(self.paragrafen) > 1 or self.folgende is not None

    @property
    def wortlaut(self) -> str:
        """The citation with its law, also where the law stands later in the chain."""
        return f"{self.text} {self.gesetz}" if self.geerbt and self.gesetz else self.text


_ZEICHEN = re.compile(r"§§?")
_ZAHL = r"\d+[a-z]?(?![\w])"
_TEIL = re.compile(
    r"(?P<abstand>\s*)(?P<art>Absätze|Absatz|Abs\.?|Sätze|Satz|S\.|Nummern|Nummer|Nrn\.|Nr\.?|Buchstabe|Buchst\.?|lit\.|"
    r"Halbsatz|Halbs\.|Alt\.|Variante|Var\.)(?P<luft>\s*)"
    rf"(?P<wert>{_ZAHL}|[a-z]{{1,2}}(?![\w]))"
)
_FOLGENDE = re.compile(r"(?P<abstand>\s*)(?P<ff>ff?)(?P<punkt>\.?)(?!\w)")
_WEITER = re.compile(rf"\s*(?P<art>,|und|oder|sowie|bis|[–—/-])\s*(?P<wert>{_ZAHL}|[a-z](?=[\s,.)]))")
_WEITERE_TEILE = re.compile(r"\s*(?:,|und|oder|sowie|bis)(?=\s+(?:Abs|Satz|Sätze|S\.|Nr|Nummer|Buchst|Halbs)\b)")
_NUMMER = re.compile(rf"(?P<abstand>\s*)(?P<wert>{_ZAHL})")
_KURZ = {
    "Absätze": "Abs.", "Absatz": "Abs.", "Abs": "Abs.", "Sätze": "Satz", "S.": "Satz",
    "Nummern": "Nr.", "Nummer": "Nr.", "Nrn.": "Nr.", "Nr": "Nr.",
    "Buchstabe": "Buchst.", "Buchst": "Buchst.", "lit.": "Buchst.",
}  # fmt: skip

_ARTIKEL = r"(?:des|der|dem|zum|zur|dieses|dieser)\s+"
_SGB = r"(?:Sozialgesetzbuch(?:e?s)?\s*(?:\(SGB\))?|SGB)\s*(?P<buch>XIV|XIII|XII|XI|IX|X|IV|VIII|VII|VI|V|III|II|I)\b"
_ABKUERZUNG = r"[A-ZÄÖÜ][A-Za-zÄÖÜäöüß]*[A-ZÄÖÜ][A-Za-zÄÖÜäöüß]*"
_LANGFORM = (
    r"(?:[A-ZÄÖÜ][\wäöüß-]*\s+){0,3}?[\wäöüß-]*(?:gesetze?s?|gesetzbuche?s?|ordnung|verordnung|vertrage?s?|vertrags|"
    r"vereinbarung|satzung|verfassung|Gesetze?s?|Verordnung|Vertrage?s?|Vereinbarung|Satzung|Beschlusse?s?)\b"
)
_GESETZ = re.compile(
    rf"\s+(?:(?:{_ARTIKEL})?(?:{_SGB}|(?P<kurz>{_ABKUERZUNG}(?:\s+SGB\s+[IVX]+)?)(?!\w))|{_ARTIKEL}(?P<lang>{_LANGFORM}))"
)
# „der Vereinbarung vom 01.02.2010“ is another one.
_ANDERE = r"(?!\w|\s(?:vom|von|mit|zwischen|nach|über|für|zu[mr]?)\b)"
EIGENE = rf"(?:dieser\sVereinbarung|dieses\sVertrage?s|(?:der|zur)\s(?:vorliegenden\s)?Vereinbarung{_ANDERE})\b"
_EIGENE = re.compile(rf"\s+{EIGENE}")
_KETTE = re.compile(
    r"\s*(?:,|;|/|und|oder|sowie|i\.\s?V\.\s?m\.|in Verbindung mit)?(?:\s+(?:mit|nach|zu))?(?:\s+den)?\s*"
)
_FASSUNG = re.compile(
    r"\s*(?:\([^()]{1,20}\)\s*)?,?\s*(?:(?:jeweils )?in (?:der|ihrer|seiner)\s+(?:(?:am|bis|bis zum|vom|ab dem|ab)\s+)?"
    r"(?P<datum>\d{2}\.\d{2}\.\d{4})?[^.;()]{0,40}?Fassung(?:\s+vom\s+(?P<vom>\d{2}\.\d{2}\.\d{4}))?|a\.\s?F\.)"
)
_ALT = re.compile(r"a\.\s?F\.|\b(?:alten|früheren|bisherigen|ursprünglichen)\b")


class _Kette(Struct):
    """Citations that share the law at the end of the chain."""

    zitate: list[Zitat] = field(default_factory=list)

    def schliesse(self, gesetz: str, *, eigen: bool) -> None:
        """Give the law of the end to those before that name none."""
        offen = (nummer for nummer, zitat in enumerate(self.zitate) if zitat.gesetz is None)
        for nummer in offen:
            self.zitate[nummer] = replace(self.zitate[nummer], gesetz=gesetz, geerbt=True, eigen=eigen)


@lru_cache(maxsize=4096)
def finde_zitate(text: str, langformen: Langformen = ()) -> tuple[Zitat, ...]:
    """All citations of a text with plain spaces, in order; ``langformen`` are long names of laws with their short form.

    The same paragraphs come back with every profile: each is read once.
    """
    if "§" not in text:
        return ()
    ergebnis: list[Zitat] = []
    kette = _Kette()
    for zitat in _roh(text, langformen):
        if kette.zitate and _KETTE.fullmatch(text, kette.zitate[-1].ende, zitat.anfang) is None:
            ergebnis += kette.zitate
            kette = _Kette()
        kette.zitate.append(zitat)
        if zitat.gesetz is not None:
            kette.schliesse(zitat.gesetz, eigen=zitat.eigen)
        fassung = _FASSUNG.match(text, zitat.ende)
        # „in der jeweils geltenden Fassung“ means the present one.
        if fassung is not None and (fassung["datum"] or fassung["vom"] or _ALT.search(fassung.group())):
            tag = _datum(fassung["datum"] or fassung["vom"])
            kette.zitate = [replace(eines, fassung=tag, alte_fassung=True) for eines in kette.zitate]
    return (*ergebnis, *kette.zitate)


def _roh(text: str, langformen: Langformen) -> Iterator[Zitat]:
    """The citations one by one, each with the law that stands right behind it."""
    stelle = 0
    while (zeichen := _ZEICHEN.search(text, stelle)) is not None:
        stelle = zeichen.end()
        nummer = _NUMMER.match(text, stelle)
        if nummer is None:
            continue
        zitat = _nummern(text, zeichen.start(), zeichen.group(), nummer)
        ende, gesetz = _gesetz(text, zitat.ende, langformen)
        eigen = _EIGENE.match(text, zitat.ende) is not None
        yield replace(zitat, text=text[zitat.anfang : ende], ende=ende, gesetz=gesetz, eigen=eigen)
        stelle = ende


def _nummern(text: str, anfang: int, zeichen: str, nummer: re.Match[str]) -> Zitat:
    """The numbers behind the sign: provisions, their parts, ranges, „ff.“."""
    eng = not nummer["abstand"]
    paragrafen = [Paragraf(nummer["wert"])]
    folgende: str | None = None
    bereich = False
    art: str | None = None
    stelle = nummer.end()
    while True:
        if (teil := _TEIL.match(text, stelle)) is not None:
            art = _KURZ.get(teil["art"], teil["art"])
            eng = eng or not teil["luft"] or not teil["abstand"]
            paragrafen[-1] = _mit_teil(paragrafen[-1], art, teil["wert"])
            stelle = teil.end()
        elif (ff := _FOLGENDE.match(text, stelle)) is not None:
            # „Abs. 2 ff.“ means the paragraphs of one provision.
            folgende = folgende if art is not None else ff["ff"] + ff["punkt"]
            eng = eng or not ff["abstand"]
            stelle = ff.end()
        elif (weiter := _WEITER.match(text, stelle)) is not None:
            if _neue_norm(zeichen, paragrafen[-1], art, weiter["wert"]):
                paragrafen.append(Paragraf(weiter["wert"]))
                bereich = bereich or weiter["art"] not in (",", "und", "oder", "sowie")
                art = None
            elif art is not None:
                paragrafen[-1] = _mit_teil(paragrafen[-1], art, weiter["wert"])
            else:
                break
            stelle = weiter.end()
        elif art is not None and (mehr := _WEITERE_TEILE.match(text, stelle)) is not None:
            stelle = mehr.end()
        else:
            break
    return Zitat("", anfang, stelle, zeichen, tuple(paragrafen), folgende, bereich, eng)


def _mit_teil(paragraf: Paragraf, art: str, wert: str) -> Paragraf:
    return replace(paragraf, teile=(*paragraf.teile, (art, wert)))


def _neue_norm(zeichen: str, paragraf: Paragraf, art: str | None, wert: str) -> bool:
    """True if a further number is a provision of its own and not a further part of the one before.

    Provisions are cited in rising order, and parts have small numbers: „§§ 75 Abs. 3 und 76“, but „§ 76 Abs. 1, 2“.
    """
    if not wert[0].isdigit():
        return False
    if art is None:
        return True
    return zeichen == "§§" and nummernwert(wert) > nummernwert(paragraf.nummer)


@lru_cache(maxsize=1024)
def nummernwert(nummer: str) -> tuple[int, str]:
    """The place of a provision in its law: 30 < 30a < 31."""
    ziffern = nummer.rstrip("abcdefghijklmnopqrstuvwxyz")
    return int(ziffern), nummer[len(ziffern) :]


@lru_cache(maxsize=256)
def _langform(form: str) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{_ARTIKEL})?{re.escape(form)}\b")


def _gesetz(text: str, stelle: int, langformen: Langformen) -> tuple[int, str | None]:
    """Where the law named at ``stelle`` ends, and its short form; None if none is named."""
    for form, kurz in langformen:
        if form in text and (genannt := _langform(form).match(text, stelle)) is not None:
            return genannt.end(), kurz
    treffer = _GESETZ.match(text, stelle)
    if treffer is None:
        return stelle, None
    if treffer["buch"]:
        return treffer.end(), f"SGB {treffer['buch']}"
    return treffer.end(), treffer["kurz"] or treffer["lang"]


def _datum(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return parse_datum(text)
    except Notationsfehler:
        return None
