"""Excel files of a document: which builder makes them, and what it is given."""

from __future__ import annotations

from typing import Any

from vertragsgen.calculation.model import Berechnung
from vertragsgen.package.manifest import Manifest
from vertragsgen.rendering.produce import Erzeugtes
from vertragsgen.rendering.xlsx import Mappe, Mappenkopf, zeichne_kostentraegerblatt

_UNTERTITEL, _HINWEIS, _FORTSCHREIBUNG = "untertitel", "hinweis", "fortschreibung"


def record_workbook(
    erzeugt: Erzeugtes, berechnung: Berechnung, manifest: Manifest, profil: Any, *, entwurf: bool
) -> Mappe:
    """The cost sheet of a profile, recorded and not yet a file; its wording comes from the package (``xlsx_texte``).

    The text ``hinweis`` stands below the summary, ``untertitel`` below the title, ``fortschreibung`` above the table
    of raised rates; all other names are topics of the comparison and give the place in the agreement.
    """
    texte = {name: text.strip() for name, text in erzeugt.mappentexte.items()}
    platzgeld = manifest.platzgeld
    kopf = Mappenkopf(
        titel=erzeugt.titel,
        traeger=str(profil.traeger.name),
        kennung=f"Kennung {erzeugt.kennung}",
        verfasser=erzeugt.eigenschaften.verfasser,
        untertitel=texte.pop(_UNTERTITEL, None),
        angebot=str(profil.angebot.bezeichnung),
        standorte=", ".join(str(standort.name) for standort in profil.angebot.standorte) or None,
        platzgeld_titel=platzgeld.titel if platzgeld else "",
        platzgeld_summarisch=platzgeld is not None and platzgeld.rundung == "summe",
        hinweise=tuple(text for text in (texte.pop(_HINWEIS, ""),) if text),
        fortschreibung=texte.pop(_FORTSCHREIBUNG, ""),
        verweise=texte,
        entwurf=entwurf,
    )
    return zeichne_kostentraegerblatt(berechnung, kopf)
