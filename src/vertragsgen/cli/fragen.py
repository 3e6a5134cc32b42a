"""Questions for a new profile: one for each value that is still open, asked again until the answer can be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from vertragsgen.package.manifest import Manifest
    from vertragsgen.profile.pflicht import Pfad
    from vertragsgen.source.section import Abschnitt, Feld

# Not required, but a contract without it is rare.
_AUSSERDEM = frozenset({("traeger", "rechtsform")})


def frage_alles(
    model: type[Abschnitt], manifest: Manifest, noetig: frozenset[Pfad], gegeben: dict[Pfad, list[str]]
) -> dict[Pfad, list[str]]:
    """The answers by path, ``gegeben`` included; an empty answer leaves a value open."""
    from vertragsgen.profile.pflicht import example

    click.echo("Die Eingabetaste allein lässt eine Angabe offen; Sie können sie später in der Datei ergänzen.\n")
    werte = dict(gegeben)
    for ort, feld in _felder(model, ()):
        if ort in werte or (ort not in noetig and ort not in _AUSSERDEM):
            continue
        antworten = _frage(feld, example(feld, ort, manifest) if feld.beispiele else "")
        if antworten:
            werte[ort] = antworten
    return werte


def _felder(model: type[Abschnitt], pfad: Pfad) -> Iterator[tuple[Pfad, Feld]]:
    """The fields that can be asked for, in the order of the profile."""
    from vertragsgen.source.model_fields import choices, dict_value, model_in
    from vertragsgen.source.section import felder

    for name, feld in felder(model).items():
        modell = model_in(feld.typ)
        if modell is not None and dict_value(feld.typ) is None:
            yield from _felder(modell, (*pfad, name))
        elif modell is None and not (feld.pflicht and len(choices(feld)) == 1):
            yield (*pfad, name), feld


def _frage(feld: Feld, beispiel: str) -> list[str]:
    """One answer, several for a list; unreadable ones are explained and asked again."""
    from vertragsgen.money import Notationsfehler
    from vertragsgen.profile.eingabe import check_value
    from vertragsgen.profile.pflicht import is_list
    from vertragsgen.source.model_fields import choices

    werte = choices(feld)
    click.secho(feld.titel or "Angabe", bold=True)
    if feld.beschreibung and feld.beschreibung != feld.titel:
        click.echo(f"  {feld.beschreibung}")
    if werte or beispiel:
        click.echo(f"  Möglich: {', '.join(werte)}" if werte else f"  Zum Beispiel: {beispiel}")
    mehrere = is_list(feld)
    if mehrere:
        click.echo("  Ein Eintrag je Zeile; eine leere Zeile beendet die Liste.")
    antworten: list[str] = []
    while antwort := click.prompt("  ", default="", show_default=False, prompt_suffix="> ").strip():
        try:
            check_value(feld, antwort)
        except Notationsfehler as fehler:
            click.echo(f"  {fehler.meldung}")
            continue
        antworten.append(antwort)
        if not mehrere:
            break
    click.echo()
    return antworten
