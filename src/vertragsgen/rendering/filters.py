"""The filters that clauses and frames may use: German notation, word forms, enumerations.

None of them is forgiving: a missing value stays an error, and a placeholder of a draft passes unchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from vertragsgen import money, notation
from vertragsgen.rendering.codegen import FORBIDDEN
from vertragsgen.source.platzhalter import Platzhalter

Filter = Callable[..., Any]


class Filterfehler(ValueError):
    """A filter got a value it cannot present; the message is German and names both."""


class WertFehlt(Exception):
    """A template prints a value that the profile leaves empty."""


def _number(filter_name: str, wert: object) -> Decimal:
    if isinstance(wert, bool) or not isinstance(wert, Decimal | int):
        raise Filterfehler(f"Der Filter „{filter_name}“ braucht eine Zahl, bekam aber {_show(wert)}.")
    return Decimal(wert)


def _show(wert: object) -> str:
    return "eine leere Angabe" if wert is None else f"„{wert}“"


MINUS = "\u2212"


def euro(wert: object) -> str:
    """Amount with euro sign: 1.234,56 €."""
    return money.format_euro(_number("euro", wert)).replace("-", MINUS)


def betrag(wert: object) -> str:
    """Amount without euro sign: 1.234,56; a negative one with the minus sign of print."""
    return money.format_betrag(_number("betrag", wert)).replace("-", MINUS)


def differenz(wert: object) -> str:
    """Amount with its sign: +0,21, −0,09; zero has none."""
    zahl = _number("differenz", wert)
    return ("+" if zahl > 0 else "") + betrag(zahl)


def menge(wert: object, stellen: int | None = None, hoechstens: int | None = None) -> str:
    """Quantity in German notation, with its own decimals, with ``stellen`` of them, or up to ``hoechstens`` if needed."""
    return notation.format_menge(_number("menge", wert), stellen, hoechstens).replace("-", MINUS)


def prozent(wert: object) -> str:
    """Percentage: 25 %."""
    return notation.format_prozent(_number("prozent", wert))


def schluessel(wert: object) -> str:
    """Betreuungsschlüssel in running text: 1 : 2,5."""
    return notation.format_schluessel(_number("schluessel", wert))


def schluessel_kurz(wert: object) -> str:
    """Betreuungsschlüssel in a table: 1:2,5."""
    return notation.format_schluessel_kurz(_number("schluessel_kurz", wert))


def datum(wert: object) -> str:
    """Date: 01.01.2019."""
    if not isinstance(wert, date):
        raise Filterfehler(f"Der Filter „datum“ braucht ein Datum, bekam aber {_show(wert)}.")
    return notation.format_datum(wert)


def anzahl(wert: object, einzahl: str, mehrzahl: str) -> str:
    """Count with the right form of the noun: ``1 Platz``, ``8 Plätze``."""
    zahl = _number("anzahl", wert)
    return f"{notation.format_menge(zahl)}\u00a0{einzahl if zahl == 1 else mehrzahl}"


def aufzaehlung(werte: object, bindewort: str = "und") -> object:
    """Join a list as a sentence does: ``a, b und c``. A single placeholder stands for the whole list."""
    if not isinstance(werte, list | tuple):
        raise Filterfehler(f"Der Filter „aufzaehlung“ braucht eine Liste, bekam aber {_show(werte)}.")
    for wert in werte:
        if isinstance(wert, Platzhalter):
            return wert
        if not isinstance(wert, str):
            raise Filterfehler(f"Der Filter „aufzaehlung“ braucht Texte, bekam aber {_show(wert)}.")
    if len(werte) < 2:
        return werte[0] if werte else ""
    return f"{', '.join(werte[:-1])} {bindewort} {werte[-1]}"


def gross(wert: object) -> str:
    """The text with its first letter in upper case."""
    if not isinstance(wert, str):
        raise Filterfehler(f"Der Filter „gross“ braucht einen Text, bekam aber {_show(wert)}.")
    return wert[:1].upper() + wert[1:]


def laenge(wert: object) -> int:
    """Number of entries of a list."""
    if not isinstance(wert, list | tuple | Mapping):
        raise Filterfehler(f"Der Filter „laenge“ braucht eine Liste, bekam aber {_show(wert)}.")
    return len(wert)


def werte(liste: object, feld: object) -> list[object]:
    """What the entries of a list have in one field, each value once, in their order."""
    if not isinstance(liste, list | tuple):
        raise Filterfehler(f"Der Filter „werte“ braucht eine Liste, bekam aber {_show(liste)}.")
    gefunden: list[object] = []
    for eintrag in liste:
        # Past the fence of the environment: nothing but data may be read here.
        if not isinstance(feld, str) or feld.startswith(FORBIDDEN):
            raise Filterfehler(f"Der Filter „werte“ braucht den Namen einer Angabe, bekam aber {_show(feld)}.")
        wert = eintrag.get(feld) if isinstance(eintrag, Mapping) else getattr(eintrag, feld, None)
        if wert is None or callable(wert):
            raise Filterfehler(f"Der Filter „werte“ findet die Angabe „{feld}“ nicht in jedem Eintrag der Liste.")
        if wert not in gefunden:
            gefunden.append(wert)
    return gefunden


def auswahl(wert: object, zuordnung: object) -> object:
    """The entry of a mapping for a value; an unknown value is an error, never a silent blank."""
    if not isinstance(zuordnung, Mapping):
        raise Filterfehler("Der Filter „auswahl“ braucht eine Zuordnung {wert: text}.")
    if wert not in zuordnung:
        bekannt = ", ".join(f"„{schluessel}“" for schluessel in zuordnung)
        raise Filterfehler(f"Der Filter „auswahl“ kennt {_show(wert)} nicht; bekannt sind {bekannt}.")
    return zuordnung[wert]


LEERES_FELD, KREUZ = "\u2610", "\u2612"


def ankreuzfeld(wert: object) -> str:
    """A check box: ☒ for true, ☐ for false; a form that nobody has filled in yet shows the empty box."""
    if isinstance(wert, Platzhalter):
        return LEERES_FELD
    if not isinstance(wert, bool):
        raise Filterfehler(f"Der Filter „ankreuzfeld“ braucht „true“ oder „false“, bekam aber {_show(wert)}.")
    return KREUZ if wert else LEERES_FELD


def _keeping_placeholders(function: Filter) -> Filter:
    def filter_or_placeholder(wert: object, *args: object) -> object:
        if wert is None:
            raise WertFehlt("Hier soll ein Wert gedruckt werden, der im Profil nicht angegeben ist (null).")
        return wert if isinstance(wert, Platzhalter) else function(wert, *args)

    return filter_or_placeholder


def all_filters() -> dict[str, Filter]:
    """Every filter by its template name."""
    functions: Iterable[Filter] = (
        euro, betrag, differenz, menge, prozent, schluessel, schluessel_kurz, datum, anzahl, aufzaehlung, gross,
        laenge, auswahl, werte,
    )  # fmt: skip
    filters: dict[str, Filter] = {function.__name__: _keeping_placeholders(function) for function in functions}
    return filters | {"ankreuzfeld": ankreuzfeld}
