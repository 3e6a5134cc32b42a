"""For all tests: no network, and tools that are not there."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import Browser
from tests.libreoffice import LibreOffice
from vertragsgen import ablage

ROOT = Path(__file__).resolve().parents[1]

# In CI every tool is installed; there a missing one is an error of the set-up, not a reason to skip.
PFLICHT = os.environ.get("VERTRAGSGEN_WERKZEUGE") == "pflicht"


def _soffice() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _ooxml_validator() -> str | None:
    return os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator")


def _chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


WERKZEUGE = {
    "chromium": (_chromium, "Chromium ist nicht installiert (.ci/run installiert es)"),
    "libreoffice": (_soffice, "LibreOffice ist nicht installiert (.ci/run installiert es)"),
    "node": (_ooxml_validator, "ooxml-validator ist nicht da (.ci/run installiert ihn)"),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for marke, (finde, grund) in WERKZEUGE.items():
        if finde() is None and not PFLICHT:
            for item in items:
                if item.get_closest_marker(marke):
                    item.add_marker(pytest.mark.skip(reason=grund))


@pytest.fixture(scope="session", autouse=True)
def kein_netz() -> Iterator[None]:
    """A test that reaches for the network fails; loopback stays open (event loops use it on Windows)."""
    with pytest.MonkeyPatch.context() as patch:
        echt = socket.socket.connect

        def connect(self: socket.socket, adresse: Any) -> None:
            fern = self.family in (socket.AF_INET, socket.AF_INET6)
            if fern and adresse[0] not in ("127.0.0.1", "::1", "localhost"):
                raise AssertionError(f"Tests gehen nicht ins Netz: {adresse!r}")
            echt(self, adresse)

        patch.setattr(socket.socket, "connect", connect)
        yield


@pytest.fixture(scope="session", autouse=True)
def eigene_ablage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests neither find nor leave compiled packages in the user's folder: all of one run share a folder of their own.

    Its key covers the code of the tool; a test that patches what compiling does, or is about it, turns it off.
    """
    ordner = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        ordner = ordner.parent
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VERTRAGSGEN_CACHE", str(ordner / "ablage"))
        # Packages that single tests change must not push out those that all use.
        patch.setattr(ablage, "MAX_FILES", 1000)
        patch.setattr(ablage, "MAX_BYTES", 4 * ablage.MAX_BYTES)
        yield


@pytest.fixture(scope="session")
def repo() -> Path:
    """The root of the repository, which is a workspace too."""
    return ROOT


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> LibreOffice:
    """Headless LibreOffice; use with ``@pytest.mark.libreoffice``."""
    pfad = _soffice()
    assert pfad is not None, WERKZEUGE["libreoffice"][1]
    return LibreOffice(pfad, tmp_path_factory.mktemp("libreoffice"))


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of Chromium; use with ``@pytest.mark.chromium``."""
    pfad = _chromium()
    assert pfad is not None, WERKZEUGE["chromium"][1]
    return pfad


@pytest.fixture(scope="session")
def browser(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """Headless Chromium; use with ``@pytest.mark.chromium``."""
    return Browser(chromium, tmp_path_factory.mktemp("chromium"))
