"""Parameters of the rules on places and staff (group 5)."""

from __future__ import annotations

from vertragsgen.package.bausteine import Abschnitt


class Personalwerte(Abschnitt):
    """What a package sets for the rules on places and staff (group 5); nothing yet."""
