"""Wrong use of the command line: a German sentence, exit code 2."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import click


class Bedienfehler(click.ClickException):
    """The command cannot be carried out as it was given."""

    exit_code: ClassVar[int] = 2


class NochNicht(Bedienfehler):
    """A part of the contract that is not built yet; says so instead of doing something else."""

    def __init__(self, was: str) -> None:
        super().__init__(f"{was} gibt es in dieser Version noch nicht.")


def meinten_sie(wort: str, bekannte: Iterable[str]) -> str:
    """„ Meinten Sie „x“?“ for the known word nearest to ``wort``; empty if none is near."""
    import difflib

    treffer = difflib.get_close_matches(wort, list(bekannte), n=1, cutoff=0.6)
    return f" Meinten Sie „{treffer[0]}“?" if treffer else ""
