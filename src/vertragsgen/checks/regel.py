"""What a rule is: one function, whose docstring is its page, and what it gets to see.

Rules are listed in ``verzeichnis.py``; nothing registers itself by being imported.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from msgspec import Struct, field

from vertragsgen.calculation.befunde import ohne_marken
from vertragsgen.calculation.model import Berechnung
from vertragsgen.diagnostics import Befund, Markierung, Schwere
from vertragsgen.package.manifest import Manifest


def _keine_pakete(_beginn: date) -> Sequence[str]:
    return ()


class Pruefkontext(Struct, frozen=True):
    """One profile as the rules see it. ``mark`` finds profile values, ``paket_mark`` manifest values.

    ``stichtag`` is the day on which it is judged, None where no one named one. Rules ask for it by ``heute()``, which
    is noted in ``gefragt``: such a judgement may be another one tomorrow. ``passende_pakete`` gives the ids of the
    other packages that serve a term with this start.
    """

    profil_id: str
    profil: Any
    manifest: Manifest
    berechnung: Berechnung
    mark: Markierung = ohne_marken
    paket_mark: Markierung = ohne_marken
    stichtag: date | None = None
    passende_pakete: Callable[[date], Sequence[str]] = _keine_pakete
    gefragt: list[str] = field(default_factory=list)

    def heute(self) -> date | None:
        """The reference date, for a finding that depends on it."""
        self.gefragt.append("stichtag")
        return self.stichtag


class Regelkopf(Struct, frozen=True):
    """A rule: code, weight, whether a profile may accept its findings, and the function that judges.

    The same for rules that read the profile and those that read the rendered wording.
    """

    code: str
    schwere: Schwere
    ausnahmefaehig: bool
    pruefung: Callable[..., Iterable[Any]]

    @property
    def seite(self) -> str:
        """The documentation: the function's docstring."""
        return inspect.cleandoc(self.pruefung.__doc__ or "")

    @property
    def titel(self) -> str:
        """First line of the documentation."""
        return self.seite.partition("\n")[0]


R = TypeVar("R", bound=Regelkopf)


def eingeschaltete(regeln: Sequence[R], manifest: Manifest) -> Sequence[R]:
    """The rules without those that the package switches off, as it may for those that allow exceptions."""
    if not manifest.regeln_aus:
        return regeln
    aus = {eintrag.regel for eintrag in manifest.regeln_aus}
    return [regel for regel in regeln if not (regel.ausnahmefaehig and regel.code in aus)]


class Fund(Struct, frozen=True):
    """What a rule found: message, place (``pfad`` in the profile) and the places compared with.

    ``stelle`` says the place in words; ``schwere`` replaces the rule's; ``nicht_pruefbar`` says that data are
    missing to judge.
    """

    meldung: str
    pfad: str
    weitere: tuple[str, ...] = ()
    stelle: str | None = None
    hilfe: str | None = None
    schwere: Schwere | None = None
    nicht_pruefbar: bool = False


Pruefung = Callable[[Pruefkontext], Iterable[Fund]]


class Regel(Regelkopf, frozen=True):
    """A rule over profile and calculation."""

    def pruefe(self, kontext: Pruefkontext) -> Iterator[Befund]:
        """The findings of this rule about one profile."""
        for fund in self.pruefung(kontext):
            marken = [kontext.mark(pfad) for pfad in fund.weitere]
            yield Befund(
                code=self.code,
                schwere=Schwere.HINWEIS if fund.nicht_pruefbar else fund.schwere or self.schwere,
                meldung=fund.meldung,
                mark=kontext.mark(fund.pfad),
                hilfe=fund.hilfe,
                profil=kontext.profil_id,
                stelle=fund.stelle,
                weitere=tuple(mark for mark in marken if mark is not None),
                nicht_pruefbar=fund.nicht_pruefbar,
            )


def regel(code: str, schwere: Schwere, *, ausnahmefaehig: bool = False) -> Callable[[Pruefung], Regel]:
    """Make a function a rule. Arithmetic, schema, placeholders and references are never exceptable."""

    def macht_regel(pruefung: Pruefung) -> Regel:
        return Regel(code, schwere, ausnahmefaehig, pruefung)

    return macht_regel
