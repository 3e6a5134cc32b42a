"""How far a build has come: a bar with rate and remaining time on a terminal, plain lines elsewhere."""

from __future__ import annotations

import os
import sys
import time
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import TYPE_CHECKING, Any

import click

from vertragsgen.cli import bauausgabe
from vertragsgen.cli.konsole import verstumme

if TYPE_CHECKING:
    from vertragsgen.api import Profilergebnis


def kerne() -> int:
    """The processor cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # Windows and macOS
        return os.cpu_count() or 1


class Fortschritt:
    """Shows each profile as it is done. ``still`` shows nothing: the output is for another program."""

    def __init__(self, anzahl: int, *, still: bool) -> None:
        self.still, self.fertig, self.beginn = still, 0, time.monotonic()
        self._leiste: Any = None
        self._rahmen: AbstractContextManager[Any] = nullcontext()
        if sys.stdout.isatty() and not still:
            self._rahmen = click.progressbar(
                length=anzahl, label="Erzeuge", show_pos=True, show_percent=True, item_show_func=self._tempo
            )

    def __enter__(self) -> Fortschritt:
        self._leiste = self._rahmen.__enter__()
        return self

    def __exit__(
        self, art: type[BaseException] | None, fehler: BaseException | None, spur: TracebackType | None
    ) -> None:
        self._rahmen.__exit__(art, fehler, spur)

    def profil(self, ergebnis: Profilergebnis) -> None:
        """One profile is done."""
        self.fertig += 1
        if self._leiste is not None:
            self._leiste.update(1, ergebnis.profil)
        elif not self.still:
            try:
                click.echo(bauausgabe.zeile(ergebnis))
            except BrokenPipeError:
                # As of „build | head“: whoever reads has seen enough, the documents are still wanted.
                verstumme()

    def _tempo(self, profil: str | None) -> str | None:
        vergangen = time.monotonic() - self.beginn
        return f"{self.fertig / vergangen:.1f}/s".replace(".", ",") if profil and vergangen > 0 else None
