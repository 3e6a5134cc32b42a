"""Four general conditions that packages parametrise: sum, coverage, threshold, presence.

They run over values of profile and calculation; the path ``angaben.orte.*.zeiten`` stands for one value for each
entry of ``orte``. What is missing makes a condition not checkable, never passed.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from vertragsgen.calculation.angaben import dezimal
from vertragsgen.checks.regel import Fund, Pruefkontext
from vertragsgen.money import format_betrag
from vertragsgen.notation import Notationsfehler, format_menge, parse_menge
from vertragsgen.package.pruefwerte_paket import Abdeckung, Bedingungen, Schwelle, Summe, Vorhanden
from vertragsgen.source.platzhalter import Platzhalter

JE = "*"
BERECHNUNG = "berechnung"


def werte_an(kontext: Pruefkontext, pfad: str) -> list[tuple[str, Any]]:
    """The values at a path with their own paths; ``None`` where there is none, one for each entry at a ``*``."""
    name, *rest = pfad.split(".")
    wurzel = kontext.berechnung if name == BERECHNUNG else getattr(kontext.profil, name, None)
    return list(_abstieg(wurzel, rest, name))


def _abstieg(wert: Any, schritte: list[str], pfad: str) -> Iterator[tuple[str, Any]]:
    if isinstance(wert, Platzhalter):
        wert = None
    if not schritte:
        yield pfad, wert
    elif schritte[0] == JE:
        for nummer, eintrag in enumerate(wert if isinstance(wert, list | tuple) else ()):
            yield from _abstieg(eintrag, schritte[1:], f"{pfad}.{nummer}")
    else:
        if isinstance(wert, list | tuple) and schritte[0].isdecimal():
            weiter = wert[int(schritte[0])] if int(schritte[0]) < len(wert) else None
        else:
            weiter = wert.get(schritte[0]) if isinstance(wert, dict) else getattr(wert, schritte[0], None)
        yield from _abstieg(weiter, schritte[1:], f"{pfad}.{schritte[0]}")


def pruefe_bedingungen(kontext: Pruefkontext, bedingungen: Bedingungen) -> Iterator[Fund]:
    """What the values of a profile do not fulfil, in the order of the manifest."""
    for vorhanden in bedingungen.vorhanden:
        yield from pruefe_vorhanden(kontext, vorhanden)
    for abdeckung in bedingungen.abdeckungen:
        yield from pruefe_abdeckung(kontext, abdeckung)
    for schwelle in bedingungen.schwellen:
        yield from pruefe_schwelle(kontext, schwelle)
    for summe in bedingungen.summen:
        yield from pruefe_summe(kontext, summe)


def pruefe_vorhanden(kontext: Pruefkontext, bedingung: Vorhanden) -> Iterator[Fund]:
    """Something must stand at the path; this is the one condition that a missing value does not make uncheckable."""
    if bedingung.oder:
        pfade = [bedingung.pfad, *bedingung.oder]
        if not any(_steht_da(wert) for pfad in pfade for _, wert in werte_an(kontext, pfad)):
            namen = "“ noch „".join(pfade)
            meldung = f"{bedingung.titel}: Verlangt ist eine der Angaben; weder „{namen}“ ist angegeben."
            yield Fund(meldung, bedingung.pfad, tuple(bedingung.oder))
        return
    for pfad, wert in werte_an(kontext, bedingung.pfad) or [(bedingung.pfad.split(f".{JE}")[0], None)]:
        if wert is False:
            yield Fund(f"{bedingung.titel}: „{pfad}“ ist verneint; verlangt ist „true“.", pfad)
        elif not _steht_da(wert):
            yield Fund(f"{bedingung.titel}: Die Angabe „{pfad}“ fehlt.", pfad)


def _steht_da(wert: Any) -> bool:
    """True unless the value is missing, empty or denied."""
    return not (wert is None or wert is False or wert == "" or (isinstance(wert, list | tuple | dict) and not wert))


def pruefe_abdeckung(kontext: Pruefkontext, bedingung: Abdeckung) -> Iterator[Fund]:
    """Every required value has an entry."""
    listen = werte_an(kontext, bedingung.pfad)
    if not listen:
        yield _offen(bedingung.titel, bedingung.pfad)
    for pfad, liste in listen:
        if not isinstance(liste, list | tuple) or not liste:
            yield _offen(bedingung.titel, pfad)
            continue
        da = {str(_feld(eintrag, bedingung.feld)) for eintrag in liste}
        fehlt = [wert for wert in bedingung.werte if wert not in da]
        if fehlt:
            soll = ", ".join(bedingung.werte)
            yield Fund(f"{bedingung.titel}: Es fehlt {', '.join(fehlt)}; verlangt ist {soll}.", pfad)


def pruefe_schwelle(kontext: Pruefkontext, bedingung: Schwelle) -> Iterator[Fund]:
    """Every value lies within the bounds, or (``einmal``) one of each list does."""
    stellen = werte_an(kontext, bedingung.pfad)
    if not stellen:
        yield _offen(bedingung.titel, bedingung.pfad)
    for pfad, wert in stellen:
        werte = wert if isinstance(wert, list | tuple) else (wert,)
        gezaehlt = [eintrag for eintrag in werte if _zaehlt(eintrag, bedingung)]
        paare = [(_vergleichbar(_feld(eintrag, bedingung.feld)), eintrag) for eintrag in gezaehlt]
        bekannt = [(zahl, eintrag) for zahl, eintrag in paare if zahl is not None]
        falsch = [(zahl, eintrag) for zahl, eintrag in bekannt if not _innerhalb(zahl, eintrag, bedingung)]
        passt = len(falsch) < len(bekannt)
        if len(bekannt) < len(paare) or not werte:
            if not (bedingung.einmal and passt):
                yield _offen(bedingung.titel, pfad)
        elif bedingung.einmal and not passt:
            ist = ", ".join(_zeige(zahl) for zahl, _ in falsch) or "keine Angabe"
            yield Fund(f"{bedingung.titel}: {ist}; verlangt ist {_grenzen(None, bedingung)}.", pfad)
        elif falsch and not bedingung.einmal:
            teile = [f"{_zeige(zahl)}; verlangt ist {_grenzen(eintrag, bedingung)}" for zahl, eintrag in falsch]
            if bedingung.min_feld is None and bedingung.max_feld is None:
                teile = [f"{', '.join(_zeige(zahl) for zahl, _ in falsch)}; verlangt ist {_grenzen(None, bedingung)}"]
            yield Fund(f"{bedingung.titel}: {'; '.join(teile)}.", pfad)


def pruefe_summe(kontext: Pruefkontext, bedingung: Summe) -> Iterator[Fund]:
    """The result is the sum of its parts, to the cent."""
    summe = Decimal(0)
    wege = []
    for summand in bedingung.summanden:
        for pfad, wert in werte_an(kontext, summand.pfad):
            faktor: Decimal | None = Decimal(1)
            if summand.mal is not None:
                geschwister = f"{pfad.rpartition('.')[0]}.{summand.mal}"
                faktor = _zahl(werte_an(kontext, geschwister)[0][1])
            zahl = _zahl(wert)
            if zahl is None or faktor is None:
                yield _offen(bedingung.titel, pfad)
                return
            summe += zahl * faktor
            mal = "" if summand.mal is None else f"{format_menge(faktor)} × "
            wege.append(f"{mal}{format_betrag(zahl)}")
    pfad, wert = next(iter(werte_an(kontext, bedingung.ergebnis)), (bedingung.ergebnis, None))
    ist = _zahl(wert)
    if ist is None:
        yield _offen(bedingung.titel, pfad)
    elif ist != summe:
        rechnung = " + ".join(wege)
        yield Fund(
            f"{bedingung.titel} {format_betrag(ist)} € ungleich {rechnung} = {format_betrag(summe)} € "
            f"(Differenz {format_betrag(ist - summe)} €).",
            pfad,
            weitere=tuple(pfad for summand in bedingung.summanden for pfad, _ in werte_an(kontext, summand.pfad)),
        )


def _offen(titel: str, pfad: str) -> Fund:
    return Fund(f"{titel}: Die Angabe „{pfad}“ fehlt.", pfad.split(f".{JE}")[0], nicht_pruefbar=True)


def _feld(eintrag: Any, feld: str | None) -> Any:
    if feld is None:
        return eintrag
    return eintrag.get(feld) if isinstance(eintrag, dict) else getattr(eintrag, feld, None)


def _zahl(wert: Any) -> Decimal | None:
    return dezimal(_Wert(wert), "wert")


class _Wert:
    """A bare value as the reader of profile values wants it."""

    def __init__(self, wert: Any) -> None:
        self.wert = wert


def _vergleichbar(wert: Any) -> Decimal | str | None:
    """A number, or a time of day as ``HH:MM``."""
    if isinstance(wert, str):
        if ":" in wert:
            return wert.rjust(5, "0")
        try:
            return parse_menge(wert)
        except Notationsfehler:
            return None
    return _zahl(wert)


def _zaehlt(eintrag: Any, bedingung: Schwelle) -> bool:
    """True if the entry is one that the condition is about."""
    return all(str(_feld(eintrag, feld)) in werte for feld, werte in bedingung.nur.items())


def _schranken(eintrag: Any, bedingung: Schwelle) -> tuple[list[str], list[str]]:
    """Lower and upper bounds for one entry, those that stand beside its value included."""
    paare = ((bedingung.min, bedingung.min_feld), (bedingung.max, bedingung.max_feld))
    unten, oben = (
        [str(grenze) for grenze in (fest, None if feld is None else _feld(eintrag, feld)) if grenze is not None]
        for fest, feld in paare
    )
    return unten, oben


def _innerhalb(zahl: Decimal | str, eintrag: Any, bedingung: Schwelle) -> bool:
    unten, oben = ([_vergleichbar(grenze) for grenze in grenzen] for grenzen in _schranken(eintrag, bedingung))
    kleiner = _kleiner if bedingung.grenze_ausgenommen else _nicht_groesser
    return all(grenze is None or kleiner(grenze, zahl) for grenze in unten) and all(
        grenze is None or kleiner(zahl, grenze) for grenze in oben
    )


def _nicht_groesser(eins: Decimal | str, zwei: Decimal | str) -> bool:
    return eins == zwei or _kleiner(eins, zwei)


def _kleiner(eins: Decimal | str, zwei: Decimal | str) -> bool:
    """Numbers with numbers, times with times; anything else does not compare."""
    if isinstance(eins, str) and isinstance(zwei, str):
        return eins < zwei
    return isinstance(eins, Decimal) and isinstance(zwei, Decimal) and eins < zwei


def _zeige(zahl: Decimal | str) -> str:
    return zahl if isinstance(zahl, str) else format_menge(zahl)


def _grenzen(eintrag: Any, bedingung: Schwelle) -> str:
    unten, oben = _schranken(eintrag, bedingung)
    if bedingung.grenze_ausgenommen:
        teile = [_jenseits(grenze, "nach", "über") for grenze in unten]
        teile += [_jenseits(grenze, "vor", "unter") for grenze in oben]
        return ("einmal " if bedingung.einmal else "") + "ein Wert " + " und ".join(teile)
    teile = [f"mindestens {grenze}" for grenze in unten] + [f"höchstens {grenze}" for grenze in oben]
    return ("einmal " if bedingung.einmal else "") + " und ".join(teile)


def _jenseits(grenze: str, zeit: str, zahl: str) -> str:
    """„nach 17:00“, „über 10“."""
    return f"{zeit if ':' in grenze else zahl} {grenze}"
