"""Edits of a YAML file that leave alone what they are not about: comments, order, quotes, line ends, layout.

The edits are collected against one reading of the text, applied from the end to the beginning, and the result
is read again: it must say exactly what was asked for, or nothing is handed out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from vertragsgen.source.node import to_data
from vertragsgen.source.notate import Felder, Folge, Neu, Roh, quoted
from vertragsgen.source.reader import read_text
from vertragsgen.source.spans import Spanne, Stellen, spans

EINZUG = 2
_TRENNT = re.compile(r"[,\[\]{}]")


class NichtBearbeitbar(ValueError):
    """The file is laid out in a way that cannot be edited safely; ``meldung`` is German and complete."""

    def __init__(self, meldung: str) -> None:
        super().__init__(meldung)
        self.meldung = meldung


class Bearbeitung:
    """Edits of one text. Paths are keys from the top of the file."""

    def __init__(self, text: str) -> None:
        wurzel = spans(text)
        if wurzel is None or wurzel.art != "abschnitt" or wurzel.flow:
            raise NichtBearbeitbar("Die Datei steht als Ganzes in Klammern; sie lässt sich nicht zeilenweise ändern.")
        self._stellen = Stellen(text)
        self._text = text
        self._wurzel = wurzel
        self._schnitte: list[tuple[int, int, str]] = []
        self._erwartet: Any = to_data(read_text(text, "").node)
        self._neu: dict[int, list[str]] = {}

    def hat(self, schluessel: str) -> bool:
        """True if the file has that key at its top."""
        return schluessel in self._wurzel.kinder

    def setze(self, pfad: Sequence[str], neu: Neu, *, nach: str | None = None) -> None:
        """Give the value at ``pfad`` another content; what is the same already stays untouched.

        A key that does not exist is added, at the end of its section or after the key ``nach``; one of a section that
        the new content does not have is taken away with its lines.
        """
        spanne, daten = self._wurzel, self._erwartet
        for tiefe, name in enumerate(pfad[:-1]):
            unter = spanne.kinder.get(name)
            if unter is None or unter.art != "abschnitt":
                rest: Neu = neu
                for schluessel in reversed(pfad[tiefe + 1 :]):
                    rest = Felder(((schluessel, rest),))
                self._eintrag(spanne, name, rest, daten, nach)
                return
            spanne, daten = unter, daten[name]
        self._eintrag(spanne, pfad[-1], neu, daten, nach)

    def text(self) -> str:
        """The edited text; raises :class:`NichtBearbeitbar` if it does not say what was asked for."""
        text = self._text
        einfuegungen = [(offset, offset, "".join(teile)) for offset, teile in self._neu.items()]
        for von, bis, neu in sorted([*self._schnitte, *einfuegungen], reverse=True):
            text = text[:von] + neu + text[bis:]
        lesung = read_text(text, "")
        if not lesung.ok or to_data(lesung.node) != self._erwartet:
            raise NichtBearbeitbar("Die Datei ist so geschrieben, dass eine Änderung anderes mitverändern würde.")
        return text

    def _eintrag(self, spanne: Spanne, name: str, neu: Neu, daten: Any, nach: str | None = None) -> None:
        alt = spanne.kinder.get(name)
        daten[name] = _daten(neu) if alt is None or not self._passt(alt, neu) else daten[name]
        if alt is None:
            self._fuege_ein(spanne, name, neu, nach)
        elif self._passt(alt, neu):
            self._gleiche_an(alt, neu, daten, name, flow=spanne.flow)
        else:
            self._ersetze(spanne, name, alt, neu)

    def _passt(self, alt: Spanne, neu: Neu) -> bool:
        """True if ``neu`` has the shape of what is there, so that single values can be exchanged."""
        if isinstance(neu, Roh):
            return alt.art == "wert"
        if isinstance(neu, Folge):
            return alt.art == "liste" and len(alt.kinder) == len(neu.teile) > 0
        return alt.art == "abschnitt" and bool(alt.kinder)

    def _gleiche_an(self, alt: Spanne, neu: Neu, daten: Any, stelle: str | int, *, flow: bool) -> None:
        if isinstance(neu, Roh):
            wert = _daten(neu)
            if wert != daten[stelle]:
                daten[stelle] = wert
                self._wechsle(alt, _wie(self._text[alt.von : alt.bis], neu.text, flow=flow))
        elif isinstance(neu, Folge):
            for nummer, teil in enumerate(neu.teile):
                kind = alt.kinder[nummer]
                if self._passt(kind, teil):
                    self._gleiche_an(kind, teil, daten[stelle], nummer, flow=alt.flow)
                elif kind.art == "wert" or kind.flow:
                    daten[stelle][nummer] = _daten(teil)
                    self._wechsle(kind, _flow(teil, innen=True))
                else:
                    raise NichtBearbeitbar("Eine Liste der Datei lässt sich nicht zeilenweise ändern.")
        else:
            for name in [str(name) for name in alt.kinder if neu.get(str(name)) is None]:
                self._ohne(alt, name, daten[stelle])
            for name, teil in neu.eintraege:
                self._eintrag(alt, name, teil, daten[stelle])

    def _ohne(self, spanne: Spanne, name: str, daten: Any) -> None:
        von, alt = spanne.schluessel[name], spanne.kinder[name]
        anfang = self._stellen.zeilenanfang(von)
        if spanne.flow or self._text[anfang:von].strip():
            # In brackets, or behind the dash of a list: „null“ says the same and moves nothing.
            daten[name] = None
            self._wechsle(alt, "null")
            return
        del daten[name], spanne.kinder[name]
        ende = self._stellen.naechste_zeile(self._abschnittsende(alt.bis, von - anfang))
        self._schnitte.append((anfang, ende, ""))

    def _wechsle(self, alt: Spanne, text: str) -> None:
        """Exchange a value in place; where nothing stood (``ende:``) a space is due."""
        self._schnitte.append((alt.von, alt.bis, text if alt.bis > alt.von else f" {text}"))

    def _ersetze(self, spanne: Spanne, name: str, alt: Spanne, neu: Neu) -> None:
        if alt.art != "wert" and not alt.flow:
            if isinstance(neu, Roh):
                raise NichtBearbeitbar(f"Der Abschnitt „{name}“ lässt sich nicht zeilenweise ändern.")
            anfang = self._stellen.zeilenanfang(alt.von)
            block = self._block(replace(neu, flow=False), alt.von - anfang)
            self._schnitte.append((anfang, alt.bis, block.lstrip("\r\n")))
        elif spanne.flow or isinstance(neu, Roh) or neu.flow:
            self._wechsle(alt, _flow(neu, innen=spanne.flow))
        else:
            # The comment behind the old value stays on the line of its key.
            davor = len(self._text[: alt.von].rstrip(" "))
            self._schnitte.append((davor, alt.bis, ""))
            ende = self._stellen.zeilenende(alt.bis)
            self._neu.setdefault(ende, []).append(self._block(neu, spanne.spalte + EINZUG))

    def _fuege_ein(self, spanne: Spanne, name: str, neu: Neu, nach: str | None) -> None:
        if spanne.flow:
            komma = ", " if spanne.kinder else ""
            self._neu.setdefault(spanne.von + 1, []).append(f"{name}: {_flow(neu, innen=True)}{komma}")
            return
        if not spanne.kinder:
            raise NichtBearbeitbar(f"Der Abschnitt für „{name}“ lässt sich nicht zeilenweise ändern.")
        letzter = nach if nach in spanne.kinder else list(spanne.kinder)[-1]
        assert isinstance(letzter, str)
        ende = self._abschnittsende(spanne.kinder[letzter].bis, spanne.spalte)
        leer = self._stellen.umbruch() if spanne is self._wurzel and self._luftig() else ""
        self._neu.setdefault(ende, []).append(leer + self._block(Felder(((name, neu),)), spanne.spalte))

    def _abschnittsende(self, bis: int, spalte: int) -> int:
        """The end of the last line that belongs to a value: its comment, and comments indented below it."""
        ende = self._stellen.zeilenende(bis)
        while ende < len(self._text):
            anfang = self._stellen.naechste_zeile(ende)
            naechste = self._text[anfang : self._stellen.zeilenende(anfang)]
            if not naechste.lstrip().startswith("#") or len(naechste) - len(naechste.lstrip()) <= spalte:
                break
            ende = anfang + len(naechste)
        return ende

    def _luftig(self) -> bool:
        """True if the sections of the file are set apart by empty lines."""
        return self._stellen.umbruch() * 2 in self._text

    def _block(self, neu: Neu, einzug: int) -> str:
        umbruch = self._stellen.umbruch()
        return "".join(f"{umbruch}{' ' * einzug}{zeile}" for zeile in _zeilen(neu))


def _zeilen(neu: Neu) -> list[str]:
    """Lines of a value in block layout, without indentation of their own."""
    if isinstance(neu, Roh) or neu.flow:
        return [_flow(neu)]
    zeilen: list[str] = []
    if isinstance(neu, Folge):
        for teil in neu.teile:
            erste, *weitere = _zeilen(teil)
            zeilen += [f"- {erste}", *(" " * EINZUG + zeile for zeile in weitere)]
        return zeilen or ["[]"]
    for name, teil in neu.eintraege:
        leer = not isinstance(teil, Roh) and not (teil.teile if isinstance(teil, Folge) else teil.eintraege)
        if isinstance(teil, Roh) or teil.flow or leer:
            zeilen.append(f"{name}: {_flow(teil)}")
        else:
            zeilen += [f"{name}:", *(" " * EINZUG + zeile for zeile in _zeilen(teil))]
    return zeilen


def _flow(neu: Neu, *, innen: bool = False) -> str:
    """A value on one line; ``innen`` if it stands inside brackets, where a comma separates."""
    if isinstance(neu, Roh):
        return quoted(neu.text) if innen and _TRENNT.search(neu.text) and neu.text[0] not in "\"'" else neu.text
    if isinstance(neu, Folge):
        return "[" + ", ".join(_flow(teil, innen=True) for teil in neu.teile) + "]"
    return "{" + ", ".join(f"{name}: {_flow(teil, innen=True)}" for name, teil in neu.eintraege) + "}"


def _wie(alt: str, neu: str, *, flow: bool) -> str:
    """``neu`` in the quotes of the value it replaces; in brackets a comma needs some."""
    if alt[:1] in ("'", '"') and neu[:1] not in ("'", '"') and neu != "null":
        return f"{alt[0]}{neu}{alt[0]}"
    return _flow(Roh(neu), innen=flow)


def _daten(neu: Neu) -> Any:
    """What a written value says when it is read."""
    if isinstance(neu, Felder):
        return {name: _daten(teil) for name, teil in neu.eintraege}
    if isinstance(neu, Folge):
        return [_daten(teil) for teil in neu.teile]
    return to_data(read_text(neu.text, "").node)
