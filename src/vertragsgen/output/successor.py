"""Turns a profile into its successor, in place: new term, what was kept as predecessor, raised rates."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from msgspec import Struct, field

from vertragsgen.calculation.fortschreibung import Satzaenderung, raised_rates
from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.notation import format_menge
from vertragsgen.output.raisable import CODE, Fortschreibungsauftrag, Nachfolge, einwaende, hinweise
from vertragsgen.output.write import NICHT_SCHREIBBAR, beside, os_reason
from vertragsgen.profile.load import Geladen, load_profile
from vertragsgen.source.characters import lines
from vertragsgen.source.node import Mapping, Node
from vertragsgen.source.notate import Felder, Folge, Neu, Roh, from_node, like_amount, like_date
from vertragsgen.source.reader import decode
from vertragsgen.source.roundtrip import Bearbeitung, NichtBearbeitbar
from vertragsgen.werkstatt import Werkstatt


class Fortschreibung(Struct):
    """What became of one profile: its rates before and after, the new text, whether it was written.

    ``hinweise`` name what a raise cannot know and a clerk has to look at.
    """

    profil: str
    ab: date
    bisher_ab: date = date.min
    saetze: tuple[Satzaenderung, ...] = ()
    hinweise: tuple[str, ...] = ()
    befunde: list[Befund] = field(default_factory=list)
    geschrieben: bool = False
    text: str = ""

    @property
    def gelungen(self) -> bool:
        """True if the profile could be raised (with a dry run: could have been)."""
        return bool(self.saetze) and not any(befund.sperrt for befund in self.befunde)


def raise_profile(
    werkstatt: Werkstatt, profil_id: str, auftrag: Fortschreibungsauftrag, *, dry_run: bool
) -> Fortschreibung:
    """Raise one profile; a refusal is a finding and leaves the file as it is."""
    ergebnis = Fortschreibung(profil_id, auftrag.ab)
    geladen = load_profile(werkstatt.workspace, profil_id, werkstatt.paket, modelle=werkstatt.modelle)
    ergebnis.befunde += [befund for befund in geladen.befunde if befund.sperrt]
    if geladen.profil is None or geladen.paket is None or ergebnis.befunde:
        return ergebnis
    nachfolge, befunde = einwaende(geladen, profil_id, auftrag)
    ergebnis.befunde += befunde
    if nachfolge is None:
        return ergebnis
    prozent = dict.fromkeys(nachfolge.komponenten, auftrag.prozent)
    saetze = raised_rates(geladen.profil, geladen.paket.manifest, prozent)
    path = werkstatt.workspace.profile_path(profil_id).resolve()
    try:
        roh = path.read_bytes()
        text, _ = decode(roh, path.name)
        neu = _text(text, geladen, nachfolge, auftrag, saetze, _Zeilen(werkstatt.workspace.root))
    except NichtBearbeitbar as fehler:
        hilfe = "Das Profil von Hand fortschreiben oder die genannte Stelle auf mehrere Zeilen verteilen."
        mark = geladen.mark("laufzeit")
        ergebnis.befunde.append(Befund(CODE, Schwere.FEHLER, fehler.meldung, mark, hilfe, profil_id))
        return ergebnis
    except OSError as fehler:
        ergebnis.befunde.append(_os_befund(profil_id, path, fehler))
        return ergebnis
    ergebnis.saetze, ergebnis.text = saetze, neu
    ergebnis.bisher_ab, ergebnis.hinweise = geladen.profil.laufzeit.beginn, hinweise(geladen.profil, auftrag)
    if not dry_run:
        bom = b"\xef\xbb\xbf" if roh.startswith(b"\xef\xbb\xbf") else b""
        ergebnis.befunde += _write(profil_id, path, bom + neu.encode())
        ergebnis.geschrieben = not any(befund.sperrt for befund in ergebnis.befunde)
    return ergebnis


class _Zeilen:
    """Lines of the files that marks point into."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._dateien: dict[str, list[str]] = {}

    def __call__(self, mark: Mark) -> str | None:
        if mark.datei not in self._dateien:
            text, _ = decode((self._root / mark.datei).read_bytes(), mark.datei)
            self._dateien[mark.datei] = lines(text)
        zeilen = self._dateien[mark.datei]
        return zeilen[mark.zeile - 1] if mark.zeile <= len(zeilen) else None


