"""``build`` on a terminal: a progress bar in place of the lines per profile."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import sauber


@pytest.mark.skipif(sys.platform == "win32", reason="Pseudoterminals gibt es unter Windows nicht")
def test_a_terminal_gets_a_progress_bar(repo: Path, tmp_path: Path) -> None:
    import pty

    for name in ("templates", "provider_data"):
        shutil.copytree(repo / name, tmp_path / name)
    (tmp_path / "vertragsgen.yaml").write_text("", encoding="utf-8")
    haupt, neben = pty.openpty()
    lauf = subprocess.Popen(
        [sys.executable, "-m", "vertragsgen", "build"],
        cwd=tmp_path,
        env={**sauber(), "TERM": "xterm", "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=neben,
        stderr=subprocess.STDOUT,
    )
    os.close(neben)
    stuecke = []
    while True:
        try:
            stueck = os.read(haupt, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not stueck:
            break
        stuecke.append(stueck)
    os.close(haupt)
    text = b"".join(stuecke).decode()
    assert lauf.wait() == 0, text
    assert "Erzeuge" in text
    assert "100%" in text
    assert ": erzeugt (" not in text
    assert "Profilen fertig: 0 Fehler" in text
