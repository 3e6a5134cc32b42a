"""A new profile as text: every field of the package with its meaning, what must be filled in visibly open.

Lines with ``##`` explain; lines with ``#`` are optional values, commented out. They stand without an example as value,
so that none gets into a contract by mistake.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Mapping, Sequence

from vertragsgen.package.manifest import Manifest
from vertragsgen.profile.factory import overridable
from vertragsgen.profile.model import Profil
from vertragsgen.profile.pflicht import BEGINN, Pfad, as_text, example, is_forbidden, is_list, is_single, needed_paths
from vertragsgen.source.model_fields import choices, dict_value, model_in, readers
from vertragsgen.source.notate import quoted
from vertragsgen.source.scalar_type import Lesart
from vertragsgen.source.section import Abschnitt, Feld, felder

_BREITE = 110
# What YAML cannot take for anything else; all other values stand in quotes.
_SCHLICHT = re.compile(
    r"[A-Za-zÄÖÜäöüß][A-Za-zÄÖÜäöüß0-9./ -]*[A-Za-zÄÖÜäöüß0-9.]|[1-9]\d{0,3}|\d\d\.\d\d\.\d{4}|\d{4}-\d\d-\d\d"
)
_BESONDER = frozenset({"null", "true", "false", "yes", "no", "on", "off"})
# Written by „raise“, seldom by hand.
_ZULETZT = ("vorgaenger", "fortschreibung")
_KOPF = """\
# yaml-language-server: $schema={schema}
#
# Profil „{profil}“ zum Vorlagenpaket „{titel}“.
#
# Zeilen mit „##“ erklären die Angabe darunter. Pflichtangaben stehen ohne „#“ und sind auszufüllen; was noch fehlt,
# nennt „vertragsgen check {profil}“. Alles andere ist auskommentiert: „# “ am Zeilenanfang entfernen (im Editor:
# Strg + #) und ausfüllen, oder die Zeilen löschen. „null“ heißt: nicht vereinbart.
"""


def profile_text(
    model: type[Profil],
    manifest: Manifest,
    *,
    profil: str,
    schema: str,
    abschnitte: Collection[str],
    werte: Mapping[Pfad, Sequence[str]],
) -> str:
    """The file of a new profile.

    ``schema`` is the path of the editor schema from that file, ``abschnitte`` the sections to show, ``werte`` what is
    known already, as source text by path (several texts for a list).
    """
    vorgegeben = {("paket",): [manifest.id], **werte}
    noetig = needed_paths(model, manifest, werte)
    zeilen = _Schreiber(manifest, noetig, vorgegeben, frozenset(abschnitte)).section(model, ())
    return _KOPF.format(schema=schema, profil=profil, titel=manifest.titel) + "\n".join(zeilen) + "\n"


class _Schreiber:
    def __init__(
        self,
        manifest: Manifest,
        noetig: frozenset[Pfad],
        werte: Mapping[Pfad, Sequence[str]],
        abschnitte: frozenset[str],
    ) -> None:
        self._manifest, self._noetig, self._werte, self._abschnitte = manifest, noetig, werte, abschnitte

    def section(self, model: type[Abschnitt], pfad: Pfad) -> list[str]:
        """The lines of a section's fields."""
        zeilen: list[str] = []
        for name, feld in sorted(felder(model).items(), key=lambda paar: 0 if pfad else self._rank(paar[0])):
            ort = (*pfad, name)
            if is_forbidden(feld) or (not pfad and name not in self._abschnitte and ort not in self._noetig):
                continue
            inhalt = self._content(name, feld, ort)
            # What a section that is commented out requires is part of it.
            if ort not in self._noetig and not (pfad and pfad not in self._noetig and feld.pflicht):
                inhalt = [f"# {zeile}" for zeile in inhalt]
            zeilen += [*([""] if not pfad else []), *self._explanation(feld, ort), *inhalt]
        return zeilen

    def _rank(self, name: str) -> int:
        """The order of the sections: what the profile is about, what must be filled in, the rest."""
        if name == "paket" or name in self._manifest.optionen:
            return 0 if name == "paket" else 1
        if (name,) in self._noetig:
            return 2
        return 4 if name in _ZULETZT or name in overridable(self._manifest) else 3

    def _content(self, name: str, feld: Feld, ort: Pfad) -> list[str]:
        """The lines of one field as if nothing were commented out."""
        if ort in self._werte:
            texte = [_scalar(feld, text) for text in self._werte[ort]]
            return [f"{name}:", *(f"  - {text}" for text in texte)] if is_list(feld) else [f"{name}: {texte[0]}"]
        if (eintrag := model_in(dict_value(feld.typ))) is not None:
            return [f"{name}:", "  kennung:", *_indented(self.section(eintrag, (*ort, "*")), 4)]
        modell = model_in(feld.typ)
        if modell is not None:
            unter = self.section(modell, ort)
            if is_single(feld) or not is_list(feld):
                return [f"{name}:", *_indented(unter, 2)]
            return [f"{name}:", "  -", *_indented(unter, 4)]
        if name in overridable(self._manifest) and len(ort) == 1:
            return [f"{name}:", *self._overrides(name)]
        werte = choices(feld)
        if feld.pflicht and len(werte) == 1:
            return [f"{name}: {werte[0]}"]
        vorgabe = feld.vorgabe if isinstance(feld.vorgabe, str | bool) else None
        return [f"{name}: {_scalar(feld, as_text(vorgabe))}" if vorgabe is not None else f"{name}:"]

    def _overrides(self, name: str) -> list[str]:
        """What of this package data a profile may replace."""
        pfade = [
            regel.pfad.split(".")[1:] for regel in self._manifest.ueberschreibbar if regel.pfad.split(".")[0] == name
        ]
        return [f"{'  ' * tiefe}{teil}:" for pfad in pfade for tiefe, teil in enumerate(pfad, 1)]

    def _explanation(self, feld: Feld, ort: Pfad) -> list[str]:
        titel = feld.titel or ort[-1]
        bedingungen = [r.wenn for r in self._manifest.ueberschreibbar if r.wenn and (r.pfad,) == ort]
        text = f"{titel}: {feld.beschreibung}" if feld.beschreibung and feld.beschreibung != titel else f"{titel}."
        saetze = [text if text.endswith((".", "…")) else f"{text}."]
        saetze += [f"Nur bei {name}: {wert}." for wenn in bedingungen for name, wert in wenn.items()]
        werte = choices(feld)
        ist_wert = model_in(feld.typ) is None and dict_value(feld.typ) is None
        if ist_wert and (feld.pflicht or (ort in self._noetig and ort not in self._werte)):
            saetze.append("Pflichtangabe.")
        if ist_wert and is_list(feld):
            saetze.append("Eine Liste: je Eintrag eine eingerückte Zeile, die mit „- “ beginnt.")
        if werte and ort != ("paket",):
            saetze.append(f"Möglich: {', '.join(werte)}.")
        if isinstance(feld.vorgabe, str | bool):
            saetze.append(f"Ohne Angabe: {as_text(feld.vorgabe)}.")
        elif ist_wert and not werte and (feld.beispiele or ort == BEGINN):
            saetze.append(f"Beispiel: {self._examples(feld, ort)}")
        return textwrap.wrap(
            " ".join(" ".join(saetze).split()), _BREITE, initial_indent="## ", subsequent_indent="## ",
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip

    def _examples(self, feld: Feld, ort: Pfad) -> str:
        if ort == BEGINN:
            return example(feld, ort, self._manifest)
        texte = [as_text(b[0] if isinstance(b, list) else b) for b in feld.beispiele]
        return " oder ".join(_scalar(feld, text) for text in texte)


def _scalar(feld: Feld, text: str) -> str:
    """A value as it stands in the file; in quotes wherever YAML might take it for something else."""
    lesarten: list[Lesart] = list(readers(feld))
    if any(lesart.art is bool for lesart in lesarten) and text in ("true", "false"):
        return text
    schlicht = _SCHLICHT.fullmatch(text) and text.lower() not in _BESONDER
    return text if schlicht else quoted(text)


def _indented(zeilen: Sequence[str], tiefe: int) -> list[str]:
    return [f"{' ' * tiefe}{zeile}" if zeile else zeile for zeile in zeilen]
