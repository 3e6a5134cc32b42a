"""Validates a tree against a pydantic model; the errors become German findings with their place in the file.

pydantic's errors are recognised by their stable ``type``, never by their English text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from msgspec import Struct
from pydantic import BaseModel, ValidationError

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.source.locate import locate
from vertragsgen.source.node import Mapping, Node, to_data

if TYPE_CHECKING:
    from vertragsgen.source.messages import Fehler

M = TypeVar("M", bound=BaseModel)
_MAX_DURCHGAENGE = 100


class Pruefung(Struct, Generic[M], frozen=True):
    """The model instance, None if it could not be built, and what was found."""

    wert: M | None
    befunde: tuple[Befund, ...]


def validate(
    model: type[M], node: Node | None, *, name: str, entwurf: bool = False, code: str | None = None
) -> Pruefung[M]:
    """Build ``model`` from ``node`` (None = empty file) of the file called ``name``.

    With ``entwurf`` each missing or invalid value becomes a ``Platzhalter``, so that the model is built; the
    findings stay. ``code`` replaces the codes VG106 (unknown key), VG107 (missing) and VG108 (invalid).
    """
    wurzel: Node = node if node is not None else Mapping((), Mark(name, 1, 1))
    daten = to_data(wurzel)
    try:
        return Pruefung(model.model_validate(daten), ())
    except ValidationError as gemeldet:
        return _beanstandet(model, wurzel, daten, gemeldet, entwurf=entwurf, code=code)


def _beanstandet(
    model: type[M], wurzel: Node, daten: Any, gemeldet: ValidationError, *, entwurf: bool, code: str | None
) -> Pruefung[M]:
    from vertragsgen.source.draft import repair  # what says what is wrong is read only when something is
    from vertragsgen.source.messages import flatten

    befunde: list[Befund] = []
    for _ in range(_MAX_DURCHGAENGE):
        fehler = flatten(gemeldet, daten)
        befunde += [b for f in fehler if (b := finding(model, wurzel, f, code)) not in befunde]
        if not entwurf:
            break
        daten = repair(model, daten, fehler)
        try:
            return Pruefung(model.model_validate(daten), tuple(sorted(befunde, key=_stelle)))
        except ValidationError as weitere:
            gemeldet = weitere
    return Pruefung(None, tuple(sorted(befunde, key=_stelle)))


def finding(model: type[BaseModel], wurzel: Node, fehler: Fehler, code: str | None = None) -> Befund:
    """One error as a German finding at its place below ``wurzel``; ``code`` replaces the usual one."""
    from vertragsgen.source.messages import explain

    meldung, hilfe = explain(model, wurzel, fehler)
    mark = locate(wurzel, fehler.loc, key=fehler.unbekannt)
    return Befund(code or fehler.code, Schwere.FEHLER, meldung, mark, hilfe)


def _stelle(befund: Befund) -> Any:
    assert befund.mark is not None
    return (befund.mark.datei, befund.mark.zeile, befund.mark.spalte)
