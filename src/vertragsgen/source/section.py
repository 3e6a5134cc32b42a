"""What all sections of a profile have in common."""

from __future__ import annotations

import types
import typing
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator


class Abschnitt(BaseModel):
    """A section: unknown keys are errors, values do not change, ``null`` means „nicht vereinbart“."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _null_ist_vorgabe(cls, daten: Any) -> Any:
        """``null`` where a default stands (a list, a choice) is that default; elsewhere it stays null."""
        if not isinstance(daten, dict) or None not in daten.values():
            return daten
        return {name: wert for name, wert in daten.items() if wert is not None or not cls._hat_vorgabe(name)}

    @classmethod
    def _hat_vorgabe(cls, name: str) -> bool:
        feld = cls.model_fields.get(name)
        return feld is not None and not feld.is_required() and not nimmt_null(feld.annotation)


def nimmt_null(typ: Any) -> bool:
    """True if a field of that type may be ``None``."""
    vereinigung = typing.get_origin(typ) in (typing.Union, types.UnionType)
    return typ is type(None) or (vereinigung and type(None) in typing.get_args(typ))
