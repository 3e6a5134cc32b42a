"""Whether a profile may be raised as asked: each refusal is a finding that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct

from vertragsgen.calculation import calculate
from vertragsgen.calculation.angaben import angabe, liste
from vertragsgen.calculation.fristen import mindestlaufzeit_ende
from vertragsgen.calculation.saetze import abwesenheitsregel
from vertragsgen.checks import Pruefkontext, run_checks
from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.inspection import ALLE_REGELN, finde_regel
from vertragsgen.notation import format_datum
from vertragsgen.package.bausteine import ZUSCHLAG
from vertragsgen.package.manifest import Manifest
from vertragsgen.profile.load import Geladen
from vertragsgen.source.suggest import aehnlich

CODE = "VG170"


class Fortschreibungsauftrag(Struct, frozen=True):
    """What was asked for: percentage, first day of the successor, components (none: the package's own choice).

    ``bis`` is the successor's last day where the old agreement was limited and ends before ``ab``.
    """

    prozent: Decimal
    ab: date
    bestandteile: tuple[str, ...] = ()
    bis: date | None = None


class Nachfolge(Struct, frozen=True):
    """What follows for one profile: the components to raise, and a new end if one is to be written."""

    komponenten: tuple[str, ...]
    ende: date | None


def einwaende(
    geladen: Geladen, profil_id: str, auftrag: Fortschreibungsauftrag
) -> tuple[Nachfolge | None, list[Befund]]:
    """The plan for one profile, None if something stands against it, and what that is."""
    assert geladen.profil is not None
    assert geladen.paket is not None
    profil, manifest = geladen.profil, geladen.paket.manifest
    komponenten = auftrag.bestandteile or tuple(k.id for k in manifest.komponenten if k.fortschreiben)
    befunde = [
        Befund(CODE, Schwere.FEHLER, meldung, geladen.mark(pfad), hilfe, profil_id)
        for meldung, pfad, hilfe in (
            *_bestandteile(manifest, auftrag, komponenten),
            *_termine(profil, manifest, auftrag),
            *_saetze(profil, manifest),
        )
    ]
    befunde += _rechenfehler(geladen, profil_id)
    if befunde:
        return None, befunde
    geordnet = tuple(k.id for k in manifest.komponenten if k.id in komponenten)
    return Nachfolge(geordnet, _neues_ende(profil, auftrag)), []


def _neues_ende(profil: Any, auftrag: Fortschreibungsauftrag) -> date | None:
    """The end to write: only where the old one lies before the new start; an unlimited agreement stays unlimited."""
    ende = profil.laufzeit.ende
    return auftrag.bis if ende is not None and ende < auftrag.ab else None


def hinweise(profil: Any, auftrag: Fortschreibungsauftrag) -> tuple[str, ...]:
    """What a raise leaves as it is although it belongs to the old agreement, or may no longer fit."""
    texte = []
    if profil.laufzeit.abschlussdatum is not None:
        tag = format_datum(profil.laufzeit.abschlussdatum)
        texte.append(f"Das Abschlussdatum {tag} gehört zur bisherigen Vereinbarung; bitte anpassen.")
    if profil.vereinbarung.status == "unterzeichnet":
        texte.append("Der Status „unterzeichnet“ gehört zur bisherigen Vereinbarung; bitte anpassen.")
    neues = _neues_ende(profil, auftrag)
    ende = neues or profil.laufzeit.ende
    if neues is not None:
        texte.append(
            f"Die Vereinbarung war befristet bis {format_datum(profil.laufzeit.ende)}; sie ist nun befristet bis "
            f"{format_datum(neues)}."
        )
    elif auftrag.bis is not None:
        bleibt = "unbefristet" if ende is None else f"befristet bis {format_datum(ende)}"
        texte.append(
            f"Die Vereinbarung bleibt {bleibt}; „--bis“ wirkt nur, wo die bisherige vor dem neuen Beginn endet."
        )
    elif ende is not None:
        texte.append(f"Die Vereinbarung bleibt befristet bis {format_datum(ende)}.")
    texte += _mindestlaufzeit(profil, auftrag, ende)
    if any(angabe(reihe, "art", str) == ZUSCHLAG for reihe in liste(profil.verguetung, "saetze")):
        texte.append("Zuschläge sind keine Bestandteile und bleiben unverändert.")
    return tuple(texte)


def _mindestlaufzeit(profil: Any, auftrag: Fortschreibungsauftrag, ende: date | None) -> list[str]:
    """The minimum term is kept and so begins anew: that binds both sides longer, or does not fit the end at all."""
    monate = angabe(profil.laufzeit, "mindestlaufzeit_monate", int)
    bis = None if monate is None else mindestlaufzeit_ende(auftrag.ab, monate)
    if monate is None or bis is None:
        return []
    dauer = "1 Monat" if monate == 1 else f"{monate} Monaten"
    if ende is not None and ende < bis:
        return [
            (
                f"Die Mindestlaufzeit von {dauer} reicht bis {format_datum(bis)} und damit über das Ende hinaus (VG303): "
                "„laufzeit.ende“ verlängern oder „mindestlaufzeit_monate: null“ setzen, wenn die Vorvereinbarung sie erfüllt."
            )
        ]
    return [f"Die Mindestlaufzeit von {dauer} beginnt neu und reicht bis {format_datum(bis)}; bitte prüfen."]


Einwand = tuple[str, str, str | None]


def _bestandteile(
    manifest: Manifest, auftrag: Fortschreibungsauftrag, komponenten: tuple[str, ...]
) -> Iterator[Einwand]:
    bekannte = [k.id for k in manifest.komponenten]
    vorhanden = f"Vorhanden: {', '.join(bekannte)}." if bekannte else None
    for name in auftrag.bestandteile:
        if name not in bekannte:
            nah = aehnlich(name, bekannte)
            hilfe = f"Gemeint ist vielleicht „{nah}“." if nah else vorhanden
            yield f"Den Bestandteil „{name}“ gibt es im Paket „{manifest.id}“ nicht.", "paket", hilfe
    if not komponenten:
        yield (
            f"Das Paket „{manifest.id}“ schreibt keinen Bestandteil von sich aus fort.",
            "paket",
            f"Mit „--bestandteil“ einen nennen. {vorhanden or ''}".strip(),
        )


def _termine(profil: Any, manifest: Manifest, auftrag: Fortschreibungsauftrag) -> Iterator[Einwand]:
    ab, beginn, ende = auftrag.ab, profil.laufzeit.beginn, profil.laufzeit.ende
    if not manifest.leistungszeitraum.enthaelt(ab):
        nachfolger = manifest.nachfolger
        yield (
            (
                f"Der neue Beginn {format_datum(ab)} liegt nicht im Leistungszeitraum{_zeitraum(manifest)} des Pakets "
                f"„{manifest.id}“."
            ),
            "paket",
            f"Mit dem Nachfolgepaket „{nachfolger}“ ein neues Profil anlegen und die Sätze dort fortschreiben."
            if nachfolger
            else "Ein Nachfolgepaket nennt das Paket nicht; für diesen Zeitraum wird ein anderes Paket gebraucht.",
        )
    if ab <= beginn:
        yield (
            f"Der neue Beginn {format_datum(ab)} liegt nicht nach dem bisherigen Beginn {format_datum(beginn)}.",
            "laufzeit.beginn",
            "Ist das Profil schon fortgeschrieben? Den alten Stand zeigt „git diff“.",
        )
    if auftrag.bis is not None and auftrag.bis < ab:
        meldung = f"Das neue Ende {format_datum(auftrag.bis)} liegt vor dem neuen Beginn {format_datum(ab)}."
        yield meldung, "laufzeit", None
    elif ende is not None and ende < ab and auftrag.bis is None:
        yield (
            (
                f"Die Vereinbarung ist bis {format_datum(ende)} befristet und endet damit vor dem neuen Beginn "
                f"{format_datum(ab)}."
            ),
            "laufzeit.ende",
            "Das neue Ende mit „--bis DATUM“ nennen, oder im Profil „ende: null“ (unbestimmte Zeit) eintragen.",
        )


def _zeitraum(manifest: Manifest) -> str:
    von, bis = manifest.leistungszeitraum.von, manifest.leistungszeitraum.bis
    return (f" ab {format_datum(von)}" if von else "") + (f" bis {format_datum(bis)}" if bis else "")


def _saetze(profil: Any, manifest: Manifest) -> Iterator[Einwand]:
    reihen = liste(profil.verguetung, "saetze")
    if not any(angabe(reihe, "art", str) == "satz" for reihe in reihen):
        yield "Das Profil hat keine Vergütungssätze, die sich fortschreiben ließen.", "verguetung", None
    if abwesenheitsregel(profil, manifest) is None:
        for nummer, reihe in enumerate(reihen):
            if getattr(reihe, "platzgeld", None) is not None:
                yield (
                    (
                        "Der Satz nennt ein Platzgeld, das Profil aber keine Abwesenheitsregel; es lässt sich nicht neu "
                        "berechnen."
                    ),
                    f"verguetung.saetze.{nummer}.platzgeld",
                    "Den Abschnitt „platzgeld“ mit der Regel ergänzen oder das Platzgeld des Satzes streichen.",
                )


def _rechenfehler(geladen: Geladen, profil_id: str) -> list[Befund]:
    """Wrong figures would be carried into the next year: rules without exceptions have to be met first."""
    assert geladen.profil is not None
    assert geladen.paket is not None
    manifest = geladen.paket.manifest
    rechnung = calculate(geladen.profil, manifest, mark=geladen.mark)
    kontext = Pruefkontext(
        profil_id, geladen.profil, manifest, rechnung.berechnung, mark=geladen.mark, paket_mark=geladen.paket.mark
    )
    befunde = [befund for befund in (*rechnung.befunde, *run_checks(kontext, ALLE_REGELN)) if befund.sperrt]
    return [befund.fuer(profil_id) for befund in befunde if not _nur_ermessen(befund.code)]


def _nur_ermessen(code: str) -> bool:
    regel = finde_regel(code)
    return regel is not None and regel.ausnahmefaehig
