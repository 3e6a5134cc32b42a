"""Resolved numbers against the numbers Word shows, and against LibreOffice as an independent reader."""

from __future__ import annotations

import pytest

from tests.libreoffice import TEXT, LibreOffice
from tests.linearise.numbering_cases import CASES, Case
from tests.linearise.numbering_style_cases import STYLE_CASES
from vertragsgen.linearise import linearise_docx

ALL = (*CASES, *STYLE_CASES)


def test_every_case_has_its_own_name() -> None:
    assert len({case.name for case in ALL}) == len(ALL) == 30


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_numbers_are_those_of_word(case: Case) -> None:
    lines = linearise_docx(case.docx).zeilen
    assert len(lines) == len(case.numbers)
    assert tuple(line.nummer for line in lines) == case.numbers
    assert len({line.stelle for line in lines}) == len(lines), "jede Stelle wird nur einmal vergeben"


@pytest.mark.libreoffice
def test_libreoffice_shows_the_same_numbers(libreoffice: LibreOffice) -> None:
    judged = [case for case in ALL if not case.differs]
    assert len(judged) == 23
    texts = libreoffice.wandle({f"{count}.docx": case.docx for count, case in enumerate(judged)}, TEXT)
    wrong = []
    for case, text in zip(judged, texts.values(), strict=True):
        shown = text.decode("utf-8-sig").splitlines()
        ours = [line.volltext.split() for line in linearise_docx(case.docx).zeilen]
        theirs = [line.split() for line in shown if line.strip()]
        if ours != theirs:
            wrong.append((case.name, ours, theirs))
    assert not wrong
