"""Commands of the contract that are not built yet: each says so in German and ends with 2."""

from __future__ import annotations

import click

from vertragsgen.cli.bedienfehler import NochNicht
from vertragsgen.cli.befehl import Befehl


def _ausstehend(name: str, zweck: str, *beispiele: tuple[str, str]) -> click.Command:
    @click.command(
        name,
        cls=Befehl,
        beispiele=beispiele,
        help=f"{zweck}\n\nDiesen Befehl gibt es in dieser Version noch nicht.",
        short_help=f"{zweck} (folgt später)",
        # Any arguments: the answer to all of them is the same honest sentence.
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )
    def befehl() -> int:
        raise NochNicht(f"Den Befehl „vertragsgen {name}“")

    return befehl


BEFEHLE: dict[str, click.Command] = {
    "diff": _ausstehend(
        "diff",
        "Änderungen zwischen zwei Git-Ständen zeigen.",
        ("vertragsgen diff", "Was sich seit dem letzten Commit in den Dokumenten ändert."),
        ("vertragsgen diff main HEAD --format html", "Zwei Stände vergleichen, Ausgabe als HTML."),
    ),
}
