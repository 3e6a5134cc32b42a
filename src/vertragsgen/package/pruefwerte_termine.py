"""Parameters of the rules on dates (group 3)."""

from __future__ import annotations

from vertragsgen.package.bausteine import Abschnitt


class Terminwerte(Abschnitt):
    """What a package sets for the rules on dates (group 3); nothing yet."""
