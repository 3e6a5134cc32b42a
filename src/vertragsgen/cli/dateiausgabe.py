"""Writing a result where the user asked for it."""

from __future__ import annotations

from pathlib import Path

from vertragsgen.cli.bedienfehler import Bedienfehler


def schreibe(ziel: Path, data: bytes) -> None:
    """Beside the target and then in its place, so that a full disk leaves the old file."""
    from vertragsgen.dateien import warum
    from vertragsgen.output.write import replace_file

    try:
        replace_file(ziel, data)
    except OSError as fehler:
        raise Bedienfehler(f"„{ziel}“ lässt sich nicht schreiben: {warum(fehler)}.") from fehler
