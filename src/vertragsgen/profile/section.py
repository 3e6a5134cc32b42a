"""Fields of a profile: required or optional, each with title, description and examples for editors."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from pydantic import Field

from vertragsgen.source.section import Abschnitt

__all__ = ["Abschnitt", "LeerIstWahl", "offen", "pflicht"]

_PFLICHT: Any = ...


class LeerIstWahl(Struct, frozen=True):
    """Annotation of a field whose ``null`` is a case of its own („auf unbestimmte Zeit“): a blank form offers both."""


def pflicht(titel: str, beschreibung: str, *beispiele: Any, **weitere: Any) -> Any:
    """A required field; ``titel`` is what a draft prints as ``<<titel>>`` while the value is missing."""
    return Field(_PFLICHT, title=titel, description=beschreibung, examples=list(beispiele) or None, **weitere)


def offen(titel: str, beschreibung: str, *beispiele: Any, vorgabe: Any = None, **weitere: Any) -> Any:
    """An optional field with its default."""
    return Field(vorgabe, title=titel, description=beschreibung, examples=list(beispiele) or None, **weitere)
