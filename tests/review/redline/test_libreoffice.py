"""LibreOffice's own „accept all“ and „reject all“ on our redlines give the new and the old document.

Compared is the text, paragraph by paragraph and row by row, with what LibreOffice saves of the two documents themselves.
Left out is what LibreOffice (7.4) does not keep, and an independent program does (see ``test_paare``):

- empty paragraphs and rows: one stays where a mark before a table goes; a row that went may leave its empty cells, or the
  invisible character (U+200D) by which LibreOffice tracks it;
- the number of a paragraph whose style or list changed with the change that is resolved: it keeps the list of the other
  state („nur formatierung“ and „klausel verschoben“ rejected, „alte vorlage und liste“ accepted);
- on random pairs the text of notes: where a note was deleted beside another, it reads the one for the other.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.libreoffice import LibreOffice
from tests.review.redline.dokumente import grundlagen
from tests.review.redline.libreoffice import hat_marken, loese_auf, programmordner
from tests.review.redline.paare import PAARE
from tests.review.redline.test_zufallspaare import ANZAHL, SEED
from tests.review.redline.zufall import zufallspaar
from vertragsgen.linearise import Art, linearise_docx
from vertragsgen.review.redline import redline_docx

Paar = tuple[bytes, bytes]
NAECHTLICH = ANZAHL > 150
ZUFALLSPAARE = 40 if NAECHTLICH else 3
FESTE = (
    list(PAARE)
    if NAECHTLICH
    else ["wort und betrag", "zeile dazu und weg", "fussnoten", "klausel verschoben", "felder"]
)

# What a row of empty cells reads as, and LibreOffice's mark of a tracked one.
_LEER = " |/\u200d"

pytestmark = pytest.mark.libreoffice


@pytest.fixture(scope="module")
def programm(libreoffice: LibreOffice) -> Path:
    ordner = programmordner(libreoffice.programm)
    if ordner is None:
        pytest.skip("Dieses LibreOffice hat keine C-Schnittstelle")
    return ordner


def test_accepting_gives_the_new_one_and_rejecting_the_old_one(programm: Path, tmp_path: Path) -> None:
    assert _abweichungen(programm, tmp_path, {name: PAARE[name] for name in FESTE}) == {}


def test_the_same_on_random_pairs_in_any_order(programm: Path, tmp_path: Path) -> None:
    print(f"\nVERTRAGSGEN_SEED={SEED}")
    vorlagen = grundlagen()
    namen = list(vorlagen)
    paare = {}
    for k in range(ZUFALLSPAARE):
        name = namen[k % len(namen)]
        alt, neu, was = zufallspaar(vorlagen[name], f"{SEED}-lo-{k}")
        paare[f"VERTRAGSGEN_SEED={SEED}, Paar {k} aus {name}: {' '.join(was)}"] = (alt, neu)
    gemischt = list(paare.items())
    random.Random(SEED).shuffle(gemischt)
    assert _abweichungen(programm, tmp_path, dict(gemischt), noten=False) == {}


def _abweichungen(
    programm: Path, ordner: Path, paare: Mapping[str, Paar], *, noten: bool = True
) -> dict[str, list[str]]:
    """What LibreOffice gives back otherwise than it saves it, by pair; nothing if all is as it should be."""
    auftraege = []
    for k, (name, (alt, neu)) in enumerate(paare.items()):
        ergebnis = redline_docx(alt, neu)
        assert ergebnis.data is not None, f"{name}: {ergebnis.grund}"
        for seite, data in (("redline", ergebnis.data), ("alt", alt), ("neu", neu)):
            (ordner / f"{k}-{seite}.docx").write_bytes(data)
        auftraege += [
            (ordner / f"{k}-{von}.docx", was, ordner / f"{k}-{nach}.docx")
            for von, was, nach in (
                ("redline", "accept", "angenommen"),
                ("redline", "reject", "abgelehnt"),
                ("neu", "", "neu-soll"),
                ("alt", "", "alt-soll"),
            )
        ]
    loese_auf(programm, ordner / "profil", auftraege)
    funde: dict[str, list[str]] = {}
    for k, name in enumerate(paare):
        for ist, soll in (("angenommen", "neu-soll"), ("abgelehnt", "alt-soll")):
            datei = ordner / f"{k}-{ist}.docx"
            if hat_marken(datei):
                funde.setdefault(name, []).append(f"{ist}: Marken übrig")
            links, rechts = _zeilen(datei, noten), _zeilen(ordner / f"{k}-{soll}.docx", noten)
            if links != rechts:
                anders = [f"{a!r} statt {b!r}" for a, b in zip(links, rechts, strict=False) if a != b]
                funde.setdefault(name, []).append(f"{ist}: {anders[:1] or (len(links), len(rechts))}")
    return funde


def _zeilen(datei: Path, noten: bool) -> list[str]:
    return [
        zeile.text
        for zeile in linearise_docx(datei.read_bytes()).zeilen
        if zeile.text.strip(_LEER) and (noten or zeile.art not in (Art.FUSSNOTE, Art.ENDNOTE))
    ]
