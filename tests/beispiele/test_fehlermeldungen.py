"""The transcript of mistakes is what the program says today, and every message helps."""

from __future__ import annotations

import re

import pytest

from tests.beispiele import fehlermeldungen


@pytest.fixture(scope="module")
def frisch() -> str:
    return fehlermeldungen.dokument()


def test_the_transcript_is_fresh(frisch: str) -> None:
    datei = fehlermeldungen.ZIEL.read_text(encoding="utf-8")
    assert datei == frisch, "docs/beispiele/fehlermeldungen.md ist veraltet: python -m tests.beispiele.fehlermeldungen"


def test_each_of_twenty_mistakes_is_an_error_at_its_line(frisch: str) -> None:
    teile = re.split(r"^## \d+\. ", frisch, flags=re.MULTILINE)[1:]
    assert len(teile) == len(fehlermeldungen.FAELLE) == 20
    for teil in teile:
        titel = teil.partition("\n")[0]
        assert re.search(r"^  provider_data/\S+:\d+:\d+: (Fehler|Warnung) VG\d{3}: ", teil, re.MULTILINE), titel
        assert not re.search(r"Traceback|[A-Za-z]+Error|\bExpected\b|\bNone\b", teil), titel
