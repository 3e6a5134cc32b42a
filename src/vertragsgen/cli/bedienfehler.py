"""Wrong use of the command line: a German sentence, exit code 2."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import click


class Bedienfehler(click.ClickException):
    """The command cannot be carried out as it was given."""

    exit_code: ClassVar[int] = 2


def meinten_sie(wort: str, bekannte: Iterable[str]) -> str:
    """„ Meinten Sie „x“?“ for the known word nearest to ``wort``; empty if none is near."""
    import difflib

    treffer = difflib.get_close_matches(wort, list(bekannte), n=1, cutoff=0.6)
    return f" Meinten Sie „{treffer[0]}“?" if treffer else ""
