"""The same figure of many providers in one line, and which of them stand apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from statistics import median

from msgspec.structs import replace

from vertragsgen.money import CENT, runde
from vertragsgen.review.bericht import Position, Zahlzeile

# From so many on it can be told what most do; fewer are read one by one.
MINDESTENS = 5
# What rounding to cents cannot explain: percentage points beyond the cent, and multiples of the usual spread.
_PUNKTE = Decimal("0.05")
_STREUUNG = 5
_MEHRHEIT = Decimal("0.8")
# So many providers without the change may have been forgotten; more than that were left out on purpose.
_VERGESSEN = Decimal("0.05")
_VERGESSEN_MIN = 2


def positionen(zeilen: Sequence[Zahlzeile], profile: Mapping[str, Sequence[str]]) -> tuple[Position, ...]:
    """One :class:`Position` for each distinct ``zeile.position``, outliers marked, by effect.

    ``profile`` are the profiles of each package in the new state: ``position[0]`` names the package.
    """
    gruppen: defaultdict[tuple[str, ...], list[Zahlzeile]] = defaultdict(list)
    for zeile in zeilen:
        gruppen[zeile.position].append(zeile)
    fertig = [_position(gruppe, profile.get(key[0], ()) if key else ()) for key, gruppe in gruppen.items()]
    return tuple(sorted(fertig, key=_rang))


def _rang(position: Position) -> tuple[int, Decimal, int]:
    wirkung = abs(position.jahreswirkung) if position.jahreswirkung is not None else Decimal(-1)
    return (0 if any(z.unerklaert for z in position.zeilen) else 1, -wirkung, -position.anzahl)


def _position(gruppe: list[Zahlzeile], profile: Sequence[str]) -> Position:
    apart = _apart(gruppe)
    zeilen = [replace(zeile, ausreisser=k in apart) for k, zeile in enumerate(gruppe)]
    uebrige = [zeile for zeile in zeilen if not zeile.ausreisser] or zeilen
    prozente = [z.zahl.prozent for z in uebrige if z.zahl.prozent is not None]
    differenzen = [z.zahl.differenz for z in uebrige if z.zahl.differenz is not None]
    wirkungen = [z.jahreswirkung for z in zeilen if z.jahreswirkung is not None]
    gleich = {(z.zahl.alt, z.zahl.neu) for z in zeilen}
    erste = zeilen[0]
    return Position(
        stelle=erste.stelle,
        bezeichnung=erste.zahl.bezeichnung,
        einheit=erste.zahl.einheit,
        zeilen=tuple(zeilen),
        ausreisser=tuple(z for z in zeilen if z.ausreisser),
        ohne=_ohne(zeilen, profile),
        alt=erste.zahl.alt if len(gleich) == 1 else "",
        neu=erste.zahl.neu if len({z.zahl.neu for z in zeilen}) == 1 else "",
        prozent=runde(median(prozente)) if prozente else None,
        prozent_von=min(prozente, default=None),
        prozent_bis=max(prozente, default=None),
        differenz_von=min(differenzen, default=None),
        differenz_bis=max(differenzen, default=None),
        jahreswirkung=sum(wirkungen, Decimal(0)) if wirkungen else None,
    )


def _ohne(zeilen: Sequence[Zahlzeile], profile: Sequence[str]) -> tuple[str, ...]:
    mit = {zeile.profil for zeile in zeilen}
    ohne = tuple(profil for profil in profile if profil not in mit)
    grenze = max(Decimal(_VERGESSEN_MIN), _VERGESSEN * len(profile))
    return ohne if len(mit) >= MINDESTENS and len(ohne) <= grenze else ()


def _apart(gruppe: Sequence[Zahlzeile]) -> set[int]:
    """Indexes of the rows that changed otherwise than most."""
    if len(gruppe) < MINDESTENS:
        return set()
    mit_prozent = {k: z.zahl.prozent for k, z in enumerate(gruppe) if z.zahl.prozent is not None}
    apart = set()
    # Differences and roundings that a sheet prints beside its figures scatter by nature; figures with a name do not.
    if len(mit_prozent) >= MINDESTENS and gruppe[0].art:
        mitte = median(mit_prozent.values())
        streuung = median(abs(p - mitte) for p in mit_prozent.values())
        for k, prozent in mit_prozent.items():
            erlaubt = max(_PUNKTE + _cent_in_prozent(gruppe[k], prozent), _STREUUNG * streuung)
            if abs(prozent - mitte) > erlaubt:
                apart.add(k)
    return apart | _andere_werte(gruppe, set(range(len(gruppe))) - set(mit_prozent))


def _andere_werte(gruppe: Sequence[Zahlzeile], ohne_prozent: set[int]) -> set[int]:
    """Dates, deadlines, norms: apart is what does not become what four of five become."""
    if len(ohne_prozent) < MINDESTENS:
        # Where most can be reckoned with, what came or went stands apart.
        return ohne_prozent if gruppe[0].art and len(gruppe) - len(ohne_prozent) >= MINDESTENS else set()
    haeufigster, anzahl = Counter(gruppe[k].zahl.neu for k in ohne_prozent).most_common(1)[0]
    if anzahl < _MEHRHEIT * len(ohne_prozent):
        return set()
    return {k for k in ohne_prozent if gruppe[k].zahl.neu != haeufigster}


def _cent_in_prozent(zeile: Zahlzeile, prozent: Decimal) -> Decimal:
    """What one cent more or less makes in percent of the old amount."""
    if not prozent or zeile.zahl.differenz is None:
        return Decimal(0)
    return CENT * abs(prozent) / abs(zeile.zahl.differenz)
