"""What comparisons say besides their changes, over all documents: each sentence once, with those it holds for."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from vertragsgen.diagnostics import Befund
from vertragsgen.review.bericht import Aenderungsbericht, Dokumentbericht
from vertragsgen.review.modell import Dokumentvergleich
from vertragsgen.review.vergleich import KENNUNG_NEU

VERWEISE, FORM, EIGENSCHAFTEN = "Verweise prüfen", "Formatvorlagen, Seiten, Bilder", "Eigenschaften der Dokumente"
BEARBEITUNGEN = "Nachverfolgte Änderungen in der neuen Fassung (verglichen, als wären sie angenommen)"
KOMMENTARE, GELESEN = "Kommentare in der neuen Fassung", "Beim Lesen aufgefallen"
REDLINES = "Ohne Word-Dokument mit nachverfolgten Änderungen"
UMNUMMERIERT = "Umnummeriert (keine Änderung des Wortlauts)"
# Headings of the page, in the order in which they matter.
REIHE = (VERWEISE, KOMMENTARE, BEARBEITUNGEN, FORM, EIGENSCHAFTEN, GELESEN, REDLINES, UMNUMMERIERT)


class Notiz(Struct, frozen=True):
    """A sentence under its heading: ``dokument`` (its title), ``wer`` the providers it holds for."""

    art: str
    dokument: str
    satz: str
    wer: tuple[str, ...]


def notizen(bericht: Aenderungsbericht) -> list[Notiz]:
    """All but the short hash in the footer, which follows the rest; by heading."""
    gefunden: dict[tuple[int, str, str], list[str]] = {}
    for eins in bericht.traeger:
        for dokument in eins.dokumente:
            titel = dokument.titel or dokument.datei
            for art, saetze in angaben(dokument):
                for satz in dict.fromkeys(saetze):
                    wer = eins.traeger or eins.profil
                    gefunden.setdefault((REIHE.index(art), titel, satz), []).append(wer)
    return [
        Notiz(REIHE[art], titel, satz, tuple(wer))
        for (art, titel, satz), wer in sorted(gefunden.items(), key=lambda eintrag: eintrag[0][0])
    ]


def angaben(dokument: Dokumentbericht) -> Iterator[tuple[str, list[str]]]:
    """Of one document: heading, sentences; only headings that have some."""
    yield from ((art, saetze) for art, saetze in _alle(dokument.vergleich) if saetze)
    saetze = [satz for satz in (dokument.redline_grund, *dokument.redline_hinweise[:1]) if satz]
    # What changed without a mark stands above, as a note on the document.
    if not dokument.redline and saetze:
        yield REDLINES, saetze


def _alle(v: Dokumentvergleich) -> Iterator[tuple[str, list[str]]]:
    yield VERWEISE, [f"{verweis.stelle}: {verweis.meldung}" for verweis in v.verweise]
    yield (
        UMNUMMERIERT,
        [f"{u.alt or 'ohne Nummer'} → {u.neu or 'ohne Nummer'}: {u.text}" for u in v.umnummerierungen],
    )
    yield KOMMENTARE, [f"{_person(k.autor, k.datum)}, {k.stelle or 'ohne Stelle'}: {k.text}" for k in v.kommentare]
    yield (
        BEARBEITUNGEN,
        [f"{_person(b.autor, b.datum)}, {b.stelle or 'ohne Stelle'}, {b.art}: {b.text}" for b in v.bearbeitungen],
    )
    yield FORM, [hinweis for hinweis in v.hinweise if hinweis != KENNUNG_NEU]
    yield EIGENSCHAFTEN, [f"{e.name}: {e.alt or '(leer)'} → {e.neu or '(leer)'}" for e in v.eigenschaften]
    yield GELESEN, [befundsatz(befund) for befund in v.befunde]


def befundsatz(befund: Befund) -> str:
    """A finding in one sentence."""
    return f"{befund.code} ({befund.schwere.wort}): {befund.meldung}"


def _person(autor: str, iso: str) -> str:
    teile = iso[:10].split("-")
    return f"{autor or 'ohne Namen'} ({teile[2]}.{teile[1]}.{teile[0]})" if len(teile) == 3 else autor or "ohne Namen"
