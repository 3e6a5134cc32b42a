"""``explain``: the pages of the rules."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Aufruf


@pytest.mark.parametrize("code", ["VG201", "vg201", "VG107"])
def test_a_page_is_printed(aufruf: Aufruf, code: str) -> None:
    lauf = aufruf("explain", code)
    assert lauf.code == 0
    assert code.upper() in lauf.aus
    assert "Falsch:" in lauf.aus
    assert "Richtig:" in lauf.aus


@pytest.mark.parametrize("code", ["VG999", "201", "quatsch"])
def test_an_unknown_code_is_wrong_use(aufruf: Aufruf, code: str) -> None:
    lauf = aufruf("explain", code)
    assert lauf.code == 2
    assert f"„{code}“" in lauf.fehler
