"""Rule on when the Platzgeld begins and ends (VG213)."""

from __future__ import annotations

from collections.abc import Iterator

from vertragsgen.calculation.angaben import angabe
from vertragsgen.calculation.fristen import platzgeld_ab_tag
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere

DAUER = "platzgeld.hoechstdauer_tage"


@regel("VG213", Schwere.WARNUNG, ausnahmefaehig=True)
def platzgeld_beginn(kontext: Pruefkontext) -> Iterator[Fund]:
    """Beginn und Höchstdauer des Platzgelds sind eindeutig.

    Was: Verlangt genau eine der Angaben ab_tag und ab_woche, oder beide mit ab_tag = ab_woche × 7 − 6, und als
        Höchstdauer eine Zahl von Tagen oder „unbegrenzt“. Ohne Abwesenheitsregel ist nichts zu prüfen.
    Warum: „Ab der 5. Woche“ ist der 29. Tag; wer anders zählt, rechnet bis zu einer Woche zu viel ab. Ohne
        Höchstdauer bleibt offen, wie lange ein Platz frei gehalten und bezahlt wird.
    Falsch: ab_woche: 5, hoechstdauer_tage: null
    Richtig: ab_woche: 5, hoechstdauer_tage: 84 (oder unbegrenzt)
    Rechtsgrundlage: Abwesenheitsregel der Vereinbarung; Landesrahmenvertrag.
    Seit: 0.1.0
    """
    platzgeld = getattr(kontext.profil, "platzgeld", None)
    if platzgeld is None or kontext.manifest.platzgeld is None:
        return
    tag, woche = angabe(platzgeld, "ab_tag", int), angabe(platzgeld, "ab_woche", int)
    zu_klein = [name for name, wert in (("ab_tag", tag), ("ab_woche", woche)) if wert is not None and wert < 1]
    beginn = _beginn(woche, platzgeld_ab_tag(tag, woche))
    gezaehlt = platzgeld_ab_tag(None, woche)
    if tag is None and woche is None:
        meldung = "Es steht nicht fest, ab wann das Platzgeld gilt: „ab_tag“ und „ab_woche“ fehlen."
        yield Fund(meldung, "platzgeld", hilfe="Geben Sie „ab_woche“ oder „ab_tag“ an.")
    elif zu_klein:
        meldung = f"Platzgeld {beginn}: Gezählt wird ab dem 1. Tag und der 1. Woche der Abwesenheit."
        yield Fund(meldung, f"platzgeld.{zu_klein[0]}", hilfe="Geben Sie eine Zahl ab 1 an.")
    elif tag is not None and gezaehlt is not None and tag != gezaehlt:
        yield Fund(
            f"Platzgeld ab Tag {tag} und ab {woche}. Woche widersprechen sich: Die {woche}. Woche beginnt mit Tag "
            f"{gezaehlt} (Differenz {tag - gezaehlt} Tage).",
            "platzgeld.ab_tag",
            ("platzgeld.ab_woche",),
            hilfe="Streichen Sie eine der beiden Angaben.",
        )
    dauer = getattr(platzgeld, "hoechstdauer_tage", None)
    if dauer is None:
        yield Fund(
            f"Platzgeld {beginn}; eine Höchstdauer ist nicht geregelt.",
            DAUER,
            ("platzgeld.ab_tag" if woche is None else "platzgeld.ab_woche",),
            hilfe="Vereinbaren Sie „hoechstdauer_tage“ als Zahl oder „unbegrenzt“.",
        )
    elif isinstance(dauer, int) and dauer < 1:
        meldung = f"Die Höchstdauer des Platzgelds von {dauer} Tagen ist keine: Es würde nie gezahlt."
        yield Fund(meldung, DAUER, hilfe="Geben Sie eine Zahl ab 1 oder „unbegrenzt“ an.")


def _beginn(woche: int | None, tag: int | None) -> str:
    if tag is None:
        return "ohne Beginn"
    return f"ab Tag {tag}" if woche is None else f"ab {woche}. Woche (Tag {tag})"
