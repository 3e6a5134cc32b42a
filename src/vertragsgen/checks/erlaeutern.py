"""Pages that explain a code: rules from their docstrings, loading codes from their table."""

from __future__ import annotations

from collections.abc import Sequence

from vertragsgen.checks.ladebefunde import LADEBEFUNDE, ladeschwere
from vertragsgen.checks.regel import Regelkopf
from vertragsgen.checks.verzeichnis import finde_in


def explain(code: str, regeln: Sequence[Regelkopf]) -> str | None:
    """The page of a code as German text; None if there is no such code. Case does not matter."""
    code = code.strip().upper()
    regel = finde_in(regeln, code)
    if regel is not None:
        ausnahme = "Ausnahme möglich" if regel.ausnahmefaehig else "keine Ausnahme möglich"
        _, _, text = regel.seite.partition("\n")
        return f"{code} · {regel.titel}\nSchwere: {regel.schwere} ({ausnahme})\n\n{text.strip()}\n"
    if code in LADEBEFUNDE:
        titel, text = LADEBEFUNDE[code]
        return f"{code} · {titel}\nSchwere: {ladeschwere(code)} (keine Ausnahme möglich)\n\n{text.strip()}\n"
    return None


def codes(regeln: Sequence[Regelkopf]) -> tuple[str, ...]:
    """All codes that have a page, sorted."""
    return tuple(sorted({*LADEBEFUNDE, *(regel.code for regel in regeln)}))
