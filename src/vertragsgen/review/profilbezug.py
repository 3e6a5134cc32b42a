"""Which values of a profile a comparison touches, and what they would have to be: a proposal as YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct

from vertragsgen.diagnostics import Mark
from vertragsgen.inspection.unbenutzt import profilwerte
from vertragsgen.money import format_betrag
from vertragsgen.notation import Notationsfehler, format_datum, parse_datum
from vertragsgen.pipeline import run
from vertragsgen.review.modell import Aenderung, Dokumentvergleich, Zahlaenderung, Zahlart
from vertragsgen.review.wortdiff import Stueckart
from vertragsgen.review.zahlen import wert as zahlenwert
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import Workspace

Wert = str | int | Decimal | date
# A shorter text stands in a sentence by chance.
_KUERZESTER = 4
_KLARTEXT = re.compile(r"[A-Za-zÄÖÜäöüß][A-Za-zÄÖÜäöüß0-9 ./()&-]*")


class Profilwert(Struct, frozen=True):
    """A value of the profile with its path („verguetung.saetze.0.grundpauschale“) and place."""

    pfad: tuple[str, ...]
    wert: Wert
    mark: Mark | None = None


class Betroffen(Struct, frozen=True):
    """A profile value that a change touches: what it would be, where the change stands, and how sure that is.

    ``auch`` are other paths with the same old value, between which nothing in the document decides.
    """

    wert: Profilwert
    neu: str
    stelle: str
    auch: tuple[Profilwert, ...] = ()


def lies_profilwerte(workspace: Workspace, profil: str, stichtag: date) -> list[Profilwert]:
    """All values that the profile sets; none if it cannot be loaded."""
    ergebnis = run(Werkstatt(workspace), profil, stichtag=stichtag, entwurf=True)
    kontext = ergebnis.textkontext
    if kontext is None:
        return []
    return [
        Profilwert(tuple(map(str, pfad)), wert, kontext.pruefung.mark(".".join(map(str, pfad))))
        for pfad, wert in profilwerte(kontext)
    ]


def betroffene(werte: Sequence[Profilwert], vergleich: Dokumentvergleich) -> list[Betroffen]:
    """The profile values that the changes of a document touch, each once, in the order of the document."""
    found: dict[tuple[tuple[str, ...], str], Betroffen] = {}
    for aenderung in vergleich.aenderungen:
        texte = list(_texte(werte, aenderung))
        for eins in texte:
            found.setdefault((eins.wert.pfad, eins.neu), eins)
        # „Sielwall 3“ is a text of the profile; its house number is none of the profile's numbers.
        vergeben = [str(eins.wert.wert) for eins in texte]
        for zahl in aenderung.zahlen:
            if not any(_steht_in(zahl.alt, text) for text in vergeben):
                for eins in _zahl(werte, zahl):
                    found.setdefault((eins.wert.pfad, eins.neu), eins)
    return list(found.values())


def _zahl(werte: Sequence[Profilwert], zahl: Zahlaenderung) -> Iterator[Betroffen]:
    if not zahl.alt or not zahl.neu:
        return
    if zahl.art is Zahlart.DATUM:
        alt, neu = _datum(zahl.alt), _datum(zahl.neu)
        passend = [eins for eins in werte if isinstance(eins.wert, date) and eins.wert == alt]
        text = neu.isoformat() if neu is not None else ""
    elif zahl.art is Zahlart.SCHLUESSEL:
        passend = [eins for eins in werte if isinstance(eins.wert, Decimal) and _schluessel(zahl.alt) == eins.wert]
        text = f'"{"".join(zahl.neu.split())}"'
    elif zahl.art in (Zahlart.NORM, Zahlart.VERWEIS, Zahlart.IBAN):
        return
    else:
        alt_wert, neu_wert = zahlenwert(zahl.alt), zahlenwert(zahl.neu)
        passend = [
            eins
            for eins in werte
            if isinstance(eins.wert, int | Decimal) and not isinstance(eins.wert, bool) and eins.wert == alt_wert
        ]
        text = "" if neu_wert is None else _geschrieben(neu_wert, zahl.art)
    if not passend or not text:
        return
    beste = _beste(passend, zahl)
    if not beste:
        return
    yield Betroffen(beste[0], text, zahl.stelle, tuple(beste[1:]))


def _geschrieben(neu: Decimal, art: Zahlart) -> str:
    return f'"{format_betrag(neu)}"' if art is Zahlart.BETRAG else f"{neu}".replace(".", ",")


def _schluessel(text: str) -> Decimal | None:
    return zahlenwert(text.partition(":")[2])


def _datum(text: str) -> date | None:
    try:
        return parse_datum("".join(text.split()))
    except Notationsfehler:
        return None


def _beste(passend: list[Profilwert], zahl: Zahlaenderung) -> list[Profilwert]:
    """Those whose key the figure's name speaks of; all of them if none does.

    A whole number stands somewhere by chance: it must be named.
    """
    name = _schlicht(f"{zahl.stelle} {zahl.bezeichnung}")

    def passt(eins: Profilwert) -> int:
        schluessel = [teil for teil in eins.pfad if not teil.isdigit()]
        worte = [wort for wort in schluessel[-1].split("_") if len(wort) > 2]
        treffer = sum(1 for wort in worte if wort[:8] in name)
        # The key alone decides; „platzgeld“ in the path only where the place speaks of it, too.
        umfeld = sum((1 if teil[:8] in name else -1) for teil in schluessel[:-1] if teil == "platzgeld")
        return 2 * treffer + umfeld

    hoechste = max(passt(eins) for eins in passend)
    if hoechste <= 0 and zahl.art not in (Zahlart.BETRAG, Zahlart.DATUM) and "," not in zahl.alt:
        return []
    return [eins for eins in passend if passt(eins) == hoechste]


def _schlicht(text: str) -> str:
    klein = text.lower()
    for umlaut, ersatz in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        klein = klein.replace(umlaut, ersatz)
    return klein


def _texte(werte: Sequence[Profilwert], aenderung: Aenderung) -> Iterator[Betroffen]:
    """Texts of the profile that stood in the old wording and are another in the new one."""
    alt, neu = aenderung.alt, aenderung.neu
    if not alt or not neu or alt == neu:
        return
    for eins in werte:
        if not isinstance(eins.wert, str) or len(eins.wert) < _KUERZESTER:
            continue
        start = _stelle_in(eins.wert, alt)
        if start < 0 or _stelle_in(eins.wert, neu) >= 0:
            continue
        ersatz = _ersatz(aenderung, start, start + len(eins.wert))
        if ersatz is not None and ersatz.strip():
            yield Betroffen(eins, _yaml_text(ersatz.strip()), aenderung.stelle)


def _stelle_in(wort: str, text: str) -> int:
    """Where a text of the profile stands as whole words; -1 if nowhere."""
    fund = re.search(rf"(?<!\w){re.escape(_glatt(wort))}(?!\w)", _glatt(text))
    return -1 if fund is None else fund.start()


def _steht_in(zahl: str, text: str) -> bool:
    return bool(zahl) and _stelle_in(zahl, text) >= 0


def _glatt(text: str) -> str:
    # One character for one: places in the smoothed text are places in the text.
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def _ersatz(aenderung: Aenderung, von: int, bis: int) -> str | None:
    """What stands in the new text in place of ``alt[von:bis]``; None if a change reaches beyond it."""
    text = ""
    ort = 0
    for stueck in aenderung.stuecke:
        if stueck.art is Stueckart.EINGEFUEGT:
            if von <= ort <= bis:
                text += stueck.text
            continue
        ende = ort + len(stueck.text)
        links, rechts = max(ort, von), min(ende, bis)
        if stueck.art is Stueckart.GLEICH and links < rechts:
            text += stueck.text[links - ort : rechts - ort]
        elif stueck.art is Stueckart.GELOESCHT and links < rechts and (ort < von or ende > bis):
            return None
        ort = ende
    return _glatt(text)


def _yaml_text(text: str) -> str:
    einfach = _KLARTEXT.fullmatch(text) and text.lower() not in (
        "ja",
        "nein",
        "yes",
        "no",
        "true",
        "false",
        "null",
        "on",
        "off",
    )
    return text if einfach else '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def vorschlag(liste: Iterable[Betroffen]) -> str:
    """The proposal as YAML: the touched keys in their sections, the old value and its place as a comment.

    List entries are named by their number; a value that several keys could mean is listed under the first with the
    others in the comment.
    """
    baum: dict[str, Any] = {}
    for eins in liste:
        knoten = baum
        for teil in eins.wert.pfad[:-1]:
            knoten = knoten.setdefault(teil, {})
        knoten.setdefault(eins.wert.pfad[-1], []).append(eins)
    return "\n".join(_yaml(baum, 0)) + "\n" if baum else ""


def _yaml(baum: dict[str, Any], tiefe: int) -> Iterator[str]:
    luft = "  " * tiefe
    for schluessel, wert in baum.items():
        if isinstance(wert, dict):
            if schluessel.isdigit():
                yield f"{luft}- # {int(schluessel) + 1}. Eintrag der Liste"
                yield from _yaml(wert, tiefe + 1)
            else:
                yield f"{luft}{schluessel}:"
                yield from _yaml(wert, tiefe + 1)
            continue
        for nummer, eins in enumerate(wert):
            # The same key twice would be another mistake: further proposals stand as comments.
            zeichen = luft if nummer == 0 else f"{luft}# oder: "
            name = "-" if schluessel.isdigit() else f"{schluessel}:"
            yield f"{zeichen}{name} {eins.neu}  # {_kommentar(eins)}"


def _kommentar(eins: Betroffen) -> str:
    teile = [f"bisher {_bisher(eins.wert.wert)}"]
    if eins.wert.mark is not None:
        teile.append(str(eins.wert.mark))
    teile.append(f"geändert in: {eins.stelle}")
    if eins.auch:
        teile.append("denselben Wert haben: " + ", ".join(".".join(wert.pfad) for wert in eins.auch))
    return "; ".join(" ".join(teil.split()) for teil in teile)


def _bisher(wert: Wert) -> str:
    if isinstance(wert, date):
        return format_datum(wert)
    return f"{wert}".replace(".", ",") if isinstance(wert, Decimal) else str(wert)
