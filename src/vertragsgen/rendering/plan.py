"""Which documents and clauses a profile gets, before anything is rendered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from vertragsgen.package.clause import Klausel
from vertragsgen.rendering.compile import Dokumentvorlage, Klauselplatz, Paketvorlagen, compile_place
from vertragsgen.rendering.references import Zustand
from vertragsgen.rendering.templates import Vorlage
from vertragsgen.rendering.typeset import Gesetzt
from vertragsgen.rendering.values import Wertspiegel
from vertragsgen.rendering.wordml import Wml

KENNUNG = "\uf8f4"


class Anlage(Struct, frozen=True):
    """An annex that belongs to this profile's contract, as clauses list it; ``dokument`` is the document it is in."""

    id: str
    titel: str
    bezeichnung: str
    dokument: str


class Lauf(Struct):
    """A document while it is being rendered.

    ``umfeld`` are its variables together with the functions of the environment, ``spiegel`` the comparable form of
    those that all documents of the profile share. ``gesetzt`` are its clauses as they were set, by slot, ``stuecke``
    all of them in order with the number of their section.
    """

    vorlage: Dokumentvorlage
    context: dict[str, Any]
    umfeld: dict[str, Any]
    spiegel: Wertspiegel
    zustand: Zustand
    plaetze: dict[str, list[Klauselplatz]]
    gesetzt: dict[str, list[Gesetzt]] = field(default_factory=dict)
    stuecke: list[tuple[Klauselplatz, str, Gesetzt]] = field(default_factory=list)

    @property
    def alle(self) -> list[Klauselplatz]:
        """The clauses of all slots in order."""
        return [platz for plaetze in self.plaetze.values() for platz in plaetze]


def _holds(wenn: Vorlage | None, umfeld: dict[str, Any]) -> bool:
    return wenn is None or bool(wenn.render_in(umfeld))


def plan(vorlagen: Paketvorlagen, context: Mapping[str, Any], klauseln: Mapping[str, Klausel]) -> list[Lauf]:
    """The documents whose conditions hold, each with its clauses, context and counters.

    ``klauseln`` replaces wording for this profile (by clause id or ``dokument/id``).
    """
    functions = vorlagen.env.globals
    umfeld = {**functions, **context}
    dokumente = [vorlage for vorlage in vorlagen.dokumente if _holds(vorlage.wenn, umfeld)]
    anlagen = [
        Anlage(beilage.id, beilage.titel, beilage.bezeichnung, vorlage.dokument.id)
        for vorlage in dokumente
        for beilage in vorlage.dokument.beilagen
    ]
    bezeichnungen: dict[str, str] = {}
    for anlage in anlagen:
        bezeichnungen.setdefault(anlage.dokument, anlage.bezeichnung)
        bezeichnungen[f"{anlage.dokument}/{anlage.id}"] = anlage.bezeichnung
    laeufe = []
    spiegel = Wertspiegel({**context, "anlagen": anlagen})
    for vorlage in dokumente:
        dokument = vorlage.dokument
        zustand = Zustand(
            dokument.id,
            bezeichnungen,
            erste_liste=vorlage.rahmen.stile.hoechste_num_id + 1,
        )
        own = dict(context)
        own["anlagen"] = anlagen
        own["dokument"] = {
            "id": dokument.id, "titel": dokument.titel, "kurztitel": dokument.bezeichnung, "kennung": Wml(KENNUNG),
        }  # fmt: skip
        own["_zustand"] = zustand
        plaetze = {
            bereich: [
                _deviation(vorlagen, vorlage, platz, klauseln) if klauseln else platz
                for platz in bereichsplaetze
                if _holds(platz.wenn, umfeld)
            ]
            for bereich, bereichsplaetze in vorlage.bereiche.items()
        }
        laeufe.append(Lauf(vorlage, own, {**functions, **own}, spiegel, zustand, plaetze))
    return laeufe


def _deviation(
    vorlagen: Paketvorlagen, vorlage: Dokumentvorlage, platz: Klauselplatz, klauseln: Mapping[str, Klausel]
) -> Klauselplatz:
    """The clause of the profile that replaces this one, compiled for the same place, or the clause itself."""
    own = klauseln.get(f"{vorlage.dokument.id}/{platz.klausel.id}") or klauseln.get(platz.klausel.id)
    if own is None:
        return platz
    # The figures that the package declares belong to its own wording, not to this.
    klausel = replace(
        platz.klausel, text=own.text, datei=own.datei, erste_zeile=own.erste_zeile, mark=own.mark, wenn=None, zahlen=()
    )
    place = compile_place(vorlagen.env, klausel, vorlage.rahmen, platz.spiegel, platz.anfangsstil, statements=False)
    return replace(place, eigen=True)
