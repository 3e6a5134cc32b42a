"""Single values for a profile to be made: found by their path, read by the same parsers as a profile's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from vertragsgen.money import Notationsfehler, kurz
from vertragsgen.profile.pflicht import Pfad
from vertragsgen.source.messages import flatten
from vertragsgen.source.model_fields import dict_value, field_at, item_type, model_at, paths
from vertragsgen.source.section import Abschnitt, Angabe, Feld, ableiten
from vertragsgen.source.suggest import aehnlich
from vertragsgen.source.validate import read_section


def find_field(model: type[Abschnitt], text: str) -> tuple[Pfad, Feld]:
    """The field at a dotted path such as ``traeger.name`` or ``verguetung.saetze.0.grundpauschale``.

    Raises ``Notationsfehler`` with what is wrong and which path is meant; only the first row of a list exists.
    """
    teile = text.strip().split(".")
    if any(teil.isdecimal() and int(teil) > 0 for teil in teile):
        raise Notationsfehler(f"„{kurz(text)}“: Anlegen lässt sich nur die erste Zeile einer Liste (0).")
    pfad = tuple(teil for teil in teile if not teil.isdecimal())
    feld = field_at(model, pfad) if pfad else None
    if feld is None or dict_value(feld.typ) is not None or feld.typ is Any:
        bekannte = [".".join(bekannt) for bekannt in paths(model)]
        nah = aehnlich(".".join(pfad), bekannte) or _same_end(pfad, bekannte)
        hinweis = f" Gemeint ist vielleicht „{nah}“." if nah else ""
        raise Notationsfehler(f"Die Angabe „{kurz(text)}“ gibt es in diesem Paket nicht.{hinweis}")
    if model_at(model, pfad) is not None:
        raise Notationsfehler(f"„{kurz(text)}“ ist ein Abschnitt; nennen Sie eine Angabe darin.")
    return pfad, feld


def check_value(feld: Feld, text: str) -> None:
    """Raise ``Notationsfehler`` with the German text a profile's check would give."""
    probe = ableiten(Abschnitt, "Probe", {"wert": (item_type(feld.typ) or feld.typ, Angabe())})
    try:
        read_section(probe, {"wert": text})
    except ValidationError as gemeldet:
        raise Notationsfehler(next(_messages(gemeldet, text), "Der Wert fehlt.")) from None


def _messages(gemeldet: ValidationError, text: str) -> Iterator[str]:
    return (fehler.meldung for fehler in flatten(gemeldet, {"wert": text}) if fehler.meldung)


def _same_end(pfad: Pfad, bekannte: list[str]) -> str | None:
    """The only path that ends with the same key, for one who left out the section."""
    treffer = [bekannt for bekannt in bekannte if bekannt.rpartition(".")[2] == pfad[-1]] if pfad else []
    return treffer[0] if len(treffer) == 1 else None
