"""Limits that keep a template from running away: steps, size, and what operators may do.

Steps are counted, not seconds, so that the same input always ends the same way.
"""

from __future__ import annotations

from msgspec import Struct

MAX_STEPS = 200_000
MAX_CHARACTERS = 20_000_000


class Grenze(Exception):
    """A limit was exceeded; the message is German."""


class Budget(Struct):
    """What one document may still use."""

    steps: int = MAX_STEPS
    characters: int = MAX_CHARACTERS

    def step(self, turns: int = 1) -> None:
        """Count turns of a loop."""
        self.steps -= turns
        if self.steps < 0:
            raise Grenze(f"Die Schleifen dieses Dokuments laufen mehr als {MAX_STEPS} Mal.")

    def spend(self, characters: int) -> None:
        """Count printed characters."""
        self.characters -= characters
        if self.characters < 0:
            raise Grenze(f"Das Dokument würde größer als {MAX_CHARACTERS} Zeichen.")
