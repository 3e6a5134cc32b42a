"""Shared parts: deep merge, marks across files, and every way to get ``basis:`` wrong."""

from __future__ import annotations

from typing import Any

import pytest

TEIL = "traeger:\n  name: Verbund\n  strasse: Ring 1\n  plz: 99999\n  ort: X\nlaufzeit: {mindestlaufzeit_monate: 6}\n"


def test_own_values_win_and_marks_point_into_the_shared_file(umgebung: Any, profiltext: str) -> None:
    ohne_name = profiltext.replace("  name: Haus Süd gGmbH\n", "")
    geladen = umgebung.lade("basis: _teil.yaml\n" + ohne_name, _teil=TEIL)
    assert geladen.befunde == ()
    assert geladen.profil.traeger.name == "Verbund"
    assert geladen.profil.traeger.plz == "01067"
    assert geladen.profil.laufzeit.mindestlaufzeit_monate == 12
    assert geladen.profil.basis == ("_teil.yaml",)
    assert str(geladen.mark("traeger.name")) == "provider_data/_teil.yaml:2:9"
    assert geladen.mark("traeger.plz").datei == "provider_data/p.yaml"


def test_mistakes_in_a_shared_part_are_marked_there(umgebung: Any, profiltext: str) -> None:
    text = "basis: _teil.yaml\n" + profiltext.replace("  plz: 01067\n", "")
    (befund,) = umgebung.lade(text, _teil=TEIL.replace("99999", "999")).befunde
    assert str(befund.mark) == "provider_data/_teil.yaml:4:8"
    assert befund.profil == "p"


def test_null_overrides_a_shared_value(umgebung: Any, profiltext: str) -> None:
    text = profiltext.replace("mindestlaufzeit_monate: 12", "mindestlaufzeit_monate: null")
    geladen = umgebung.lade("basis: _teil.yaml\n" + text, _teil=TEIL)
    assert geladen.profil.laufzeit.mindestlaufzeit_monate is None


def test_of_several_parts_the_later_wins_and_parts_may_have_parts(umgebung: Any, profiltext: str) -> None:
    text = profiltext.replace("  rechtsform: gGmbH\n", "").replace("  strasse: Weg 3\n", "")
    geladen = umgebung.lade(
        "basis: [_a.yaml, _b.yaml]\n" + text,
        _a="traeger: {rechtsform: A, strasse: A 1}\n",
        _b="basis: _c.yaml\ntraeger: {strasse: B 1}\n",
        _c="traeger: {strasse: C 1, ik_nummer: 260123451}\n",
    )
    assert geladen.befunde == ()
    traeger = geladen.profil.traeger
    assert (traeger.rechtsform, traeger.strasse, traeger.ik_nummer) == ("A", "B 1", "260123451")


def test_a_web_of_parts_is_read_once_each(umgebung: Any, profiltext: str) -> None:
    teile = {
        f"_t{i}": f"basis: [{', '.join(f'_t{i + 1}.yaml' for _ in range(9))}]\ntraeger: {{rechtsform: R{i}}}\n"
        for i in range(30)
    }
    geladen = umgebung.lade("basis: _t0.yaml\n" + profiltext, **teile, _t30="angebot: {leistungstyp: L}\n")
    assert geladen.befunde == ()
    assert geladen.profil.angebot.leistungstyp == "L"


@pytest.mark.parametrize(
    ("basis", "teile", "wo", "teil"),
    [
        ("_fehlt.yaml", {}, "p.yaml:1:8", "gibt es nicht"),
        ("_tiel.yaml", {"_teil": ""}, "p.yaml:1:8", "gibt es nicht"),
        ("teil.yaml", {"teil": ""}, "p.yaml:1:8", "gefunden wurde „teil.yaml“"),
        ("../_teil.yaml", {}, "p.yaml:1:8", "gefunden wurde"),
        ("/etc/_x.yaml", {}, "p.yaml:1:8", "gefunden wurde"),
        ("_a/_b.yaml", {}, "p.yaml:1:8", "gefunden wurde"),
        ("_teil", {}, "p.yaml:1:8", "gefunden wurde"),
        ("_träger.yaml", {"_träger": ""}, "p.yaml:1:8", "gefunden wurde „_träger.yaml“"),
        ("{a: b}", {}, "p.yaml:1:8", "etwas anderes"),
        ("[[_a.yaml]]", {}, "p.yaml:1:9", "etwas anderes"),
        ("_a.yaml", {"_a": "basis: _a.yaml\n"}, "_a.yaml:1:8", "_a.yaml → _a.yaml"),
        (
            "_a.yaml",
            {"_a": "basis: _b.yaml\n", "_b": "basis: [_a.yaml]\n"},
            "_b.yaml:1:9",
            "_a.yaml → _b.yaml → _a.yaml",
        ),
        ("_a.yaml", {"_a": "- x\n"}, "p.yaml:1:8", "keine Angaben der Form"),
    ],
)
def test_a_wrong_reference_is_a_finding(
    umgebung: Any, profiltext: str, basis: str, teile: dict[str, str], wo: str, teil: str
) -> None:
    geladen = umgebung.lade(f"basis: {basis}\n{profiltext}", **teile)
    befunde = [b for b in geladen.befunde if b.code == "VG110"]
    assert [str(b.mark) for b in befunde] == [f"provider_data/{wo}"]
    assert teil in befunde[0].meldung


def test_a_shared_part_that_cannot_be_read_is_reported_with_its_own_place(umgebung: Any, profiltext: str) -> None:
    (befund,) = umgebung.lade("basis: _a.yaml\n" + profiltext, _a='x: "offen\n').befunde
    assert (befund.code, str(befund.mark)) == ("VG102", "provider_data/_a.yaml:1:4")


def test_no_reference_at_all(umgebung: Any, profiltext: str) -> None:
    assert umgebung.lade("basis: null\n" + profiltext).befunde == ()
    assert umgebung.lade("basis: []\n" + profiltext).befunde == ()
