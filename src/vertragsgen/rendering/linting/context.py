"""The variables of a package's templates as shapes: the counterpart of ``build_context`` without a profile."""

from __future__ import annotations

from collections.abc import Mapping

from vertragsgen.calculation.model import Berechnung
from vertragsgen.package.bausteine import Einheit
from vertragsgen.package.manifest import KERNABSCHNITTE, STEUERABSCHNITTE, Komponente, Manifest
from vertragsgen.rendering.linting.shapes import VALUE, Shape, of_data, of_fields, of_list, of_type
from vertragsgen.source.section import Abschnitt, felder

LOOP = of_fields(
    dict.fromkeys(("index", "index0", "first", "last", "length", "revindex", "revindex0", "depth", "depth0"), VALUE)
)


def variables(manifest: Manifest, modell: type[Abschnitt]) -> dict[str, Shape]:
    """The shape of every variable that all templates of the package share, by name."""
    # Planning imports what compiling made, and compiling checks names with this.
    from vertragsgen.rendering.plan import Anlage

    names = [name for name in (*KERNABSCHNITTE, *manifest.optionen) if name not in STEUERABSCHNITTE]
    context = {name: of_type(felder(modell)[name].typ) if name in felder(modell) else Shape() for name in names}
    context["berechnung"] = of_type(Berechnung)
    context |= {name: of_data(wert) for name, wert in manifest.daten.items()}
    context["einheit"] = of_type(Einheit)
    context["paket"] = of_fields(
        dict.fromkeys(("id", "titel", "land", "leistungstyp"), VALUE)
        | {
            "komponenten": of_list(of_type(Komponente)),
            "einheiten": of_data(dict.fromkeys(manifest.einheiten)),
        }
    )
    context["anlagen"] = of_list(of_type(Anlage))
    context["dokument"] = of_fields(dict.fromkeys(("id", "titel", "kurztitel", "kennung"), VALUE))
    return context


def with_slots(context: Mapping[str, Shape], bereiche: Mapping[str, object]) -> dict[str, Shape]:
    """The variables of a frame: also its slots, each the clauses of one section of the document."""
    return {**context, **dict.fromkeys(bereiche, VALUE)}
