"""The rules of group 7 (package and documents) in the order of their codes."""

from __future__ import annotations

from vertragsgen.inspection.anlagen import anlagenliste
from vertragsgen.inspection.annahmen import modellannahmen
from vertragsgen.inspection.gliederung import nummerierung, verzeichnistext
from vertragsgen.inspection.informationsfreiheit import informationsfreiheit, veroeffentlichungsfassung
from vertragsgen.inspection.nachweis import zahlennachweis
from vertragsgen.inspection.platzhalter import platzhalterreste
from vertragsgen.inspection.regel import Textregel
from vertragsgen.inspection.schreibweisen import schreibweisen
from vertragsgen.inspection.verweise import querverweise

PAKETREGELN: tuple[Textregel, ...] = (
    anlagenliste,
    querverweise,
    platzhalterreste,
    nummerierung,
    verzeichnistext,
    informationsfreiheit,
    veroeffentlichungsfassung,
    schreibweisen,
    zahlennachweis,
    modellannahmen,
)
