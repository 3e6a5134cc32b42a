"""Parameters of the rules on form and identifiers (group 6)."""

from __future__ import annotations

from vertragsgen.package.bausteine import Abschnitt


class Formwerte(Abschnitt):
    """What a package sets for the rules on form and identifiers (group 6); nothing yet."""
