"""The results of a large run are kept packed, and read like a list."""

from __future__ import annotations

import gc
import pickle
import tracemalloc

import pytest

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.output.gepackt import Gepackt, Verpackt


@pytest.mark.parametrize("anzahl", [0, 1, 99, 100, 101, 250])
def test_it_reads_like_a_list(anzahl: int) -> None:
    gepackt: Gepackt[str] = Gepackt()
    liste = [f"Eintrag {nummer}" for nummer in range(anzahl)]
    for eintrag in liste:
        gepackt.append(eintrag)
    assert len(gepackt) == anzahl
    assert list(gepackt) == liste
    assert [gepackt[nummer] for nummer in range(anzahl)] == liste
    assert [gepackt[-nummer - 1] for nummer in range(anzahl)] == liste[::-1]
    assert gepackt[1:3] == liste[1:3]
    with pytest.raises(IndexError):
        gepackt[anzahl]


def test_findings_in_one_piece_read_like_a_tuple() -> None:
    befunde = [
        Befund(
            "VG305", Schwere.WARNUNG, f"Meldung {nummer}", Mark("a.yaml", nummer, 2, 3), "Hilfe", "p", "d", "Ziffer 1",
            (Mark("b.md", 1, 1),), akzeptiert=nummer == 1, nicht_pruefbar=nummer == 2,
        )
        for nummer in range(3)
    ]  # fmt: skip
    verpackt = Verpackt(befunde)
    assert list(verpackt) == befunde
    assert (len(verpackt), verpackt[1], verpackt[-1], verpackt[1:]) == (3, befunde[1], befunde[2], tuple(befunde[1:]))
    assert verpackt == Verpackt(befunde) != Verpackt(befunde[1:])
    assert pickle.loads(pickle.dumps(verpackt)) == verpackt
    assert not Verpackt([])
    assert list(Verpackt([])) == []


def test_ten_thousand_findings_take_little_room() -> None:
    gepackt: Gepackt[Befund] = Gepackt()
    tracemalloc.start()
    try:
        for nummer in range(10_000):
            gepackt.append(Befund("VG305", Schwere.HINWEIS, f"Kündigung von Träger {nummer} muss bald zugehen."))
        gc.collect()
        belegt, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert belegt < 1_000_000
    assert len({befund.meldung for befund in gepackt}) == 10_000
