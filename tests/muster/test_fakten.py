"""A form says everything the filled documents say, but for what the provider fills in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.faktenliste import Faktenliste
from tests.muster.conftest import Muster, blaetter

# Package, list of facts, which of them beside those of all documents (a form under the SGB IX is one of the newest
# period), profile they were taken from, how many facts there are, how many the form leaves open.
LISTEN = [
    ("bremen/intensiv-betreutes-wohnen-sgb12", "bremen", "bereinigt", "regenbogen-intensiv-betreutes-wohnen", 453, 109),
    ("bremen/intensiv-betreutes-wohnen-sgb9", "bremen_sgb9", "neu", "lotsenhaus-beispielweser", 388, 57),
    (
        "hamburg/ambulante-sozialpsychiatrie-sgb12",
        "hamburg",
        "bereinigt",
        "musterhafen-ambulante-sozialpsychiatrie",
        420,
        62,
    ),
]
# What depends on an answer that a form leaves open: a sentence of a certain answer, a word of the package for a value
# that was chosen, the beginning of a text that a provider writes, or a note on sample data.
JE_NACH_ANTWORT = {
    "Betreuung, Unterstützung und Förderung nicht selbstständig",
    "Die Senatorin für Soziales,",
    "nach dem BremLRV SGB IX vor",
    "im unteren Drittel",
    "zuständigen senatorischen Behörde, Referat 14,",
    "Modellhafte Kalkulation – keine veröffentlichten Kosten des Trägers",
    "Sozialpädagoginnen und Sozialpädagogen",
    "Pflegefachkräfte",
    "Ergotherapeutinnen und -therapeuten",
    "Mitarbeitende mit vergleichbarer Qualifikation",
    "Die Kriterien und Kategorien sollen sich am individuellen Bedarf der Leistungsberechtigten orientieren.",
    "Strukturen: Jede Begegnungsstätte hat ein festes Team",
    "Prozesse: Die Hilfeplanung wird mit jeder begleiteten Person halbjährlich ausgewertet",
    "Ergebnisse: Erreichte Ziele",
    "Besondere Zielgruppen: Für psychisch erkrankte Eltern",
    "in regelmäßigen Abständen ein erweitertes Führungszeugnis",
    # The name until 2022; the form is one of the newest period.
    "Grundsicherung für Arbeitsuchende nach dem SGB II",
}


def _eben(text: str) -> str:
    return " ".join(text.split())


def _werte(wert: Any) -> Iterator[str]:
    return (_eben(text) for text in blaetter(wert) if len(text) > 3)


def _offen(fakt: str, werte: set[str]) -> bool:
    """True if the provider fills the fact in: a figure, a value of the profile, or a part of one."""
    return bool(re.search(r"\d|☒", fakt)) or any(wert in fakt or fakt in wert for wert in werte)


@pytest.mark.parametrize(("paket", "ordner", "fassung", "profil", "anzahl", "offen"), LISTEN)
def test_a_form_says_all_that_no_provider_fills_in(
    alle: list[Muster], repo: Path, paket: str, ordner: str, fassung: str, profil: str, anzahl: int, offen: int
) -> None:
    (muster,) = [eines for eines in alle if eines.paket == paket]
    liste = Faktenliste(repo / "tests" / ordner)
    werte = set(
        _werte(yaml.load((repo / "provider_data" / f"{profil}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader))
    )
    # With and without the numbers Word shows: a fact may run over several points of a list.
    texte = {
        name: _eben("\n".join([*(z.volltext for z in text.zeilen), *(z.text for z in text.zeilen)]))
        for name, text in muster.texte.items()
    }
    fakten = [
        (dokument, _eben(fakt))
        for dokument in liste.dokumente
        if dokument in texte
        for _, fakt in liste.fakten(fassung, dokument)
    ]
    assert len(fakten) == anzahl
    fehlen = [(dokument, fakt) for dokument, fakt in fakten if fakt not in texte[dokument]]
    assert len(fehlen) <= offen
    rest = [paar for paar in fehlen if not _offen(paar[1], werte) and paar[1] not in JE_NACH_ANTWORT]
    assert not rest, "\n".join(map(str, rest))
