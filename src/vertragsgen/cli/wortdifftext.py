"""Word differences for the terminal: [-what goes-]{+what comes+}, with long equal text cut."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from vertragsgen.cli.befundjson import objekt

if TYPE_CHECKING:
    from vertragsgen.review.wortdiff import Stueck

LEGENDE = "[-…-] entfällt, {+…+} kommt hinzu"
_GLEICH = 60


def markiert(stuecke: Iterable[Stueck]) -> str:
    """The pieces as one text; marks and colours say what goes and what comes."""
    liste = list(stuecke)
    teile = []
    for nummer, stueck in enumerate(liste):
        if stueck.art == "geloescht":
            teile.append(click.style(f"[-{stueck.text}-]", fg="red"))
        elif stueck.art == "eingefuegt":
            teile.append(click.style(f"{{+{stueck.text}+}}", fg="green"))
        else:
            teile.append(_gekuerzt(stueck.text, anfang=nummer == 0, ende=nummer == len(liste) - 1))
    return "".join(teile)


def _gekuerzt(text: str, *, anfang: bool, ende: bool) -> str:
    """Only the words next to a change."""
    halb = _GLEICH // 2
    if anfang and len(text) > _GLEICH:
        return f"… {text[-_GLEICH:].partition(' ')[2]}"
    if ende and len(text) > _GLEICH:
        return f"{text[:_GLEICH].rpartition(' ')[0]} …"
    if len(text) > 2 * _GLEICH:
        return f"{text[:halb].rpartition(' ')[0]} … {text[-halb:].partition(' ')[2]}"
    return text


def als_liste(stuecke: Iterable[Stueck]) -> list[dict[str, Any]]:
    """The pieces for JSON."""
    return [{"art": str(stueck.art), "text": stueck.text} for stueck in stuecke]


def schema() -> dict[str, Any]:
    """JSON Schema of :func:`als_liste`."""
    stueck = objekt({"art": {"enum": ["gleich", "geloescht", "eingefuegt"]}, "text": {"type": "string"}})
    return {"type": "array", "items": stueck}
