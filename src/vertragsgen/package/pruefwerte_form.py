"""Parameters of the rules on form and identifiers (group 6)."""

from pydantic import Field

from vertragsgen.package.bausteine import Abschnitt
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
    worte: list[Zeile] = Field(min_length=1)


class Rechtsform(Abschnitt):
    """A legal form as written in names; ``gemeinnuetzig`` if the form itself says so."""

    name: Zeile
    auch: list[Zeile] = Field(default_factory=list)
    gemeinnuetzig: Wahrheitswert = False


class Formwerte(Abschnitt):
    """What a package sets for the rules on form: places, legal forms, tax."""

    plz: list[Plzbereich] = Field(default_factory=list)
    steuernummer_land: Zeile | None = None
    umsatzsteuer: Umsatzsteuer | None = None
    rechtsformen: list[Rechtsform] = Field(default_factory=list)