def _text(
    text: str,
    geladen: Geladen,
    nachfolge: Nachfolge,
    auftrag: Fortschreibungsauftrag,
    saetze: Sequence[Satzaenderung],
    zeilen: _Zeilen,
) -> str:
    knoten = geladen.quelle.knoten if geladen.quelle is not None else None
    assert isinstance(knoten, Mapping)
    alter_beginn = _roh(_knoten(knoten, "laufzeit", "beginn"), zeilen)
    reihen = from_node(_knoten(knoten, "verguetung", "saetze"), zeilen)
    assert isinstance(reihen, Folge)
    datei = Bearbeitung(text)
    datei.setze(("laufzeit", "beginn"), Roh(like_date(alter_beginn, auftrag.ab)))
    if nachfolge.ende is not None:
        datei.setze(("laufzeit", "ende"), Roh(like_date(alter_beginn, nachfolge.ende)))
    datei.setze(("verguetung", "saetze"), _neue_reihen(reihen, saetze))
    bisher = Felder(
        (
            ("beginn", Roh(alter_beginn)),
            ("ende", Roh(like_date(alter_beginn, auftrag.ab - timedelta(days=1)))),
            ("saetze", reihen),
        )
    )
    datei.setze(("vorgaenger",), bisher, nach="laufzeit")
    felder: list[tuple[str, Neu]] = [
        ("prozent", Roh(format_menge(auftrag.prozent))),
        ("komponenten", Folge(tuple(Roh(name) for name in nachfolge.komponenten), flow=True)),
    ]
    # What an earlier raise said beyond that is over; from a shared part it would shine through.
    geerbt = _aus_basis(knoten.get("fortschreibung"), knoten)
    felder += [(name, Roh("null")) for name in geerbt if name not in dict(felder)]
    nach = "vorgaenger" if datei.hat("vorgaenger") else "laufzeit"
    datei.setze(("fortschreibung",), Felder(tuple(felder)), nach=nach)
    return datei.text()


def _aus_basis(abschnitt: Node | None, wurzel: Mapping) -> list[str]:
    if not isinstance(abschnitt, Mapping):
        return []
    return [eintrag.key for eintrag in abschnitt.entries if eintrag.key_mark.datei != wurzel.mark.datei]


def _knoten(knoten: Node, *pfad: str) -> Node:
    for name in pfad:
        unter = knoten.get(name) if isinstance(knoten, Mapping) else None
        assert unter is not None, pfad
        knoten = unter
    return knoten


def _roh(knoten: Node, zeilen: _Zeilen) -> str:
    roh = from_node(knoten, zeilen)
    assert isinstance(roh, Roh)
    return roh.text


def _neue_reihen(reihen: Folge, saetze: Sequence[Satzaenderung]) -> Folge:
    teile = list(reihen.teile)
    for satz in saetze:
        reihe = teile[satz.index]
        assert isinstance(reihe, Felder)
        neu = _mit(reihe, {a.name: a.neu for a in (*satz.bestandteile, satz.gesamtentgelt)})
        platzgeld = neu.get("platzgeld")
        if isinstance(platzgeld, Felder):
            neu = neu.mit("platzgeld", _mit(platzgeld, {a.name: a.neu for a in satz.platzgeld}))
        teile[satz.index] = neu
    return Folge(tuple(teile), reihen.flow)


def _mit(felder: Felder, betraege: dict[str, Decimal | None]) -> Felder:
    """Amounts that are there, exchanged in their own notation; what is left out or null stays so."""
    for name, betrag in betraege.items():
        alt = felder.get(name)
        if isinstance(alt, Roh) and alt.text != "null" and betrag is not None:
            felder = felder.mit(name, Roh(like_amount(alt.text, betrag)))
    return felder


def _write(profil: str, path: Path, data: bytes) -> list[Befund]:
    """Write beside and rename: a kill or a full disk leaves the old profile."""
    rest = Path(beside(os.fspath(path)))
    try:
        with rest.open("wb") as datei:
            datei.write(data)
            datei.flush()
            os.fsync(datei.fileno())
        shutil.copymode(path, rest)
        rest.replace(path)
    except OSError as fehler:
        with contextlib.suppress(OSError):
            rest.unlink()
        return [_os_befund(profil, path, fehler)]
    return []


def _os_befund(profil: str, path: Path, fehler: OSError) -> Befund:
    was, hilfe = os_reason(fehler)
    meldung = f"„{path.name}“ {was} Das Profil ist unverändert."
    return Befund(NICHT_SCHREIBBAR, Schwere.FEHLER, meldung, hilfe=hilfe, profil=profil)
