"""What a wording of the target group says about who is meant: its characteristics, compared as sets."""

from __future__ import annotations

import re
from functools import lru_cache

from vertragsgen.package.pruefwerte_personal import Zielgruppe

_WORT = re.compile(r"[^\W\d_]+")
_ENDUNG = re.compile(r"(?<=\w{4})(en|er|em|es|e|n|s)$")


def _stamm(wort: str) -> str:
    """A word without case and inflection, roughly: only equality with the same word elsewhere matters."""
    return _ENDUNG.sub("", wort.casefold())


def merkmale(text: str, kreis: Zielgruppe) -> frozenset[str]:
    """The characteristics a text names.

    Words that begin as a ``merkmal`` of the package says stand for it; any other word that has a meaning is
    a characteristic of its own, so that nothing a provider adds goes unnoticed. Numbers are not compared.
    """
    anfaenge = tuple((name, tuple(anfaenge)) for name, anfaenge in kreis.merkmale.items())
    return _merkmale(text, anfaenge, tuple(kreis.ohne_gewicht))


# Of many profiles most describe the same target group.
@lru_cache(maxsize=256)
def _merkmale(
    text: str, anfaenge: tuple[tuple[str, tuple[str, ...]], ...], ohne_gewicht: tuple[str, ...]
) -> frozenset[str]:
    ohne = {_stamm(wort) for wort in ohne_gewicht}
    je_merkmal = [(name, tuple(anfang.casefold() for anfang in worte)) for name, worte in anfaenge]
    gefunden = set()
    for wort in _WORT.findall(text):
        klein = wort.casefold()
        bekannt = [name for name, worte in je_merkmal if klein.startswith(worte)]
        if bekannt:
            gefunden.update(bekannt)
        elif _stamm(wort) not in ohne:
            gefunden.add(_stamm(wort))
    return frozenset(gefunden)
