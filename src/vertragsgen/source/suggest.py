"""„Gemeint ist vielleicht …“: the nearest known word."""

from __future__ import annotations

from collections.abc import Iterable

_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "-": "_", " ": "_"})


def aehnlich(wort: str, bekannte: Iterable[str]) -> str | None:
    """The known word that is meant most likely, or None; case, umlauts and hyphens do not count.

    >>> aehnlich("Träger", ["traeger", "angebot"])
    'traeger'
    """
    from difflib import get_close_matches  # only for a word that is wrong

    nach_form = {_form(bekannt): bekannt for bekannt in bekannte}
    treffer = get_close_matches(_form(wort[:80]), nach_form, n=1, cutoff=0.7)
    return nach_form[treffer[0]] if treffer else None


def _form(wort: str) -> str:
    return wort.casefold().replace("ß", "ss").translate(_UMLAUTE)
