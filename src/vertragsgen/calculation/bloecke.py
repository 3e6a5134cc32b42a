"""Cost blocks: from the sum of the positions to the rate of each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, Decimal

from msgspec import Struct

from vertragsgen.calculation.angaben import GRENZE, summe
from vertragsgen.calculation.befunde import Fundort
from vertragsgen.calculation.gewichtung import gewichteter_satz
from vertragsgen.calculation.model import Block, Blocksatz, Position, Satz, Stelle
from vertragsgen.diagnostics import Befund
from vertragsgen.money import CENT, HALBER_CENT, runde
from vertragsgen.package.manifest import Komponente, Manifest

CODE_SATZ = "VG206"


class Blattmass(Struct, frozen=True):
    """What costs are divided by: ``menge`` of the sheet and of each row, exact; None where not computable.

    ``zahl`` counts days, months or hours a year. ``je_platz`` = zahl × Auslastung/100 is what one place counts for;
    None for hours, which are those of the sheet, whatever its places.
    """

    bezug: str
    plaetze: int | None
    zahl: Decimal | None
    auslastung_prozent: Decimal | None
    je_platz: Decimal | None
    menge: Decimal | None
    plaetze_je_satz: Mapping[int, int | None]
    menge_je_satz: Mapping[int, Decimal | None]

    @classmethod
    def nach_plaetzen(
        cls,
        bezug: str,
        plaetze: int | None,
        zahl: Decimal | None,
        auslastung: Decimal | None,
        plaetze_je_satz: Mapping[int, int | None],
        *,
        ungueltig: bool,
    ) -> Blattmass:
        """Days or months: Plätze × zahl × Auslastung/100. ``ungueltig`` (zero or less) leaves all of it open."""
        je_platz = None if zahl is None or auslastung is None or ungueltig else zahl * auslastung / 100
        return cls(
            bezug=bezug,
            plaetze=plaetze,
            zahl=zahl,
            auslastung_prozent=auslastung,
            je_platz=je_platz,
            menge=None if je_platz is None or plaetze is None else plaetze * je_platz,
            plaetze_je_satz=plaetze_je_satz,
            menge_je_satz={
                index: None if je_platz is None or anzahl is None else anzahl * je_platz
                for index, anzahl in plaetze_je_satz.items()
            },
        )

    @classmethod
    def nach_stunden(
        cls,
        bezug: str,
        plaetze: int | None,
        stunden: Decimal | None,
        auslastung: Decimal | None,
        plaetze_je_satz: Mapping[int, int | None],
        *,
        ungueltig: bool,
    ) -> Blattmass:
        """Hours of the sheet × Auslastung/100, where one is agreed; they belong to its only row."""
        anteil = Decimal(100) if auslastung is None else auslastung
        menge = None if stunden is None or ungueltig else stunden * anteil / 100
        je_satz = dict.fromkeys(plaetze_je_satz, menge if len(plaetze_je_satz) == 1 else None)
        return cls(bezug, plaetze, stunden, auslastung, None, menge, plaetze_je_satz, je_satz)


class Gewichte(Struct, frozen=True):
    """a and b of a weighted block in euro a day or month."""

    fester_anteil: Decimal
    vk_anteil: Decimal


def _gewichte(
    blocksumme: Decimal | None, betreuung: Decimal | None, vk: Decimal | None, mass: Blattmass
) -> Gewichte | None:
    """a = fixed part / menge, b = personnel costs per VK / (zahl × Auslastung); None if not computable."""
    if blocksumme is None or betreuung is None or not vk or not mass.menge or not mass.je_platz:
        return None
    return Gewichte((blocksumme - betreuung) / mass.menge, betreuung / vk / mass.je_platz)


def _gleicher_satz(satz: Decimal | None, tage: Decimal | None) -> tuple[Decimal, Decimal] | tuple[None, None]:
    """Smallest and largest block sum in cents that gives the same rounded rate."""
    if satz is None or tage is None:
        return None, None
    von = ((satz - HALBER_CENT) * tage).quantize(CENT, ROUND_CEILING)
    # The upper bound itself rounds up to the next rate.
    bis = ((satz + HALBER_CENT) * tage).quantize(CENT, ROUND_CEILING) - CENT
    return von, bis


def _nach_schluessel(gewichte: Gewichte | None, schluessel: Decimal | None) -> Decimal | None:
    if gewichte is None or not schluessel:
        return None
    return gewichteter_satz(gewichte.fester_anteil, gewichte.vk_anteil, schluessel)


def _blocksatz(satz: Satz, komponente: str, exakt: Decimal | None, mass: Blattmass) -> Blocksatz:
    exakt = None if exakt is None or abs(exakt) >= GRENZE else exakt
    gerechnet, tage = None if exakt is None else runde(exakt), mass.menge_je_satz[satz.index]
    return Blocksatz(
        satz=satz.index,
        titel=satz.titel,
        schluessel=satz.schluessel,
        exakt=exakt,
        gerechnet=gerechnet,
        vereinbart=next((teil.betrag for teil in satz.bestandteile if teil.id == komponente), None),
        erloes=None if gerechnet is None or tage is None else runde(gerechnet * tage),
    )


def _block(
    komponente: Komponente,
    positionen: tuple[Position, ...],
    stellen: Sequence[Stelle],
    saetze: Sequence[Satz],
    mass: Blattmass,
) -> Block:
    blocksumme = summe([position.betrag for position in positionen])
    betreuer = [stelle for stelle in stellen if stelle.block == komponente.id and stelle.ist_betreuung]
    betreuung = summe([stelle.betrag for stelle in betreuer])
    nach_schluessel = komponente.gewichtet and len(saetze) > 1
    gewichte = _gewichte(blocksumme, betreuung, summe([s.vk for s in betreuer]), mass) if nach_schluessel else None
    anteil = blocksumme / mass.menge if blocksumme is not None and mass.menge else None
    exakte = [_nach_schluessel(gewichte, satz.schluessel) if nach_schluessel else anteil for satz in saetze]
    teile = [_blocksatz(satz, komponente.id, ex, mass) for satz, ex in zip(saetze, exakte, strict=True)]
    erloes = summe([teil.erloes for teil in teile]) if teile else None
    einheitlich = None if not teile or nach_schluessel else teile[0].gerechnet
    von, bis = _gleicher_satz(einheitlich, mass.menge)
    return Block(
        id=komponente.id,
        titel=komponente.titel,
        kurz=komponente.kurz,
        nummer=komponente.nummer,
        gewichtet=komponente.gewichtet,
        nach_schluessel=nach_schluessel,
        positionen=positionen,
        summe=blocksumme,
        satz_exakt=teile[0].exakt if teile else anteil,
        satz=teile[0].gerechnet if teile else None,
        erloes=erloes,
        rundungsdifferenz=None if erloes is None or blocksumme is None else erloes - blocksumme,
        saetze=tuple(teile),
        betreuungskosten=betreuung,
        fester_anteil=None if gewichte is None else gewichte.fester_anteil,
        vk_anteil=None if gewichte is None else gewichte.vk_anteil,
        gleicher_satz_von=von,
        gleicher_satz_bis=bis,
    )


def berechne_bloecke(
    manifest: Manifest,
    je_block: Mapping[str, tuple[Position, ...]],
    stellen: Sequence[Stelle],
    saetze: Sequence[Satz],
    mass: Blattmass,
    ort: Fundort,
) -> tuple[tuple[Block, ...], list[Befund]]:
    """The blocks in the order of the package, with a finding where weighting by key cannot work."""
    bloecke = tuple(_block(manifest.komponente(k), teile, stellen, saetze, mass) for k, teile in je_block.items())
    befunde = []
    for block in bloecke:
        ohne = [satz.titel for satz in saetze if not satz.schluessel]
        if block.nach_schluessel and ohne:
            meldung = f"{block.titel} wird nach dem Betreuungsschlüssel gewichtet; er fehlt bei {', '.join(ohne)}."
            befunde.append(ort.befund(CODE_SATZ, meldung, ""))
        betreuer = [stelle.vk for stelle in stellen if stelle.block == block.id and stelle.ist_betreuung]
        if block.nach_schluessel and summe(betreuer) == 0:
            meldung = (
                f"{block.titel} wird nach dem Betreuungsschlüssel gewichtet; das Kostenträgerblatt enthält "
                "in diesem Block aber kein Betreuungspersonal (0 VK)."
            )
            befunde.append(ort.befund(CODE_SATZ, meldung, "stellen"))
    return bloecke, befunde
