"""The browser of the tests must see what a page does wrong, or tests of pages prove nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import Browser

pytestmark = pytest.mark.chromium


@pytest.mark.parametrize(
    "inhalt",
    [
        "<script>console.error('kaputt')</script>",
        "<script>gibtesnicht()</script>",
        "<img src='http://beispiel.invalid/x.png'>",
        "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; script-src 'unsafe-inline'\"><img src='x.png'>",
    ],
)
def test_a_faulty_page_fails(browser: Browser, tmp_path: Path, inhalt: str) -> None:
    seite = tmp_path / "seite.html"
    seite.write_text(f"<!doctype html><body>{inhalt}</body>", encoding="utf-8")
    with pytest.raises(AssertionError):
        browser.frage(seite, "return 1;")


def test_a_clean_page_answers(browser: Browser, tmp_path: Path) -> None:
    seite = tmp_path / "seite.html"
    seite.write_text("<!doctype html><meta charset=utf-8><body>Grüße</body>", encoding="utf-8")
    assert browser.frage(seite, "return document.body.firstChild.textContent;") == "Grüße"
