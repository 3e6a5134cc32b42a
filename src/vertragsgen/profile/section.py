"""Fields of a profile: required or optional, each with title, description and examples for editors."""

from __future__ import annotations

from msgspec import Struct

from vertragsgen.source.section import Abschnitt, offen, pflicht

__all__ = ["Abschnitt", "LeerIstWahl", "offen", "pflicht"]


class LeerIstWahl(Struct, frozen=True):
    """Annotation of a field whose ``null`` is a case of its own („auf unbestimmte Zeit“): a blank form offers both."""
