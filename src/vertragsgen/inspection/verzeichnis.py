"""All text rules in the order of their codes."""

from __future__ import annotations

from vertragsgen.checks.regel import Regelkopf
from vertragsgen.checks.verzeichnis import REGELN
from vertragsgen.inspection.begriffe import terminologie
from vertragsgen.inspection.inhalte import landesrahmenvertrag, mindestinhalte, pflichtregelungen
from vertragsgen.inspection.namen import anschriften, traegername
from vertragsgen.inspection.normen import aufgehobene_normen, fuehrungszeugnis, umgedeutete_normen
from vertragsgen.inspection.paketregeln import PAKETREGELN
from vertragsgen.inspection.regel import Textregel
from vertragsgen.inspection.termine import berichtsfrist, datumsangaben
from vertragsgen.inspection.umsatzsteuer import umsatzsteuerbefreiung
from vertragsgen.inspection.zitierform import zitierform

TEXTREGELN: tuple[Textregel, ...] = (
    berichtsfrist,
    datumsangaben,
    aufgehobene_normen,
    umgedeutete_normen,
    fuehrungszeugnis,
    mindestinhalte,
    landesrahmenvertrag,
    zitierform,
    terminologie,
    pflichtregelungen,
    traegername,
    anschriften,
    umsatzsteuerbefreiung,
    *PAKETREGELN,
)

ALLE_REGELN: tuple[Regelkopf, ...] = tuple(sorted((*REGELN, *TEXTREGELN), key=lambda regel: regel.code))
"""The rules on profiles and those on the wording: what exceptions and packages may name, and what has a page."""
