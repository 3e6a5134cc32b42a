"""The rules of group 7 (package and documents) in the order of their codes."""

from __future__ import annotations

from vertragsgen.inspection.nachweis import zahlennachweis
from vertragsgen.inspection.regel import Textregel

PAKETREGELN: tuple[Textregel, ...] = (zahlennachweis,)
