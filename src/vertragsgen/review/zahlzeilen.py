"""The table of figures of one provider: each figure once, named by the calculation where it knows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct, field
from msgspec.structs import replace

from vertragsgen.review.bericht import Dokumentbericht, Zahlzeile
from vertragsgen.review.herkunft import Herkunft
from vertragsgen.review.modell import Aenderung, Risiko, Zahlaenderung, Zahlart
from vertragsgen.review.rechenwerte import Rechenwert
from vertragsgen.review.zahlen import wert

# The same old and new value at another place is the same figure; small numbers („3“ → „4“) may meet by chance.
_EINDEUTIG = (Zahlart.BETRAG, Zahlart.DATUM, Zahlart.IBAN)
# Kinds that have a value; „1:2,5“ and a date are what is printed.
_MIT_WERT = (Zahlart.BETRAG, Zahlart.ZAHL, Zahlart.PROZENT)


class _Zeile(Struct):
    dokument: str
    zahl: Zahlaenderung
    stelle: str
    werte: list[Rechenwert]
    position: tuple[str, ...]
    unerklaert: bool
    weitere: list[str] = field(default_factory=list)


def zahlzeilen(
    profil: str, traeger: str, paket: str, dokumente: Sequence[Dokumentbericht], quelle: Herkunft
) -> Iterator[Zahlzeile]:
    """One row for each figure that differs (a § is wording), in order of the documents, with its further places."""
    zeilen: dict[tuple[object, ...], _Zeile] = {}
    for dokument in dokumente:
        for aenderung in dokument.vergleich.aenderungen:
            for nummer, zahl in enumerate(aenderung.zahlen):
                neue = _zeile(paket, dokument, aenderung, zahl, nummer, quelle)
                # Listed with the wording, once; only what nobody can explain stands here, too.
                if zahl.ist_norm and not neue.unerklaert:
                    continue
                key = _gleiche_zahl(neue, nummer)
                if key in zeilen:
                    zeilen[key].weitere.append(neue.stelle)
                    zeilen[key].unerklaert |= neue.unerklaert
                else:
                    zeilen[key] = neue
    for zeile in zeilen.values():
        wirkungen = [eins.wirkung for eins in zeile.werte if eins.wirkung is not None]
        tage = {eins.tage for eins in zeile.werte}
        yield Zahlzeile(
            profil, traeger, zeile.dokument, zeile.stelle, zeile.zahl, tuple(zeile.weitere),
            tage=next(iter(tage)) if len(tage) == 1 else None,
            jahreswirkung=sum(wirkungen, Decimal(0)) if wirkungen else None,
            unerklaert=zeile.unerklaert,
            art=zeile.werte[0].art if zeile.werte else "",
            position=zeile.position,
        )  # fmt: skip


def _gleiche_zahl(zeile: _Zeile, nummer: int) -> tuple[object, ...]:
    zahl = zeile.zahl
    dezimal = "," in zahl.alt and "," in zahl.neu
    if zeile.werte or dezimal or (zahl.art in _EINDEUTIG and zahl.alt and zahl.neu):
        return (zahl.art is Zahlart.PROZENT, _gemeint(zahl.art, zahl.alt), _gemeint(zahl.art, zahl.neu))
    return (zeile.stelle, nummer)


def _gemeint(art: Zahlart, text: str) -> Decimal | str:
    """The value where there is one: „4,88“, „4,88 €“ and „4,8800“ are the same amount, whatever space or sign is printed."""
    gelesen = wert(text) if art in _MIT_WERT else None
    return text if gelesen is None else gelesen


def _zeile(
    paket: str, dokument: Dokumentbericht, aenderung: Aenderung, zahl: Zahlaenderung, nummer: int, quelle: Herkunft
) -> _Zeile:
    werte = quelle.rechenwerte(zahl)
    stelle = f"{dokument.titel}, {zahl.stelle}"
    unerklaert = aenderung.risiko is Risiko.UNERKLAERT and not quelle.erklaert(
        dokument.datei.rpartition(".")[0], aenderung, zahl
    )
    if not werte:
        position = (paket, dokument.datei, zahl.stelle, str(nummer))
        return _Zeile(dokument.datei, zahl, stelle, werte, position, unerklaert)
    bezeichnung = benenne(werte)
    zahl = replace(zahl, bezeichnung=bezeichnung, einheit="€", art=Zahlart.BETRAG)
    return _Zeile(dokument.datei, zahl, stelle, werte, (paket, bezeichnung), unerklaert)


def benenne(werte: Sequence[Rechenwert]) -> str:
    """„Grundpauschale, Hilfebedarfsgruppe 1, 2 und 3“.

    >>> zahl = Decimal(1)
    >>> benenne([Rechenwert("Grundpauschale", f"Gruppe {n}", "satz", zahl, zahl) for n in (1, 2)])
    'Grundpauschale, Gruppe 1 und 2'
    """
    nach_titel: dict[str, list[str]] = {}
    for eins in werte:
        liste = nach_titel.setdefault(eins.titel, [])
        if eins.von and eins.von not in liste:
            liste.append(eins.von)
    return "; ".join(f"{titel}, {_aufzaehlung(von)}" if von else titel for titel, von in nach_titel.items())


def _aufzaehlung(von: list[str]) -> str:
    if len(von) == 1:
        return von[0]
    anfang = von[0].rpartition(" ")[0] + " "
    if len(anfang) > 1 and all(eins.startswith(anfang) for eins in von):
        von = [von[0], *(eins.removeprefix(anfang) for eins in von[1:])]
    return f"{', '.join(von[:-1])} und {von[-1]}"
