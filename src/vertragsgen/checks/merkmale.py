"""What a wording of the target group says about who is meant: its characteristics, compared as sets."""

from __future__ import annotations

import re

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
    ohne = {_stamm(wort) for wort in kreis.ohne_gewicht}
    gefunden = set()
    for wort in _WORT.findall(text):
        klein = wort.casefold()
        bekannt = [
            name for name, anfaenge in kreis.merkmale.items() if klein.startswith(tuple(a.casefold() for a in anfaenge))
        ]
        if bekannt:
            gefunden.update(bekannt)
        elif _stamm(wort) not in ohne:
            gefunden.add(_stamm(wort))
    return frozenset(gefunden)
