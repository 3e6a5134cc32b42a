"""Parameters of the checks that a package sets: thresholds, spans, required contents. No number stands in a rule."""

from msgspec import field

from vertragsgen.package.bausteine import Abschnitt
from vertragsgen.package.pruefwerte_form import Formwerte
from vertragsgen.package.pruefwerte_paket import Paketwerte
from vertragsgen.package.pruefwerte_personal import Personalwerte
from vertragsgen.package.pruefwerte_recht import Rechtswerte
from vertragsgen.package.pruefwerte_termine import Terminwerte
from vertragsgen.package.pruefwerte_verguetung import Verguetungswerte
from vertragsgen.source.scalars import Zeile


class Pruefwerte(Abschnitt):
    """The section ``pruefwerte`` of the manifest, one part for each group of rules.

    ``basis`` names a table shared by several packages (``templates/_gemeinsam/pruefwerte/<basis>.yaml``); what the
    manifest itself says goes before it.
    """

    basis: Zeile | None = None
    verguetung: Verguetungswerte = field(default_factory=Verguetungswerte)
    personal: Personalwerte = field(default_factory=Personalwerte)
    termine: Terminwerte = field(default_factory=Terminwerte)
    recht: Rechtswerte = field(default_factory=Rechtswerte)
    form: Formwerte = field(default_factory=Formwerte)
    paket: Paketwerte = field(default_factory=Paketwerte)
