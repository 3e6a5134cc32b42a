"""Parameters of the rules on remuneration (group 2)."""

from __future__ import annotations

from vertragsgen.package.bausteine import Abschnitt


class Verguetungswerte(Abschnitt):
    """What a package sets for the rules on remuneration (group 2); nothing yet."""
