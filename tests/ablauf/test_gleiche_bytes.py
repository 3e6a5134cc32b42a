"""Same input, same bytes: whatever the hash seed, time zone, locale and folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.ablauf.conftest import PROFIL, Werkbank

SCRIPT = """
import sys
from datetime import date
from pathlib import Path
from vertragsgen import api
from vertragsgen.workspace import open_workspace
result = api.build(open_workspace(Path(sys.argv[1])), stichtag=date(2019, 6, 1))
assert {one.status for one in result.profile} == {"gebaut"}, result.bericht.befunde
"""


def build(root: Path, **environment: str) -> dict[str, bytes]:
    environment = {**os.environ, "VERTRAGSGEN_CACHE": "aus", **environment}  # compiling is part of what is compared
    subprocess.run([sys.executable, "-c", SCRIPT, str(root)], check=True, env=environment, cwd="/")
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "output").rglob("*") if path.is_file()
    }


def test_two_builds_are_byte_identical(tmp_path: Path) -> None:
    first = build(Werkbank(tmp_path / "a").root, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    second = build(
        Werkbank(tmp_path / "b" / "anderswo").root, PYTHONHASHSEED="2", TZ="Pacific/Auckland", LC_ALL="C.UTF-8"
    )
    assert len(first) >= 20
    assert f"output/{PROFIL}/kostentraegerblatt.xlsx" in first
    assert first == second
