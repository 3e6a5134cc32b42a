"""Puts the page together: template, style, script, and the report as JSON that nothing in it can leave."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from vertragsgen.review.bericht import Aenderungsbericht, Dokumentbericht, Stand, Traegerbericht
from vertragsgen.review.berichttext import kopfzeile
from vertragsgen.review.gruppierung import einzelbericht
from vertragsgen.review.html.daten import Daten, bloecke, seitendaten
from vertragsgen.review.modell import Dokumentvergleich

_ORDNER = Path(__file__).parent
_PLATZ = re.compile(r"/\*(STIL|DATEN|ABLAUF)\*/|<!--(BLOECKE)-->")


def als_html(bericht: Aenderungsbericht, *, redlines: str = "") -> str:
    """The page on two states of a workspace. ``redlines`` is the way from the page to the folder of redlines.

    Details of providers stand in blocks of their own, which the browser reads when they are unfolded: a report on many
    providers opens as fast as one on few.
    """
    return _seite(bericht, {**seitendaten(bericht), "redlines": redlines})


def als_html_vergleich(vergleich: Dokumentvergleich, alt: str, neu: str, *, vorschlag: str = "") -> str:
    """The page on two files, called ``alt`` and ``neu``.

    ``vorschlag`` is what a profile would have to say (YAML); it stands below the first lines.
    """
    bericht = einzelbericht(vergleich, alt, neu)
    if not bericht.traeger:
        # Two equal texts may still come back with comments.
        dokument = Dokumentbericht(vergleich.dokument, "", Stand.GLEICH, vergleich)
        eins = Traegerbericht(vergleich.dokument, "", "", "", Stand.GLEICH, (dokument,))
        bericht = replace(bericht, traeger=(eins,))
    urteil = kopfzeile(vergleich)
    daten = {**seitendaten(bericht), "urteil": [urteil], "einzeln": True, "vorschlag": vorschlag}
    return _seite(bericht, daten)


def _seite(bericht: Aenderungsbericht, daten: Daten) -> str:
    teile = {
        "STIL": _vorlage("vorlage.css"),
        "ABLAUF": _vorlage("vorlage.js"),
        "DATEN": _json(daten),
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
