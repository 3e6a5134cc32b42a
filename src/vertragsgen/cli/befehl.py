"""Our command classes: German frame texts, examples in the help, global options also after the command."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from vertragsgen.cli.kontext import Datum, Kontext


def _merke_ordner(ctx: click.Context, param: click.Parameter, wert: Path | None) -> None:
    if wert is not None:
        ctx.ensure_object(Kontext).ordner = wert


def _merke_stichtag(ctx: click.Context, param: click.Parameter, wert: date | None) -> None:
    if wert is not None:
        ctx.ensure_object(Kontext).stichtag = wert


def globale_optionen(versteckt: bool) -> list[click.Parameter]:
    """``--workspace`` and ``--stichtag``: shown once at the group, accepted by every command."""
    return [
        click.Option(
            ["--workspace"],
            type=click.Path(path_type=Path),
            metavar="ORDNER",
            expose_value=False,
            hidden=versteckt,
            callback=_merke_ordner,
            help="Arbeitsbereich; sonst der nächste Ordner aufwärts mit einer vertragsgen.yaml.",
        ),
        click.Option(
            ["--stichtag"],
            type=Datum(),
            metavar="DATUM",
            expose_value=False,
            hidden=versteckt,
            callback=_merke_stichtag,
            help="Tag, zu dem Fristen von Ausnahmen und Abweichungen beurteilt werden; sonst heute.",
        ),
    ]


class MitBeispielen(click.Command):
    """Adds a section of examples to the help: pairs of command line and what it does."""

    def __init__(self, *args: Any, beispiele: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options_metavar = "[OPTIONEN]"
        self.beispiele = tuple(beispiele)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Beispiele"):
            for zeile, wirkung in self.beispiele:
                formatter.write_text(zeile)
                with formatter.indentation():
                    formatter.write_text(wirkung)
        super().format_epilog(ctx, formatter)


class Befehl(MitBeispielen):
    """A single command."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(globale_optionen(versteckt=True))


class GanzeZahl(click.IntRange):
    """An integer in a range; click would call it „integer range“ in its messages."""

    name = "ganze Zahl"
