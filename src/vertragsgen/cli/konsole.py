"""The console: encodings that cannot show every character, and words for counts."""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

# So many lines are printed at a time; the findings of ten thousand profiles never wait as a whole.
_ZEILEN = 256
_ERSATZ = {
    "„": '"', "“": '"', "”": '"', "‚": "'", "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...",
    "€": "EUR", "§": "Par.", "×": "x", "·": "-", "→": "->", "\u00a0": " ", "\u202f": " ", "\u2011": "-",
    "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "✓": "ok",
}  # fmt: skip

FEHLERBEHANDLUNG = "vertragsgen.lesbar"


def _lesbar(fehler: UnicodeError) -> tuple[str | bytes, int]:
    """Codec error handler: a readable substitute for what the console cannot show, ``?`` for the rest."""
    if not isinstance(fehler, UnicodeEncodeError):
        raise fehler
    teil = fehler.object[fehler.start : fehler.end]
    return "".join(_ERSATZ.get(zeichen, "?") for zeichen in teil), fehler.end


def vorbereiten() -> None:
    """Let stdout and stderr print anything: no output of ours may fail for its characters."""
    codecs.register_error(FEHLERBEHANDLUNG, _lesbar)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started the program
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    for strom in (sys.stdout, sys.stderr):
        if isinstance(strom, io.TextIOWrapper):
            strom.reconfigure(errors=FEHLERBEHANDLUNG)


def drucke(zeilen: Iterable[str]) -> None:
    """Print lines, many at a time: what the console can show is asked anew at each call of ``click.echo``."""
    import click

    strom = iter(zeilen)
    while stueck := list(islice(strom, _ZEILEN)):
        click.echo("\n".join(stueck))


def leere() -> None:
    """Print what still waits; whether that is possible shows only now."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        verstumme()


def verstumme() -> None:
    """Print nothing more: no one reads the output."""
    nichts = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nichts, sys.stdout.fileno())
    os.close(nichts)


def zeigt(text: str) -> bool:
    """True if stdout can show ``text`` without substitutes."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def anzahl(zahl: int, eines: str, viele: str) -> str:
    """``1 Fehler``, ``2 Warnungen``: the count with the form of the word that goes with it."""
    return f"{zahl} {eines if zahl == 1 else viele}"
