"""The same documents for docxtpl: templates made from our own rendered documents, with tags for the values.

A document of the sample profile keeps its size, styles and tables; wherever a value of the profile is printed, a
``{{ … }}`` tag stands instead. That is what a template for docxtpl would look like, less its conditions and loops,
which would only make it slower.
"""

from __future__ import annotations

import html
import io
import os
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, partial
from typing import IO, Any

import msgspec

from vertragsgen import api
from vertragsgen.money import format_betrag
from vertragsgen.notation import format_datum, format_menge
from vertragsgen.package.load import load_package
from vertragsgen.package.paket import Paketladung
from vertragsgen.profile.factory import Modelle
from vertragsgen.profile.load import load_profile
from vertragsgen.workspace import Workspace

_TEXT = re.compile(r"(<w:t(?: [^>]*)?>)([^<]+)(</w:t>)")


@dataclass(frozen=True)
class Vorlage:
    """A docxtpl template: its bytes and the paths of the values it prints, by the name of their tag."""

    dokument: str
    docx: bytes
    pfade: dict[str, tuple[str | int, ...]]


def fill(
    quelle: str | os.PathLike[str] | IO[bytes], werte: dict[str, str], ziel: str | os.PathLike[str] | IO[bytes]
) -> None:
    """What a plain docxtpl loop does for a document: open the template, fill it, save it."""
    from docxtpl import DocxTemplate

    dokument = DocxTemplate(quelle)
    dokument.render(werte)
    dokument.save(ziel)


def comparable_templates(workspace: Workspace, profile: Sequence[str]) -> list[list[Vorlage]]:
    """For each of these profiles the templates of its Word documents."""
    return [_vorlagen(workspace, name) for name in profile]


def _vorlagen(workspace: Workspace, profil: str) -> list[Vorlage]:
    ergebnis = api.render_profile(workspace, profil)
    assert ergebnis.dateien, [befund.meldung for befund in ergebnis.befunde if befund.sperrt]
    # Long texts first: „8“ must not take a piece out of „28203“.
    werte = sorted(_texte(_profil(workspace, profil)).items(), key=lambda paar: -len(paar[1]))
    return [_vorlage(name, data, werte) for name, data in ergebnis.dateien.items() if name.endswith(".docx")]


def _vorlage(name: str, data: bytes, werte: list[tuple[tuple[str | int, ...], str]]) -> Vorlage:
    quelle = zipfile.ZipFile(io.BytesIO(data))
    ziel = io.BytesIO()
    benutzt: dict[str, tuple[str | int, ...]] = {}

    def mit_marken(treffer: re.Match[str]) -> str:
        text = html.unescape(treffer[2])
        for pfad, wert in werte:
            if wert in text:
                tag = "_".join(str(teil) for teil in pfad)
                benutzt[tag] = pfad
                # Private-use brackets, so that no later value matches inside a tag.
                text = text.replace(wert, "".join(chr(0xE000 + ord(z)) for z in tag).join("\uf8f0\uf8f1"))
        text = html.escape(text, quote=False)
        klar = "".join(chr(ord(z) - 0xE000) if 0xE000 <= ord(z) < 0xF000 else z for z in text)
        return treffer[1] + klar.replace("\uf8f0", "{{ ").replace("\uf8f1", " }}") + treffer[3]

    with zipfile.ZipFile(ziel, "w", zipfile.ZIP_DEFLATED) as neu:
        for teil in quelle.namelist():
            inhalt = quelle.read(teil)
            if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", teil):
                inhalt = _TEXT.sub(mit_marken, inhalt.decode()).encode()
            neu.writestr(teil, inhalt)
    assert len(benutzt) >= 1, name
    return Vorlage(name, ziel.getvalue(), benutzt)


def values(workspace: Workspace, profil: str, vorlagen: Sequence[Vorlage]) -> list[tuple[Vorlage, dict[str, str]]]:
    """Each template with the values of a profile for its tags."""
    texte = _texte(_profil(workspace, profil))
    return [(v, {tag: texte.get(pfad, "–") for tag, pfad in v.pfade.items()}) for v in vorlagen]


@cache
def _paket(workspace: Workspace, paket: str) -> Paketladung:
    return load_package(workspace, paket)


_MODELLE = Modelle()


def _profil(workspace: Workspace, name: str) -> Any:
    geladen = load_profile(workspace, name, partial(_paket, workspace), modelle=_MODELLE)
    assert geladen.profil is not None
    return msgspec.to_builtins(geladen.profil, builtin_types=(Decimal, date))


def _texte(wert: Any, pfad: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], str]:
    """Every value of a profile as it is printed, by its path; single digits and words of one letter are left out."""
    if isinstance(wert, dict):
        teile = [_texte(unter, (*pfad, key)) for key, unter in wert.items()]
    elif isinstance(wert, (list, tuple)):
        teile = [_texte(unter, (*pfad, nummer)) for nummer, unter in enumerate(wert)]
    elif isinstance(wert, Decimal):
        text = format_betrag(wert) if -wert.as_tuple().exponent == 2 else format_menge(wert)  # type: ignore[operator]
        return {pfad: text} if len(text) > 1 else {}
    elif isinstance(wert, date):
        return {pfad: format_datum(wert)}
    elif isinstance(wert, (str, int)) and not isinstance(wert, bool):
        return {pfad: str(wert)} if len(str(wert)) > 1 else {}
    else:
        return {}
    return {unter: text for teil in teile for unter, text in teil.items()}
