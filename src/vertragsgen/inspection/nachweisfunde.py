"""What the ledger says about a figure: which one, where, and what to do."""

from __future__ import annotations

from vertragsgen.diagnostics import Mark, Schwere
from vertragsgen.inspection.absaetze import Abweichung
from vertragsgen.inspection.regel import Textfund
from vertragsgen.inspection.stellen import stelle, zeile
from vertragsgen.inspection.teiltext import glatt
from vertragsgen.inspection.zahlen import gedruckte
from vertragsgen.rendering.document import Erzeugtes
from vertragsgen.rendering.pieces import Stueck

HILFE = (
    "Kommt die Zahl aus dem Profil, {{ … }} statt der Zahl schreiben; gehört sie zum Wortlaut, im Kopf der Klausel "
    "unter „zahlen:“ aufführen."
)
_AUSSCHNITT = 60


def fund(erzeugt: Erzeugtes, stueck: Stueck, figur: str, absatz: str, mark: Mark) -> Textfund:
    """A figure of a clause that has no source."""
    return Textfund(
        f"Die Zahl „{figur}“ hat keine Quelle: „{ausschnitt(absatz, figur)}“ (Klausel „{stueck.klausel.id}“).",
        dokument=erzeugt.dokument,
        stelle=stelle(stueck),
        mark=mark,
        hilfe=HILFE,
    )


def eigene_zahlen(erzeugt: Erzeugtes, stueck: Stueck, offen: list[tuple[str, str]]) -> Textfund:
    """The figures of a profile's own wording, listed apart."""
    einzeln = list(dict.fromkeys(figur for _, figur in offen))
    liste = ", ".join(f"„{figur}“" for figur in einzeln)
    wort = "die Zahl" if len(einzeln) == 1 else "die Zahlen"
    return Textfund(
        f"Der eigene Klauseltext des Profils zu „{stueck.klausel.id}“ enthält {wort} {liste}; "
        "kein Wert des Profils steht dahinter.",
        dokument=erzeugt.dokument,
        stelle=stelle(stueck),
        mark=stueck.klausel.mark,
        schwere=Schwere.HINWEIS,
        hilfe="Werte des Profils auch im eigenen Text als {{ … }} schreiben.",
    )


def abweichung_fund(erzeugt: Erzeugtes, abweichung: Abweichung) -> Textfund:
    """A paragraph of the file that differs from what was rendered for it."""
    stueck = abweichung.stueck
    steht = [figur for figur, _ in gedruckte(abweichung.steht) or ()]
    soll = [figur for figur, _ in gedruckte(abweichung.erzeugt) or ()]
    anders = next((paar for paar in zip(steht, soll, strict=False) if paar[0] != paar[1]), None)
    if anders is None and not abweichung.steht:
        meldung = f"Im Dokument fehlt „{ausschnitt(abweichung.erzeugt, '')}“ (Klausel „{stueck.klausel.id}“)."
    elif anders is None:
        ist, soll_text = ausschnitt(abweichung.steht, ""), ausschnitt(abweichung.erzeugt, "")
        meldung = f"Im Dokument steht „{ist}“, erzeugt wurde „{soll_text}“."
    else:
        meldung = (
            f"Im Dokument steht „{anders[0]}“, erzeugt wurde an dieser Stelle „{anders[1]}“: "
            f"„{ausschnitt(abweichung.steht, anders[0])}“ (Klausel „{stueck.klausel.id}“)."
        )
    ort = zeile(stueck, abweichung.erzeugt, abweichung.erzeugt)
    return Textfund(meldung, dokument=erzeugt.dokument, stelle=stelle(stueck), mark=ort)


def ausschnitt(text: str, figur: str) -> str:
    """The words around a figure."""
    text = glatt(text).replace("\n", " ")
    mitte = max(text.find(figur), 0)
    von, bis = max(mitte - _AUSSCHNITT // 2, 0), mitte + len(figur) + _AUSSCHNITT // 2
    vorn, hinten = "… " if von else "", " …" if bis < len(text) else ""
    return f"{vorn}{text[von:bis].strip()}{hinten}"
