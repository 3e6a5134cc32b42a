"""German messages for the errors that pydantic reports of a section."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct, field
from pydantic import ValidationError

from vertragsgen.money import kurz
from vertragsgen.source.locate import path_text
from vertragsgen.source.model_fields import Loc, field_at, model_at, paths
from vertragsgen.source.node import Mapping, Node, Scalar, Sequence
from vertragsgen.source.scalar_type import FEHLT, FELDER, WERT, ZUVIEL, beschreibe
from vertragsgen.source.section import Abschnitt, felder
from vertragsgen.source.suggest import aehnlich

_ABSCHNITT = frozenset({"model_type", "model_attributes_type", "dict_type", "mapping_type", "dataclass_type"})
_LISTE = frozenset({"list_type", "tuple_type", "set_type", "iterable_type"})
_AUSWAHL = frozenset({"literal_error", "enum"})


class Fehler(Struct, frozen=True):
    """One error; ``art``: fehlt, kurz, unbekannt, zuviel, abschnitt, liste or wert."""

    loc: Loc
    art: str
    meldung: str = ""
    eingabe: Any = None
    ctx: dict[str, Any] = field(default_factory=dict)

    @property
    def unbekannt(self) -> bool:
        """True if the key is the problem, not its value."""
        return self.art in ("unbekannt", "zuviel")

    @property
    def code(self) -> str:
        """The code of the finding."""
        return {"unbekannt": "VG106", "fehlt": "VG107"}.get(self.art, "VG108")


def flatten(gemeldet: ValidationError, daten: Any) -> list[Fehler]:
    """pydantic's errors by kind; their places are those of the data, without marks of pydantic's own."""
    ergebnis: list[Fehler] = []
    for roh in gemeldet.errors(include_url=False):
        loc = _im_baum(daten, roh["loc"])
        ctx: dict[str, Any] = roh.get("ctx", {})
        if roh["type"] == "too_short" and len(roh["input"]) >= ctx["min_length"]:
            continue  # pydantic counts the valid entries; the invalid ones are reported by themselves
        if roh["type"] == FELDER:
            ergebnis += [Fehler((*loc, name), art, meldung) for name, art, meldung in ctx["felder"]]
        else:
            ergebnis.append(_fehler(roh["type"], loc, roh["input"], ctx))
    return ergebnis


def explain(model: type[Abschnitt], wurzel: Node, fehler: Fehler) -> tuple[str, str | None]:
    """Message and help for one error."""
    if fehler.art == "unbekannt":
        return _unbekannt(model, fehler.loc)
    wo = path_text(fehler.loc)
    if fehler.art == "fehlt":
        return _fehlt(model, fehler, wo)
    if fehler.art in ("abschnitt", "liste"):
        erwartet = "ein Abschnitt mit eigenen Angaben" if fehler.art == "abschnitt" else "eine Liste"
        meldung = f"Hier wird {erwartet} erwartet, gefunden wurde {beschreibe(fehler.eingabe)}."
        return (f"{wo}: {meldung}" if wo else meldung), _form_hilfe(fehler)
    hilfe = _komma_hilfe(wurzel, fehler.loc)
    return (f"{wo}: {fehler.meldung}" if wo else fehler.meldung), hilfe


def title_at(model: type[Abschnitt], loc: Loc) -> str:
    """The German title of the field at a place, else its key; this is what a draft prints as ``<<…>>``."""
    feld = field_at(model, loc)
    if feld is not None and feld.titel:
        return feld.titel
    return next((teil for teil in reversed(loc) if isinstance(teil, str)), "Angabe")


def _fehler(typ: str, loc: Loc, eingabe: Any, ctx: dict[str, Any]) -> Fehler:
    if typ == "extra_forbidden":
        return Fehler(loc, "unbekannt")
    if typ == ZUVIEL:
        return Fehler(loc, "zuviel", ctx["meldung"])
    if typ in ("missing", FEHLT) or eingabe is None:
        return Fehler(loc, "fehlt")
    if typ in _ABSCHNITT:
        return Fehler(loc, "abschnitt", eingabe=eingabe)
    if typ in _LISTE:
        return Fehler(loc, "liste", eingabe=eingabe)
    if typ == WERT:
        return Fehler(loc, "wert", ctx["meldung"])
    if typ in ("too_short", "too_long"):
        grenze = ctx.get("min_length") or ctx.get("max_length")
        wort = "mindestens" if typ == "too_short" else "höchstens"
        eintraege = "ein Eintrag" if grenze == 1 else f"{grenze} Einträge"
        verb = "wird" if grenze == 1 else "werden"
        meldung = f"Hier {verb} {wort} {eintraege} erwartet, gefunden: {ctx.get('actual_length', 0)}."
        return Fehler(loc, "kurz" if typ == "too_short" else "wert", meldung)
    if typ in _AUSWAHL:
        return Fehler(
            loc,
            "wert",
            f"{_gross(beschreibe(eingabe))} ist hier nicht vorgesehen; möglich ist: {ctx.get('expected', '')}.",
        )
    if typ == "value_error" and str(ctx.get("error", "")):
        return Fehler(loc, "wert", str(ctx["error"]))
    return Fehler(loc, "wert", f"{_gross(beschreibe(eingabe))} ist hier kein gültiger Wert.")


def _im_baum(daten: Any, loc: Loc) -> Loc:
    """Drop what pydantic adds to a place: tags of unions, ``[key]``, indexes the file does not have."""
    ergebnis: list[str | int] = []
    letzter = len(loc) - 1
    for nummer, teil in enumerate(loc):
        if isinstance(daten, dict) and isinstance(teil, str) and (teil in daten or nummer == letzter):
            if teil == "[key]":
                continue
            ergebnis.append(teil)
            daten = daten.get(teil)
        elif isinstance(daten, (list, tuple)) and isinstance(teil, int) and teil < len(daten):
            ergebnis.append(teil)
            daten = daten[teil]
    return tuple(ergebnis)


def _unbekannt(model: type[Abschnitt], loc: Loc) -> tuple[str, str | None]:
    schluessel = str(loc[-1])
    abschnitt = model_at(model, loc[:-1])
    bekannte = tuple(felder(abschnitt)) if abschnitt else ()
    wo = f" im Abschnitt „{path_text(loc[:-1])}“" if len(loc) > 1 else ""
    meldung = f"Den Schlüssel „{kurz(schluessel)}“ gibt es{wo} nicht."
    if (nah := aehnlich(schluessel, bekannte)) is not None:
        return meldung, f"Gemeint ist vielleicht „{nah}“."
    for pfad in paths(model):
        if pfad[-1] == schluessel:
            ort = f"in den Abschnitt „{path_text(pfad[:-1])}“" if len(pfad) > 1 else "auf die oberste Ebene"
            return meldung, f"Der Schlüssel gehört {ort}."
    return meldung, ("Möglich sind hier: " + ", ".join(bekannte) + ".") if bekannte else None


def _fehlt(model: type[Abschnitt], fehler: Fehler, wo: str) -> tuple[str, str | None]:
    feld = field_at(model, fehler.loc)
    titel = f" ({feld.titel})" if feld is not None and feld.titel else ""
    meldung = fehler.meldung or f"Die Pflichtangabe „{wo}“{titel} fehlt."
    beispiel = feld.beispiele[0] if feld is not None and feld.beispiele else None
    hilfe = f"Zum Beispiel: {fehler.loc[-1]}: {beispiel}" if beispiel is not None and fehler.loc else None
    return meldung, hilfe


def _form_hilfe(fehler: Fehler) -> str | None:
    if isinstance(fehler.eingabe, str) and re.match(r"[A-Za-z_]\w*:\S", fehler.eingabe):
        return "Nach jedem Doppelpunkt steht ein Leerzeichen: „schlüssel: wert“."
    if fehler.art == "liste":
        return "Jeder Eintrag einer Liste beginnt in einer eigenen Zeile mit „- “."
    return (
        "Die Angaben eines Abschnitts stehen darunter, um zwei Leerzeichen eingerückt, je in der Form "
        "„schlüssel: wert“."
    )


def _komma_hilfe(wurzel: Node, loc: Loc) -> str | None:
    """In ``[3,75]`` the comma split one amount into two items."""
    node: Node | None = wurzel
    for teil in loc[:-1]:
        if isinstance(node, Mapping) and isinstance(teil, str):
            node = node.get(teil)
        elif isinstance(node, Sequence) and isinstance(teil, int) and teil < len(node.items):
            node = node.items[teil]
    if isinstance(node, Sequence) and node.flow and all(isinstance(i, Scalar) and i.text.isdigit() for i in node.items):
        return "In eckigen Klammern trennt YAML am Komma; Zahlen mit Komma gehören dort in Anführungszeichen."
    return None


def _gross(text: str) -> str:
    return text[:1].upper() + text[1:]
