"""The library: check and build a workspace. The command line only parses, calls and prints.

Data flows one way: profile → calculation → checks → documents → files. Nothing here reads the clock; the
``stichtag`` comes from the caller and decides the expiry of exceptions only, never the content of a document.

Each name is imported when it is first asked for: a build needs nothing of what compares templates.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vertragsgen.api.bauen import Bauergebnis, build, build_muster
    from vertragsgen.api.fortschreiben import raise_rates
    from vertragsgen.api.pruefen import ausnahmen, check, check_with_unprinted, render_profile
    from vertragsgen.api.vorlagen import (
        Paketuebersicht,
        check_templates,
        clauses,
        load_packages,
        template_overview,
        template_updates,
    )
    from vertragsgen.output.arbeiter import GEBAUT, NICHT_GEBAUT, UNVERAENDERT, UNVOLLSTAENDIG, Profilergebnis
    from vertragsgen.output.sperre import Belegt

__all__ = [
    "GEBAUT", "NICHT_GEBAUT", "UNVERAENDERT", "UNVOLLSTAENDIG", "Bauergebnis", "Belegt", "Paketuebersicht",
    "Profilergebnis", "ausnahmen", "build", "build_muster", "check", "check_templates", "check_with_unprinted",
    "clauses", "load_packages", "raise_rates", "render_profile", "template_overview", "template_updates",
]  # fmt: skip

_ORTE = {
    "vertragsgen.api.bauen": ("Bauergebnis", "build", "build_muster"),
    "vertragsgen.api.fortschreiben": ("raise_rates",),
    "vertragsgen.api.pruefen": ("ausnahmen", "check", "check_with_unprinted", "render_profile"),
    "vertragsgen.api.vorlagen": (
        "Paketuebersicht", "check_templates", "clauses", "load_packages", "template_overview", "template_updates",
    ),
    "vertragsgen.output.sperre": ("Belegt",),
    "vertragsgen.output.arbeiter": ("GEBAUT", "NICHT_GEBAUT", "UNVERAENDERT", "UNVOLLSTAENDIG", "Profilergebnis"),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    for ort, namen in _ORTE.items():
        if name in namen:
            # All that works needs it, and it nests deepest. Reached through the others, hundreds of calls would lie where
            # Python's memory for frames ends: taken from the system and given back at each (3.11).
            import_module("vertragsgen.rendering.compile")
            globals()[name] = wert = getattr(import_module(ort), name)
            return wert
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
