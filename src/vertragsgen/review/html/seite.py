"""Puts the page together: template, style, script, and the report as JSON that nothing in it can leave."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from vertragsgen.review.bericht import Aenderungsbericht
from vertragsgen.review.html.daten import bloecke, seitendaten

_ORDNER = Path(__file__).parent
_PLATZ = re.compile(r"/\*(STIL|DATEN|ABLAUF)\*/|<!--(BLOECKE)-->")


def als_html(bericht: Aenderungsbericht, *, vorschlag: str = "") -> str:
    """The page. ``vorschlag`` is what a profile would have to say (YAML), shown with the first lines.

    Details of providers stand in blocks of their own, which the browser reads when they are unfolded: a report on many
    providers opens as fast as one on few.
    """
    teile = {
        "STIL": _vorlage("vorlage.css"),
        "ABLAUF": _vorlage("vorlage.js"),
        "DATEN": _json(seitendaten(bericht, vorschlag)),
        "BLOECKE": "\n".join(
            f'<script type="application/json" id="{name}">{_json(inhalt)}</script>' for name, inhalt in bloecke(bericht)
        ),
    }
    # One pass: data that holds a placeholder stays data.
    return _PLATZ.sub(lambda treffer: teile[treffer[1] or treffer[2]], _vorlage("vorlage.html"))


def _json(wert: Any) -> str:
    # A provider may be called „</script>“: no „<“ leaves the data as itself.
    return json.dumps(wert, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


@lru_cache(maxsize=3)
def _vorlage(name: str) -> str:
    return (_ORDNER / name).read_text(encoding="utf-8")
