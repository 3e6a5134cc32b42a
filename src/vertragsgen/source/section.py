"""What all sections of a profile have in common."""

import types
import typing
from functools import lru_cache
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
        vorgaben = _mit_vorgabe(cls)
        return {name: wert for name, wert in daten.items() if wert is not None or name not in vorgaben}


# The sections of all packages of a run, asked again in every profile.
@lru_cache(maxsize=512)
def _mit_vorgabe(modell: type[BaseModel]) -> frozenset[str]:
    """The fields of a section that have a default and do not take null."""
    felder = modell.model_fields.items()
    return frozenset(name for name, feld in felder if not feld.is_required() and not nimmt_null(feld.annotation))


def nimmt_null(typ: Any) -> bool:
    """True if a field of that type may be ``None``."""
    vereinigung = typing.get_origin(typ) in (typing.Union, types.UnionType)
    return typ is type(None) or (vereinigung and type(None) in typing.get_args(typ))
