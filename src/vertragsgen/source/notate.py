"""Values as source text: in the notation of the value they replace, or as they stand in a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from vertragsgen.diagnostics import Mark
from vertragsgen.money import tausche_trennzeichen
from vertragsgen.source.node import Mapping, Node, Scalar


class Roh(Struct, frozen=True):
    """A single value as source text, quotes included."""

    text: str


class Felder(Struct, frozen=True):
    """A section to write: keys with their values in order."""

    eintraege: tuple[tuple[str, Neu], ...]
    flow: bool = False

    def mit(self, schluessel: str, neu: Neu) -> Felder:
        """The same section with another value for a key it has."""
        return replace(self, eintraege=tuple((k, neu if k == schluessel else v) for k, v in self.eintraege))

    def get(self, schluessel: str) -> Neu | None:
        """The value of a key, None if the section lacks it."""
        return dict(self.eintraege).get(schluessel)


class Folge(Struct, frozen=True):
    """A list to write."""

    teile: tuple[Neu, ...]
    flow: bool = False


Neu = Roh | Felder | Folge
Zeile = Callable[[Mark], str | None]
"""Gives the line of a file a mark points at, None if it cannot be had."""


def from_node(node: Node, zeile: Zeile) -> Neu:
    """A value as it stands in its file: same quotes, same layout (block or brackets), without comments."""
    if isinstance(node, Scalar):
        return Roh(_quelltext(node, zeile))
    if isinstance(node, Mapping):
        return Felder(tuple((e.key, from_node(e.value, zeile)) for e in node.entries), node.flow)
    return Folge(tuple(from_node(teil, zeile) for teil in node.items), node.flow)


def _quelltext(node: Scalar, zeile: Zeile) -> str:
    if node.is_null:
        return "null"
    text = zeile(node.mark)
    if text is not None:
        roh = text[node.mark.spalte - 1 : node.mark.spalte - 1 + node.mark.laenge].strip()
        # A value over several lines is not whole in its first line.
        if roh == node.text if node.plain else roh[:1] + node.text + roh[:1] == roh:
            return roh
    return quoted(node.text)


def quoted(text: str) -> str:
    """Text in double quotes, on one line whatever it holds."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def like_amount(vorbild: str, betrag: Decimal) -> str:
    """``betrag`` written as ``vorbild`` is: comma or point, thousands separators, €, quotes.

    >>> like_amount('"3,75"', Decimal("3.87")), like_amount("75.69", Decimal("78.11"))
    ('"3,87"', '78.11')
    >>> like_amount("1234,50 €", Decimal("1274.00")), like_amount("999,00", Decimal("1030.97"))
    ('1274,00 €', '1.030,97')
    """
    zeichen = vorbild[0] if vorbild[:1] in ("'", '"') else ""
    innen = vorbild.strip(zeichen) if zeichen else vorbild
    zahl = innen.rstrip("€").rstrip()
    ganz, trenner, _ = zahl.rpartition(",") if "," in zahl else zahl.rpartition(".")
    # Nothing tells how the author separates thousands until there is one; then the German way it is.
    gruppiert = trenner == "," and ("." in ganz or len(ganz.lstrip("-")) < 4)
    neu = tausche_trennzeichen(f"{betrag:,.2f}") if gruppiert else f"{betrag:.2f}".replace(".", trenner)
    return f"{zeichen}{neu}{innen[len(zahl) :]}{zeichen}"


def like_date(vorbild: str, tag: date) -> str:
    """``tag`` written as ``vorbild`` is: ISO or TT.MM.JJJJ, with its quotes.

    >>> like_date("01.01.2019", date(2019, 7, 1)), like_date("'2019-01-01'", date(2019, 7, 1))
    ('01.07.2019', "'2019-07-01'")
    """
    zeichen = vorbild[0] if vorbild[:1] in ("'", '"') else ""
    deutsch = "." in vorbild
    text = f"{tag.day:02}.{tag.month:02}.{tag.year:04}" if deutsch else tag.isoformat()
    return f"{zeichen}{text}{zeichen}"
