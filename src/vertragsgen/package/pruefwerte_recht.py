"""Parameters of the rules on law (group 4)."""

from __future__ import annotations

from vertragsgen.package.bausteine import Abschnitt


class Rechtswerte(Abschnitt):
    """What a package sets for the rules on law (group 4); nothing yet."""
