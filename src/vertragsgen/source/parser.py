"""YAML text through the parser of PyYAML. Imported only where there is text to be parsed."""

from __future__ import annotations

from typing import Any

import yaml

from vertragsgen.diagnostics import Befund
from vertragsgen.source.compose import Abbruch, Composer
from vertragsgen.source.node import Node

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where it is there, else the pure Python parser; both read the same files."""


def parse(text: str, name: str, first_line: int, loader: Any = LOADER) -> tuple[Node | None, tuple[Befund, ...]]:
    """The tree of YAML text that begins in line ``first_line`` of the file called ``name``, and what is wrong with it."""
    composer = Composer(text.split("\n"), name, first_line)
    parser = None
    try:
        parser = loader(text)
        # Without a generator between parser and tree: None comes after the last event.
        node = composer.compose(iter(parser.get_event, None))
    except Abbruch as abbruch:
        return None, (*composer.befunde, abbruch.befund)
    except (yaml.YAMLError, ValueError) as fehler:  # ValueError: an escape beyond Unicode, in the pure parser
        from vertragsgen.source.syntax import diagnose

        problem = getattr(fehler, "problem_mark", None) or getattr(fehler, "context_mark", None)
        beginn = getattr(fehler, "context_mark", None)
        zeile = problem.line if problem else max(0, composer.letzte_zeile)
        befund = diagnose(
            composer.lines,
            zeile,
            problem.column if problem else 0,
            beginn.line if beginn else None,
            name,
            first_line,
        )
        return None, (*composer.befunde, befund)
    finally:
        if parser is not None:
            parser.dispose()
    return node, tuple(composer.befunde)
