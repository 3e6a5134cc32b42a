"""Ctrl-C and SIGTERM during a long run: what has begun is finished, the rest is left out."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator
from types import FrameType

import click


@contextlib.contextmanager
def geordnet() -> Iterator[Callable[[], bool]]:
    """Gives a function that says whether the run shall end; a second signal ends it at once."""
    gefragt = False

    def merke(nummer: int, rahmen: FrameType | None) -> None:
        nonlocal gefragt
        if gefragt:
            raise KeyboardInterrupt
        gefragt = True
        click.echo("\nAbbruch: Was angefangen ist, wird noch fertig …", err=True)

    vorher = {}
    for name in ("SIGINT", "SIGTERM"):
        with contextlib.suppress(ValueError, AttributeError):  # not the main thread, or no such signal here
            vorher[name] = signal.signal(getattr(signal, name), merke)
    try:
        yield lambda: gefragt
    finally:
        for name, alt in vorher.items():
            signal.signal(getattr(signal, name), alt)
