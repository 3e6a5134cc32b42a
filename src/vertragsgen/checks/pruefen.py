"""Runs all rules over one profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vertragsgen.checks.regel import Pruefkontext, Regelkopf, eingeschaltete
from vertragsgen.checks.verzeichnis import REGELN, finde_in
from vertragsgen.diagnostics import Befund, Schwere

CODE_MANIFEST = "VG150"


def run_checks(kontext: Pruefkontext, bekannte: Sequence[Regelkopf]) -> list[Befund]:
    """The findings of all rules that the package has not switched off, in the order of their codes.

    ``bekannte`` are all rules there are, those on the wording included: a package may switch them off as well.
    Exceptions of the profile are applied later, by ``apply_ausnahmen``, over the findings of all stages.
    """
    befunde = list(_falsch_abgeschaltet(kontext, bekannte))
    for regel in eingeschaltete(REGELN, kontext.manifest):
        befunde.extend(regel.pruefe(kontext))
    return befunde


def _falsch_abgeschaltet(kontext: Pruefkontext, bekannte: Sequence[Regelkopf]) -> Iterator[Befund]:
    """Rules a package cannot switch off: unknown ones, and those on arithmetic."""
    for nummer, eintrag in enumerate(kontext.manifest.regeln_aus):
        regel = finde_in(bekannte, eintrag.regel)
        if regel is not None and regel.ausnahmefaehig:
            continue
        grund = "gibt es nicht" if regel is None else "prüft Rechnungen und lässt sich nicht abschalten"
        meldung = f"Das Paket schaltet die Regel {eintrag.regel} ab; sie {grund}."
        mark = kontext.paket_mark(f"regeln_aus.{nummer}.regel")
        yield Befund(CODE_MANIFEST, Schwere.FEHLER, meldung, mark, profil=kontext.profil_id)
