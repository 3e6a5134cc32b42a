"""The report as Markdown for a comment: folded, and cut honestly where it would be too long.

Whole blocks are left out, from the lowest risk up: providers first, then wording without weight, at last figures. How
much was left out is said, and where all of it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from vertragsgen.review.bericht import (
    Aenderungsbericht,
    Befundgruppe,
    Position,
    Stand,
    Traegerbericht,
    Wortgruppe,
    Zahlzeile,
)
from vertragsgen.review.berichttext import sichtbar
from vertragsgen.review.berichtworte import (
    STAND,
    WAS,
    abweichung,
    differenz,
    euro,
    menge,
    namen,
    prozent,
    tausender,
    urteilszeilen,
    wert,
    wie_oft,
)
from vertragsgen.review.markdowntext import als_html, als_markdown
from vertragsgen.review.modell import Aenderung, Aenderungsart, Risiko
from vertragsgen.review.stellen import kurz
from vertragsgen.review.wortdiff import Stueck, Stueckart

MARKE = "<!-- vertragsgen:diff v1 -->"
# GitHub takes 65,536 characters.
GRENZE = 65_000
_UMFELD = 70
_LANG = 700
_NAME = 120
_TAGS = {Stueckart.GELOESCHT: "del", Stueckart.EINGEFUEGT: "ins"}
# What is left out first has the highest number; the classes of risk stand between.
_KOPF, _BEFUNDE, _AUSREISSER, _POSITIONEN, _WORTLAUT, _RAHMEN, _TRAEGER = -1, 0, 1, 10, 20, 40, 50


class _Block(Struct, frozen=True):
    """Some lines that stay or go together. ``abschnitt`` is what is printed before the first of its kind that stays."""

    rang: int
    text: str
    abschnitt: tuple[str, ...] = ()
    art: str = ""


def als_markdown_bericht(bericht: Aenderungsbericht, grenze: int = GRENZE, wo: str = "") -> str:
    """The report in at most ``grenze`` characters; ``wo`` is a sentence that says where the whole of it is."""
    bloecke = list(_bloecke(bericht))
    weg: set[int] = set()
    text = _setze(bloecke, weg, wo)
    # From the highest rank down, within a rank from its end.
    folge = sorted(range(len(bloecke)), key=lambda k: (bloecke[k].rang, k))
    while _laenge(text) > grenze and folge and bloecke[folge[-1]].rang > _KOPF:
        zuviel = _laenge(text) - grenze
        while zuviel > 0 and folge and bloecke[folge[-1]].rang > _KOPF:
            k = folge.pop()
            weg.add(k)
            zuviel -= _laenge(bloecke[k].text) + 1
        text = _setze(bloecke, weg, wo)
    return text


def _laenge(text: str) -> int:
    """Characters as GitHub counts them at worst: those outside the basic plane twice."""
    return len(text) + sum(zeichen > "\uffff" for zeichen in text)


def _setze(bloecke: Sequence[_Block], weg: set[int], wo: str) -> str:
    zeilen: list[str] = []
    offen: tuple[str, ...] = ()
    for k, block in enumerate(bloecke):
        if k in weg:
            continue
        if block.abschnitt != offen:
            gleich = 0
            while gleich < min(len(offen), len(block.abschnitt)) and offen[gleich] == block.abschnitt[gleich]:
                gleich += 1
            for titel in block.abschnitt[gleich:]:
                zeilen += ["", titel]
            offen = block.abschnitt
        zeilen.append(block.text)
    if weg:
        zaehlung = Counter(bloecke[k].art for k in sorted(weg))
        liste = ", ".join(f"{tausender(anzahl)} {art}" for art, anzahl in zaehlung.items())
        zeilen += ["", f"**Hier weggelassen, weil der Kommentar zu lang würde:** {liste}.{f' {wo}' if wo else ''}"]
    return "\n".join(zeilen).rstrip() + "\n"


def _bloecke(bericht: Aenderungsbericht) -> Iterator[_Block]:
    erste, *weitere = urteilszeilen(bericht)
    kopf = [MARKE, "## Was sich in den Verträgen ändert", "", f"**{erste}**", ""]
    kopf += [f"- {satz}" for satz in weitere]
    yield _Block(_KOPF, "\n".join(kopf))
    yield _Block(_KOPF, f"\nVergleich: {als_markdown(bericht.alt)} → {als_markdown(bericht.neu)}")
    for titel, gruppen in (
        ("### Neue Befunde der Prüfung", bericht.befunde_neu),
        ("### Behoben", bericht.befunde_behoben),
    ):
        for gruppe in gruppen:
            yield _Block(_BEFUNDE, _befund(gruppe), (titel, ""), "Befunde")
    yield from _zahlen(bericht)
    for risiko, wortgruppen in bericht.wortlaut_nach_risiko():
        for eine in wortgruppen:
            # What nothing explains stays as long as anything does.
            rang = _AUSREISSER if risiko is Risiko.UNERKLAERT else _WORTLAUT + risiko
            yield _Block(rang, _gruppe(eine), ("### Wortlaut", f"#### {risiko.titel}"), f"Stellen „{risiko.titel}“")
    for rahmen in bericht.rahmen:
        text = "\n".join(_rahmen(rahmen.pfad, rahmen.vergleich.aenderungen, rahmen.vergleich.hinweise))
        yield _Block(_RAHMEN, text, ("### Geänderte Rahmen",), "Rahmen")
    for eins in bericht.traeger:
        yield _Block(_TRAEGER, "\n".join(_traeger(eins)), ("### Je Träger",), "Träger")
    for hinweis in bericht.hinweise:
        yield _Block(_BEFUNDE, f"- {als_markdown(hinweis)}", ("### Hinweise", ""), "Hinweise")


def _befund(gruppe: Befundgruppe) -> str:
    wer = als_markdown(namen([kurz(name, _NAME) for name in gruppe.profile]))
    meldung = als_markdown(kurz(gruppe.meldung, _LANG))
    return f"- **{gruppe.code}** ({gruppe.schwere.wort}), {wie_oft(gruppe)}: {meldung} ({wer})"


_KOPFZEILE = (
    "| Träger | Was | alt | neu | Δ | Δ % | im Jahr | Stelle |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |"
)
_KOPF_POSITION = (
    "| Was | Träger | Δ | Δ % | Spanne | im Jahr | Stelle |\n| --- | ---: | ---: | ---: | --- | ---: | --- |"
)


def _zahlen(bericht: Aenderungsbericht) -> Iterator[_Block]:
    if not bericht.viele:
        for zeile in bericht.zahlen:
            rang = _AUSREISSER if zeile.unerklaert or zeile.ausreisser else _POSITIONEN
            yield _Block(rang, _zeile(zeile), ("### Zahlen", _KOPFZEILE), "Zahlen")
        return
    for zeile in bericht.ausreisser:
        yield _Block(_AUSREISSER, _zeile(zeile), ("### Zahlen", "#### Zuerst ansehen", _KOPFZEILE), "auffällige Zahlen")
    for position in bericht.positionen:
        abschnitt = ("### Zahlen", "#### Je Position", _KOPF_POSITION)
        yield _Block(_POSITIONEN, _position(position), abschnitt, "Positionen der Zahlen")


def _zellen(*zellen: str) -> str:
    return f"| {' | '.join(zellen)} |"


def _zeile(zeile: Zahlzeile) -> str:
    zahl = zeile.zahl
    grund = abweichung(zeile)
    was = als_markdown(kurz(zahl.bezeichnung, _NAME)) + (f" **({grund})**" if grund else "")
    weitere = f" (+ {menge(len(zeile.weitere), 'Stelle', 'Stellen')})" if zeile.weitere else ""
    return _zellen(
        als_markdown(kurz(zeile.traeger, _NAME)),
        was,
        als_markdown(wert(zahl.alt, zahl.einheit, "–")),
        als_markdown(wert(zahl.neu, zahl.einheit, "–")),
        differenz(zahl.differenz, zahl.einheit),
        prozent(zahl.prozent) if zahl.prozent is not None and zahl.einheit != "%" else "",
        euro(zeile.jahreswirkung) if zeile.jahreswirkung is not None else "",
        als_markdown(kurz(zeile.stelle, 2 * _NAME)) + weitere,
    )


def _position(position: Position) -> str:
    hat_prozent = position.prozent is not None and position.einheit != "%"
    von, bis = position.prozent_von, position.prozent_bis
    if position.alt and position.neu:
        alt, neu = (wert(text, position.einheit, "") for text in (position.alt, position.neu))
        spanne = als_markdown(f"{alt} → {neu}")
    elif hat_prozent and von is not None and bis is not None and von != bis:
        spanne = f"{prozent(von)} bis {prozent(bis)}"
    else:
        spanne = als_markdown(f"→ {wert(position.neu, position.einheit, '')}") if position.neu else ""
    ohne = f"; unverändert bei {als_markdown(namen(position.ohne))}" if position.ohne else ""
    wer = als_markdown(kurz(position.zeilen[0].traeger, _NAME)) if position.anzahl == 1 else tausender(position.anzahl)
    gleich = position.differenz_von == position.differenz_bis
    return _zellen(
        als_markdown(kurz(position.bezeichnung, _NAME)),
        wer,
        differenz(position.differenz_von, position.einheit) if gleich else "",
        prozent(position.prozent) if hat_prozent and position.prozent is not None else "",
        spanne,
        euro(position.jahreswirkung) if position.jahreswirkung is not None else "",
        als_markdown(kurz(position.stelle, 2 * _NAME)) + ohne,
    )


def _gruppe(gruppe: Wortgruppe) -> str:
    traeger = [kurz(stelle.traeger, _NAME) for stelle in gruppe.fundstellen if stelle.traeger]
    wo = f", in {menge(gruppe.anzahl, 'Dokument', 'Dokumenten')}" if traeger else ""
    apart = f" **(abweichend von {tausender(gruppe.abweichend_von)} anderen)**" if gruppe.abweichend_von else ""
    zeilen = [f"- **{als_markdown(kurz(gruppe.stelle, 2 * _NAME))}**: {WAS[gruppe.aenderung.art]}{wo}{apart}"]
    for aenderung in (gruppe.aenderung, *gruppe.folgen):
        zeilen += [f"  <br>{text}" for text in _aenderung(aenderung)]
    if traeger:
        zeilen.append(f"  <br><sub>{als_markdown(namen(traeger))}</sub>")
    return "\n".join(zeilen)


def _aenderung(aenderung: Aenderung) -> Iterator[str]:
    if aenderung.art is Aenderungsart.VERSCHOBEN:
        yield f"vorher {als_markdown(aenderung.stelle_alt)}: {als_markdown(kurz(aenderung.neu, _LANG))}"
    elif aenderung.art is not Aenderungsart.FORMAT:
        yield _redline(aenderung.stuecke)
    yield from (als_markdown(kurz(satz, _LANG)) for satz in aenderung.format)


def _redline(stuecke: Sequence[Stueck]) -> str:
    teile, letztes = [], len(stuecke) - 1
    for k, stueck in enumerate(stuecke):
        text = stueck.text
        # A space at the edge keeps words apart; escaping would take it.
        vor, nach = (" " if zeichen.isspace() else "" for zeichen in (text[:1] or "x", text[-1:] or "x"))
        if stueck.art is Stueckart.GLEICH:
            teile.append(f"{vor}{als_markdown(_umfeld(text, k == 0, k == letztes))}{nach}")
        else:
            tag = _TAGS[stueck.art]
            text = sichtbar(text)
            teile.append(f"{vor}<{tag}>{als_markdown(kurz(text, _LANG))}</{tag}>{nach}")
    return "".join(teile).strip()


def _umfeld(text: str, erstes: bool, letztes: bool) -> str:
    """Equal text, as much of it as is needed to find the place."""
    if len(text) <= 2 * _UMFELD:
        return text
    vorne = "" if erstes and not letztes else text[:_UMFELD].rpartition(" ")[0] + " "
    hinten = "" if letztes else " " + text[-_UMFELD:].partition(" ")[2]
    return f"{vorne}…{hinten}"


def _rahmen(pfad: str, aenderungen: Sequence[Aenderung], hinweise: Sequence[str]) -> Iterator[str]:
    yield f"- **{als_markdown(pfad)}**: {menge(len(aenderungen), 'Stelle', 'Stellen')}"
    for aenderung in aenderungen:
        for text in _aenderung(aenderung):
            yield f"  <br>{als_markdown(aenderung.stelle)}: {text}"
    yield from (f"  <br>{als_markdown(hinweis)}" for hinweis in hinweise)


def _traeger(eins: Traegerbericht) -> Iterator[str]:
    wirkung = f", im Jahr {euro(eins.jahreswirkung)}" if eins.jahreswirkung is not None else ""
    name = als_html(f"{kurz(eins.traeger, _NAME)} ({eins.profil})" if eins.traeger else eins.profil)
    yield f"<details><summary>{name}: {STAND[eins.stand]}{wirkung}</summary>"
    yield ""
    for dokument in eins.dokumente:
        if dokument.stand is Stand.GEAENDERT:
            stellen = menge(len(dokument.vergleich.aenderungen), "Stelle", "Stellen")
            yield f"- {als_markdown(dokument.datei)}: {stellen}"
        elif dokument.stand is not Stand.GLEICH:
            yield f"- {als_markdown(dokument.datei)}: {STAND[dokument.stand]}"
    for zeile in eins.zahlen:
        zahl = zeile.zahl
        werte = f"{wert(zahl.alt, zahl.einheit, '(neu)')} → {wert(zahl.neu, zahl.einheit, '(gestrichen)')}"
        yield f"- {als_markdown(kurz(zahl.bezeichnung, _NAME))}: {als_markdown(werte)}"
    if eins.profilpfade:
        yield f"- Im Profil geändert: {als_markdown(namen(eins.profilpfade))}"
    if eins.paketteile:
        yield f"- Im Vorlagenpaket geändert: {als_markdown(namen(eins.paketteile))}"
    yield from ("", "</details>")
