"""What a command says when another run holds the output folder."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import click

from vertragsgen.cli.bedienfehler import Bedienfehler

# How long a run waits for another one in the same output folder, in seconds.
WARTEN = 60.0


def melde(text: str) -> None:
    """A remark in between, kept out of the output for other programs."""
    click.echo(text, err=True)


@contextlib.contextmanager
def nicht_belegt() -> Iterator[None]:
    """Turn a folder that stays taken into wrong use: the message says by whom, and what to do."""
    from vertragsgen import api

    try:
        yield
    except api.Belegt as belegt:
        raise Bedienfehler(f"{belegt}\nStarten Sie den Lauf, wenn der andere fertig ist.") from None
