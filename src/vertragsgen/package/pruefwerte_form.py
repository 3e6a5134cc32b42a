"""Parameters of the rules on form and identifiers (group 6)."""

from typing import Annotated

from msgspec import field

from vertragsgen.package.bausteine import Abschnitt
from vertragsgen.source.scalar_type import Mindestens
from vertragsgen.source.scalars import Plz, Wahrheitswert, Zeile


class Plzbereich(Abschnitt):
    """Postal codes of a place, both ends included."""

    ort: Zeile
    von: Plz
    bis: Plz


class Umsatzsteuer(Abschnitt):
    """The exemption a contract names, and the words that would show a tax."""

    norm: Zeile
    gesetz: Zeile
    paragraf: Zeile
    nr: Zeile
    worte: Annotated[list[Zeile], Mindestens(1)]


class Rechtsform(Abschnitt):
    """A legal form as written in names; ``gemeinnuetzig`` if the form itself says so."""

    name: Zeile
    auch: list[Zeile] = field(default_factory=list)
    gemeinnuetzig: Wahrheitswert = False


class Formwerte(Abschnitt):
    """What a package sets for the rules on form: places, legal forms, tax."""

    plz: list[Plzbereich] = field(default_factory=list)
    steuernummer_land: Zeile | None = None
    umsatzsteuer: Umsatzsteuer | None = None
    rechtsformen: list[Rechtsform] = field(default_factory=list)
