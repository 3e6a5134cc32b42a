"""The register of clauses: who uses each text, and who deviates from it, how and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct, field

from vertragsgen.calculation import calculate
from vertragsgen.diagnostics import Mark
from vertragsgen.package.clause import Klausel
from vertragsgen.package.daten import resolve_daten
from vertragsgen.package.paket import Paket
from vertragsgen.profile.load import Geladen, load_profile
from vertragsgen.rendering.context import build_context
from vertragsgen.rendering.errors import Vorlagenfehler
from vertragsgen.rendering.plan import plan
from vertragsgen.review.wortdiff import Stueck, wortdiff
from vertragsgen.source.platzhalter import Platzhalter
from vertragsgen.werkstatt import Werkstatt


class Klauselstelle(Struct, frozen=True):
    """A place of the text: package, document, and how the package came by it.

    ``herkunft`` is ``eigen``, ``gemeinsam`` or ``erweitert``; ``aus`` the extended package, ``ersetzt`` the file that
    an own text stands in for.
    """

    paket: str
    dokument: str
    herkunft: str
    aus: str | None
    ersetzt: str | None


class Abweichungsstand(Struct, frozen=True):
    """A profile's own wording in place of the clause: word difference, reason, approver, expiry at the Stichtag."""

    profil: str
    dokument: str
    stuecke: tuple[Stueck, ...]
    grund: str
    genehmigt_von: str
    bis: date | None
    abgelaufen: bool
    mark: Mark | None


class Klauseleintrag(Struct):
    """One clause text: its file, the places that use it, the profiles whose documents hold it, the deviations."""

    id: str
    titel: str | None
    norm: str | None
    datei: str
    stellen: list[Klauselstelle] = field(default_factory=list)
    profile: dict[str, list[str]] = field(default_factory=dict)
    abweichungen: list[Abweichungsstand] = field(default_factory=list)


class Klauselregister(Struct):
    """All entries; ``ohne_pakete`` and ``ohne_profile`` name what could not be read and is therefore missing."""

    eintraege: list[Klauseleintrag] = field(default_factory=list)
    ohne_pakete: list[str] = field(default_factory=list)
    ohne_profile: list[str] = field(default_factory=list)


def clause_register(werkstatt: Werkstatt, *, stichtag: date, pakete: Sequence[str] = ()) -> Klauselregister:
    """The clauses of the named packages (all, if none is named) with everyone who uses them or deviates."""
    register = Klauselregister()
    je_datei: dict[str, Klauseleintrag] = {}
    for paket_id in werkstatt.workspace.packages():
        paket = werkstatt.paket(paket_id).paket
        if paket is None:
            register.ohne_pakete.append(paket_id)
        else:
            _note_places(je_datei, paket)
    for profil_id in werkstatt.workspace.profile_ids():
        if not _note_profile(je_datei, werkstatt, profil_id, stichtag):
            register.ohne_profile.append(profil_id)
    register.eintraege = [
        eintrag
        for eintrag in je_datei.values()
        if not pakete or any(stelle.paket in pakete for stelle in eintrag.stellen)
    ]
    return register


def _note_places(je_datei: dict[str, Klauseleintrag], paket: Paket) -> None:
    for dokument in paket.manifest.dokumente:
        for bereich in dokument.bereiche:
            for klausel in paket.folge(dokument.id, bereich):
                eintrag = je_datei.setdefault(
                    klausel.datei, Klauseleintrag(klausel.id, klausel.titel, klausel.norm, klausel.datei)
                )
                herkunft = paket.herkunft(dokument.id, klausel.id)
                stelle = Klauselstelle(paket.manifest.id, dokument.id, herkunft.art, herkunft.paket, herkunft.ersetzt)
                eintrag.stellen.append(stelle)


def _note_profile(je_datei: dict[str, Klauseleintrag], werkstatt: Werkstatt, profil_id: str, stichtag: date) -> bool:
    """Enter one profile; False if it cannot be read so far that its clauses are known."""
    geladen = load_profile(werkstatt.workspace, profil_id, werkstatt.paket, modelle=werkstatt.modelle)
    if geladen.profil is None or geladen.paket is None:
        return False
    gesetzt = _clauses_of(werkstatt, geladen)
    for dokument, klausel in gesetzt or ():
        je_datei[klausel.datei].profile.setdefault(profil_id, []).append(dokument)
    for dokument, klausel, abweichung, ort in _deviations(geladen):
        bis = abweichung.bis if isinstance(abweichung.bis, date) else None
        je_datei[klausel.datei].abweichungen.append(
            Abweichungsstand(
                profil_id, dokument, tuple(wortdiff(_plain(klausel.text), _plain(abweichung.text))),
                str(abweichung.grund), str(abweichung.genehmigt_von), bis, bis is not None and bis < stichtag, ort,
            )
        )  # fmt: skip
    return gesetzt is not None


def _clauses_of(werkstatt: Werkstatt, geladen: Geladen) -> list[tuple[str, Klausel]] | None:
    """The clauses in the documents of a profile, by its conditions; None if they cannot be judged."""
    assert geladen.paket is not None
    vorlagen = werkstatt.vorlagen(geladen.paket.manifest.id).vorlagen
    if vorlagen is None:
        return None
    manifest, profil = geladen.paket.manifest, geladen.profil
    daten = resolve_daten(manifest, profil, geladen.paket.mark, geladen.mark)
    rechnung = calculate(profil, manifest, mark=geladen.mark)
    context = build_context(profil, manifest, daten.werte, rechnung.berechnung, entwurf=False)
    try:
        laeufe = plan(vorlagen, context, {})
    except Vorlagenfehler:
        return None
    return [(lauf.vorlage.dokument.id, platz.klausel) for lauf in laeufe for platz in lauf.alle]


def _deviations(geladen: Geladen) -> Iterator[tuple[str, Klausel, Any, Mark | None]]:
    """The profile's deviations, each with the document and the clause it replaces."""
    assert geladen.paket is not None
    abweichungen = getattr(geladen.profil, "klauseln", None)
    for name, abweichung in abweichungen.items() if isinstance(abweichungen, Mapping) else ():
        if isinstance(abweichung, Platzhalter):
            continue
        for (dokument, kennung), klausel in geladen.paket.klauseln.items():
            if name in (kennung, f"{dokument}/{kennung}"):
                yield dokument, klausel, abweichung, geladen.mark(f"klauseln.{name}")


def _plain(text: str) -> str:
    """A wording as its lines flow: an author's line breaks are no difference, an empty line is."""
    absaetze = text.strip().split("\n\n")
    return "\n\n".join(" ".join(absatz.split()) for absatz in absaetze)
