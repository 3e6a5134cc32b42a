"""Excel files of a document: which builder makes them, and what it is given."""

from __future__ import annotations

from typing import Any

from vertragsgen.calculation.angaben import dezimal
from vertragsgen.calculation.model import Berechnung
from vertragsgen.package.manifest import Manifest
from vertragsgen.rendering.document import Erzeugtes
from vertragsgen.rendering.plan import KENNUNG
from vertragsgen.rendering.xlsx import Budgetkopf, Mappe, Mappenkopf, zeichne_budget, zeichne_kostentraegerblatt
from vertragsgen.rendering.xlsx.blattangaben import Blattangaben, Vorjahreswert

_UNTERTITEL, _ABGRENZUNG, _HINWEIS, _FORTSCHREIBUNG = "untertitel", "abgrenzung", "hinweis", "fortschreibung"
_ERLAEUTERUNGEN = "erlaeuterungen"


def record_workbook(
    erzeugt: Erzeugtes, berechnung: Berechnung, manifest: Manifest, profil: Any, *, entwurf: bool
) -> Mappe:
    """The workbook of a document, recorded and not yet a file; its wording comes from the package (``xlsx_texte``)."""
    dokument = manifest.dokument(erzeugt.dokument)
    if dokument is not None and dokument.xlsx == "budget":
        return _budget(erzeugt, berechnung, profil, entwurf=entwurf)
    return _kostentraegerblatt(erzeugt, berechnung, manifest, profil, entwurf=entwurf)


def _texte(erzeugt: Erzeugtes) -> dict[str, str]:
    return {name: erzeugt.mit_kennung(text).strip() for name, text in erzeugt.mappentexte.items()}


def _budget(erzeugt: Erzeugtes, berechnung: Berechnung, profil: Any, *, entwurf: bool) -> Mappe:
    """The yearly budget; the texts are described at :class:`Budgetkopf`."""
    kopf = Budgetkopf(
        titel=erzeugt.titel,
        traeger=str(profil.traeger.name),
        kennung=f"Kennung {KENNUNG}",
        verfasser=erzeugt.eigenschaften.verfasser,
        texte=_texte(erzeugt),
        entwurf=entwurf,
    )
    return zeichne_budget(berechnung.budget, kopf)


def _kostentraegerblatt(
    erzeugt: Erzeugtes, berechnung: Berechnung, manifest: Manifest, profil: Any, *, entwurf: bool
) -> Mappe:
    """The cost sheet.

    The text ``untertitel`` stands below the title, ``abgrenzung`` (what the sheet does not cover) below that,
    ``hinweis`` below the summary, ``fortschreibung`` above the table of raised rates, ``erlaeuterungen`` at the end of
    the last sheet, each line a paragraph; all other names are topics of the comparison and give the place in the
    agreement.
    """
    texte = _texte(erzeugt)
    platzgeld = manifest.platzgeld
    kopf = Mappenkopf(
        titel=erzeugt.titel,
        traeger=str(profil.traeger.name),
        kennung=f"Kennung {KENNUNG}",
        verfasser=erzeugt.eigenschaften.verfasser,
        untertitel=texte.pop(_UNTERTITEL, None),
        angebot=_angebot(profil.angebot),
        standorte=tuple(_standort(standort) for standort in profil.angebot.standorte),
        angaben=tuple(_blattangaben(blatt) for blatt in profil.kostentraegerblaetter),
        platzgeld_titel=platzgeld.titel if platzgeld else "",
        platzgeld_summarisch=platzgeld is not None and platzgeld.rundung == "summe",
        abgrenzung=texte.pop(_ABGRENZUNG, ""),
        erlaeuterungen=tuple(zeile for text in texte.pop(_ERLAEUTERUNGEN, "").splitlines() if (zeile := text.strip())),
        hinweise=tuple(text for text in (texte.pop(_HINWEIS, ""),) if text),
        fortschreibung=texte.pop(_FORTSCHREIBUNG, ""),
        verweise=texte,
        entwurf=entwurf,
    )
    return zeichne_kostentraegerblatt(berechnung, kopf)


def _angebot(angebot: Any) -> str:
    teile = (angebot.bezeichnung, angebot.leistungstyp)
    return "/".join(str(teil) for teil in teile if teil is not None)


def _standort(standort: Any) -> str:
    """A site with its address, as far as the profile gives it."""
    teile = [standort.name, standort.strasse]
    if standort.plz is not None and standort.ort is not None:
        teile.append(f"{standort.plz} {standort.ort}")
    return ", ".join(str(teil) for teil in teile if teil is not None)


def _blattangaben(blatt: Any) -> Blattangaben:
    vorjahr = tuple(
        Vorjahreswert(str(wert.block), dezimal(wert, "summe"), dezimal(wert, "satz")) for wert in blatt.vorjahr
    )
    return Blattangaben(vorjahr, str(blatt.bearbeitung) if blatt.bearbeitung is not None else None)
