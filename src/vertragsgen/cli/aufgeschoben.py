"""Modules of Python's own that others import at once and hardly ever use."""

from __future__ import annotations

import importlib
import sys
from importlib.util import find_spec
from types import ModuleType
from typing import Any

_NAME = "importlib.metadata"


class _Aufgeschoben(ModuleType):
    """Stands in for the module until something of it is wanted, then gives it its place."""

    def __getattr__(self, name: str) -> Any:
        return getattr(_echt(), name)

    def entry_points(self, **auswahl: Any) -> Any:
        """What ``from importlib.metadata import entry_points`` finds: asks the module when it is called."""
        return _echt().entry_points(**auswahl)


def _echt() -> ModuleType:
    if isinstance(sys.modules.get(_NAME), _Aufgeschoben):
        del sys.modules[_NAME]
    return importlib.import_module(_NAME)


def einschalten() -> None:
    """Import ``importlib.metadata`` when it is first used.

    pydantic imports it to look for plug-ins, which :func:`vertragsgen.cli.main` forbids; with the thirty modules behind it
    that is a thirtieth of a build of one profile.
    """
    if _NAME in sys.modules or (herkunft := find_spec(_NAME)) is None:
        return
    platzhalter = _Aufgeschoben(_NAME)
    # „from … import“ asks for the path; with it the modules below are found as ever.
    platzhalter.__path__ = herkunft.submodule_search_locations or []
    sys.modules[_NAME] = platzhalter
    importlib.metadata = platzhalter  # as the import of a submodule leaves it
