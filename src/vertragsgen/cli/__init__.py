"""The command line: parses, calls :mod:`vertragsgen.api`, prints. Everything a user reads here is German."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from vertragsgen import DEBUG_VARIABLE


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with 0 (done), 1 (findings) or 2 (wrong use).

    A mistake of the user never shows a traceback; a bug shows one only when ``VERTRAGSGEN_DEBUG`` is set.
    """
    from vertragsgen.cli import deutsch, konsole
    from vertragsgen.speicher import rare_collections

    rare_collections()
    # Otherwise pydantic searches every installed distribution for plugins, and would show them the profiles.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    konsole.vorbereiten()
    deutsch.einschalten()

    import click

    from vertragsgen.cli.gruppe import gruppe

    try:
        ergebnis = gruppe.main(args, prog_name="vertragsgen", standalone_mode=False)
        konsole.leere()
    except click.ClickException as fehler:
        fehler.show()
        sys.exit(2)
    except click.Abort:
        click.echo("Abgebrochen.", err=True)
        sys.exit(2)
    except Exception as fehler:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        click.echo(_unerwartet(fehler), err=True)
        if _voll(fehler):
            konsole.verstumme()  # else the end of the process tries to print the rest again
        sys.exit(2)
    sys.exit(ergebnis if isinstance(ergebnis, int) else 0)


def _unerwartet(fehler: Exception) -> str:
    """What stands in place of a traceback: this is a bug of ours (or a broken machine), not of the user."""
    if _voll(fehler):
        return "Fehler: Der Datenträger ist voll. Schaffen Sie Platz und rufen Sie den Befehl noch einmal auf."
    if isinstance(fehler, PermissionError) and fehler.filename is not None:
        return (
            f"Fehler: „{fehler.filename}“ lässt sich nicht lesen oder schreiben: Die Rechte fehlen, oder ein anderes Programm "
            "sperrt den Zugriff.\nPrüfen Sie die Rechte und rufen Sie den Befehl noch einmal auf."
        )
    from concurrent.futures import BrokenExecutor

    if isinstance(fehler, BrokenExecutor):
        return (
            "Fehler: Ein Vorgang wurde vom Betriebssystem beendet, meist weil der Arbeitsspeicher nicht reicht.\n"
            "Rufen Sie den Befehl mit „--jobs 1“ noch einmal auf."
        )
    return (
        f"Fehler im Programm: {type(fehler).__name__}: {fehler}\n"
        "Das liegt nicht an Ihren Angaben; es ist nichts halb geschrieben worden.\n"
        f"Einzelheiten zeigt derselbe Aufruf mit der Umgebungsvariablen {DEBUG_VARIABLE}=1."
    )


def _voll(fehler: Exception) -> bool:
    from vertragsgen.dateien import VOLL

    return isinstance(fehler, OSError) and fehler.errno in VOLL
