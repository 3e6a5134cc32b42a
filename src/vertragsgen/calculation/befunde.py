"""Where the findings of a calculation point: places below one cost sheet of the profile."""

from __future__ import annotations

from msgspec import Struct

from vertragsgen.diagnostics import Befund, Mark, Markierung, Schwere


def ohne_marken(pfad: str) -> Mark | None:
    """Stands in where the source of a profile is not known (tests, profiles made in memory)."""
    return None


class Fundort(Struct, frozen=True):
    """Finds marks below the cost sheet number ``blatt``.

    ``mark`` skips the number where the profile has a single sheet instead of a list.
    """

    mark: Markierung
    blatt: int

    def pfad(self, unterhalb: str) -> str:
        """The full path of a value of the sheet."""
        wurzel = f"kostentraegerblatt.{self.blatt}"
        return f"{wurzel}.{unterhalb}" if unterhalb else wurzel

    def befund(self, code: str, meldung: str, unterhalb: str) -> Befund:
        """A ``fehler`` at that value."""
        pfad = self.pfad(unterhalb)
        return Befund(code, Schwere.FEHLER, meldung, mark=self.mark(pfad), stelle=pfad)
