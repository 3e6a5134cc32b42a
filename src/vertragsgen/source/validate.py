"""Makes a section of a tree; pydantic's errors become German findings with their place in the file.

They are recognised by their stable ``type``, never by their English text.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from msgspec import Struct

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.source.locate import locate
from vertragsgen.source.node import Mapping, Node, Scalar, to_data
from vertragsgen.source.scalar_type import Lesart
from vertragsgen.source.section import Abschnitt, felder

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

    from vertragsgen.source.messages import Fehler

M = TypeVar("M", bound=Abschnitt)
_MAX_DURCHGAENGE = 100


class Pruefung(Struct, Generic[M], frozen=True):
    """The section, None if it could not be made, and what was found."""

    wert: M | None
    befunde: tuple[Befund, ...]


# The sections of the packages of a run; making one takes longer than validating a hundred profiles.
@lru_cache(maxsize=64)
def _adapter(model: type[Abschnitt]) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter  # where what was read is kept, nothing is validated

    return TypeAdapter(model)


def read_section(model: type[M], daten: Any) -> M:
    """The section that plain data (``dict``, ``list``, source text) describe; raises pydantic's ``ValidationError``."""
    section: M = _adapter(model).validate_python(daten)
    return section


def json_schema(model: type[Abschnitt]) -> dict[str, Any]:
    """The JSON Schema of a section's source."""
    return _adapter(model).json_schema(mode="validation")


def validate(
    model: type[M], node: Node | None, *, name: str, entwurf: bool = False, code: str | None = None
) -> Pruefung[M]:
    """Make ``model`` from ``node`` (None = empty file) of the file called ``name``.

    With ``entwurf`` each missing or invalid value becomes a ``Platzhalter``, so that the section is made; the
    findings stay. ``code`` replaces the codes VG106 (unknown key), VG107 (missing) and VG108 (invalid).
    """
    from pydantic_core import ValidationError

    wurzel: Node = node if node is not None else Mapping((), Mark(name, 1, 1))
    daten = to_data(wurzel)
    try:
        return Pruefung(read_section(model, daten), ())
    except ValidationError as gemeldet:
        return _beanstandet(model, wurzel, daten, gemeldet, entwurf=entwurf, code=code)


def _beanstandet(
    model: type[M], wurzel: Node, daten: Any, gemeldet: ValidationError, *, entwurf: bool, code: str | None
) -> Pruefung[M]:
    from pydantic_core import ValidationError

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
            return Pruefung(read_section(model, daten), tuple(sorted(befunde, key=_stelle)))
        except ValidationError as weitere:
            gemeldet = weitere
    return Pruefung(None, tuple(sorted(befunde, key=_stelle)))


def validate_simple(model: type[M], node: Node | None, *, name: str) -> Pruefung[M]:
    """As :func:`validate`; a section of single values needs no pydantic as long as nothing is wrong with it."""
    wert = _read_simple(model, node)
    return validate(model, node, name=name) if wert is None else Pruefung(wert, ())


def _read_simple(model: type[M], node: Node | None) -> M | None:
    werte: dict[str, Any] = {}
    for key, _, value in node.entries if isinstance(node, Mapping) else ():
        feld = felder(model).get(key)
        match feld.marken if feld is not None else ():
            case (Lesart() as lesart,) if isinstance(value, Scalar) and not value.is_null:
                try:
                    werte[key] = lesart.pruefen(value.text)
                except ValueError:
                    return None
            case _:
                return None
    einfach = node is None or isinstance(node, Mapping)
    return model(**werte) if einfach and not any(feld.pflicht for feld in felder(model).values()) else None


def finding(model: type[Abschnitt], wurzel: Node, fehler: Fehler, code: str | None = None) -> Befund:
    """One error as a German finding at its place below ``wurzel``; ``code`` replaces the usual one."""
    from vertragsgen.source.messages import explain

    meldung, hilfe = explain(model, wurzel, fehler)
    mark = locate(wurzel, fehler.loc, key=fehler.unbekannt)
    return Befund(code or fehler.code, Schwere.FEHLER, meldung, mark, hilfe)


def _stelle(befund: Befund) -> Any:
    assert befund.mark is not None
    return (befund.mark.datei, befund.mark.zeile, befund.mark.spalte)
