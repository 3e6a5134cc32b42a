"""Numbers the posts and positions of a cost sheet, block by block (M1–M7, G1–G7, I1–I5)."""

from __future__ import annotations

from vertragsgen.calculation.angaben import angabe, liste
from vertragsgen.calculation.befunde import Fundort
from vertragsgen.calculation.model import Position, Stelle
from vertragsgen.calculation.positionen import Rohposition, weg_der_position, weg_der_stelle
from vertragsgen.diagnostics import Befund
from vertragsgen.package.manifest import Kostentraegerblatt, Manifest

CODE_BLOCK = "VG209"


def rohe_positionen(
    blatt: object, manifest: Manifest, vorgaben: Kostentraegerblatt, ort: Fundort
) -> tuple[list[Rohposition], list[Befund]]:
    """Posts and positions numbered block by block: inside a block the posts come first."""
    eintraege = [
        (f"{art}.{i}", art == "stellen", angabe(eintrag, "block", str), eintrag)
        for art in ("stellen", "positionen")
        for i, eintrag in enumerate(liste(blatt, art))
    ]
    befunde = [
        ort.befund(
            CODE_BLOCK,
            f"Der Kostenblock „{block}“ gehört nicht zum Kostenträgerblatt dieses Pakets; "
            f"erwartet: {', '.join(vorgaben.bloecke)}.",
            f"{pfad}.block",
        )
        for pfad, _, block, _ in eintraege
        if block is not None and block not in vorgaben.bloecke
    ]
    rohe: list[Rohposition] = []
    for block in vorgaben.bloecke:
        buchstabe = manifest.komponente(block).nummer
        im_block = [eintrag for eintrag in eintraege if eintrag[2] == block]
        for zahl, (pfad, ist_stelle, _, eintrag) in enumerate(im_block, 1):
            name = angabe(eintrag, "funktion" if ist_stelle else "bezeichnung", str) or ""
            von: tuple[str, ...] = ()
            if ist_stelle:
                weg = weg_der_stelle(eintrag)
            else:
                weg, von = weg_der_position(getattr(eintrag, "ansatz", None))
            rohe.append(Rohposition(f"{buchstabe}{zahl}", block, name, pfad, weg, ist_stelle, von))
    return rohe, befunde


def stelle_aus(blatt: object, roh: Rohposition, position: Position, vorgaben: Kostentraegerblatt) -> Stelle:
    """The post behind a numbered position."""
    eintrag = liste(blatt, "stellen")[int(roh.pfad.rpartition(".")[2])]
    art = angabe(eintrag, "art", str)
    return Stelle(
        nummer=roh.nummer,
        block=roh.block,
        funktion=roh.bezeichnung,
        qualifikation=angabe(eintrag, "qualifikation", str),
        tarifgruppe=angabe(eintrag, "tarifgruppe", str),
        art=art,
        vk=roh.weg.menge,
        ag_brutto_je_vk=roh.weg.preis,
        betrag=position.betrag,
        ist_betreuung=art in vorgaben.arten_betreuung,
        ist_fachkraft=art == vorgaben.art_fachkraft,
    )
