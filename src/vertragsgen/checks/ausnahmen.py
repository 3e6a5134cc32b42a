"""Accepted findings: the ``ausnahmen`` of a profile, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from vertragsgen.calculation.angaben import angabe, liste
from vertragsgen.calculation.befunde import ohne_marken
from vertragsgen.checks.ladebefunde import LADEBEFUNDE
from vertragsgen.checks.regel import Regelkopf
from vertragsgen.checks.verzeichnis import finde_in
from vertragsgen.diagnostics import Befund, Markierung, Schwere
from vertragsgen.notation import format_datum
from vertragsgen.source.suggest import aehnlich

CODE = "VG113"


def _einwand(
    code: str, bis: date | None, stichtag: date, *, gefeuert: bool, regeln: Sequence[Regelkopf]
) -> tuple[Schwere, str] | None:
    """Why an exception cannot be applied, or is not needed; None if it accepts something."""
    regel = finde_in(regeln, code)
    if regel is None and code not in LADEBEFUNDE:
        nah = aehnlich(code, [bekannt.code for bekannt in regeln])
        gemeint = f" Gemeint ist vielleicht {nah}." if nah else ""
        return Schwere.FEHLER, f"Die Ausnahme nennt die Regel {code}, die es nicht gibt.{gemeint}"
    if regel is None or not regel.ausnahmefaehig:
        return Schwere.FEHLER, f"{code} lässt keine Ausnahme zu: Der Befund muss behoben werden."
    if bis is not None and bis < stichtag:
        return Schwere.WARNUNG, f"Die Ausnahme von {code} ist seit dem {format_datum(bis)} abgelaufen."
    if not gefeuert:
        return (
            Schwere.WARNUNG,
            f"Die Ausnahme von {code} wird nicht gebraucht: Die Regel hat nichts beanstandet.",
        )
    return None


def apply_ausnahmen(
    befunde: Sequence[Befund],
    profil: object,
    *,
    stichtag: date,
    mark: Markierung = ohne_marken,
    regeln: Sequence[Regelkopf],
) -> list[Befund]:
    """All findings of one profile, those accepted marked so, and findings about the exceptions themselves.

    Call it once, over the findings of every stage: an exception that accepts none of them is reported.
    ``bis`` is the last day on which an exception holds, judged at ``stichtag``; ``regeln`` are all rules there are.
    """
    angenommen: set[str] = set()
    eigene: list[Befund] = []
    for nummer, ausnahme in enumerate(liste(profil, "ausnahmen")):
        code = angabe(ausnahme, "regel", str)
        # A hole in a draft is reported by the loader, and accepts nothing.
        if code is None or not angabe(ausnahme, "grund", str):
            continue
        gefeuert = any(befund.code == code and not befund.nicht_pruefbar for befund in befunde)
        einwand = _einwand(code, angabe(ausnahme, "bis", date), stichtag, gefeuert=gefeuert, regeln=regeln)
        if einwand is None:
            angenommen.add(code)
        else:
            eigene.append(Befund(CODE, *einwand, mark(f"ausnahmen.{nummer}.regel"), stelle=f"ausnahmen.{nummer}"))
    return [_angenommen(befund) if befund.code in angenommen else befund for befund in befunde] + eigene


def _angenommen(befund: Befund) -> Befund:
    return befund if befund.nicht_pruefbar else replace(befund, akzeptiert=True)
