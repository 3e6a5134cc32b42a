"""Package data for one profile: types, variants, overrides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from vertragsgen.package.daten import Datenauswahl, optionswerte, resolve_daten
from vertragsgen.package.paket import Paket, Paketladung
from vertragsgen.source.platzhalter import Platzhalter


@pytest.fixture
def paket(lade: Callable[[], Paketladung]) -> Paket:
    ladung = lade()
    assert ladung.paket is not None, ladung.befunde
    return ladung.paket


def profil(beginn: Any = date(2019, 1, 1), **angaben: Any) -> Any:
    return SimpleNamespace(laufzeit=SimpleNamespace(beginn=beginn), **angaben)


def daten(paket: Paket, wer: Any) -> Datenauswahl:
    return resolve_daten(paket.manifest, wer, paket.mark)


def test_unquoted_values_have_types(paket: Paket) -> None:
    assert daten(paket, profil()).werte["amt"] == {
        "name": "Amt Nord",
        "seit": date(2006, 6, 28),
        "plz": "01067",
        "referat": 14,
        "aktiv": True,
        "kurz": "14",
    }
    assert daten(paket, profil()).werte["anteil"] == Decimal("84.10")
    assert daten(paket, profil()).werte["zeilen"] == ["eins", "zwei"]


def test_variants_by_option(paket: Paket) -> None:
    assert daten(paket, profil(fassung="historisch")).werte["normen"]["plan"] == "§ 1"
    assert daten(paket, profil(fassung="historisch")).werte["normen"]["datum"] is None
    assert daten(paket, profil()).werte["normen"]["plan"] == "§ 2"
    assert daten(paket, profil()).werte["normen"]["datum"] == "28.06.2006"
    assert optionswerte(paket.manifest, profil()) == {"fassung": "bereinigt"}


@pytest.mark.parametrize(
    ("beginn", "frist"),
    [(date(2018, 12, 31), 3), (date(2019, 1, 1), 6), (date(2019, 12, 31), 6), (Platzhalter("Beginn", "x"), 3)],
)
def test_variants_by_date(beginn: Any, frist: int, paket: Paket) -> None:
    auswahl = daten(paket, profil(beginn))
    assert auswahl.befunde == ()
    assert auswahl.werte["normen"]["frist"] == frist


def test_no_variant_holds(paket: Paket) -> None:
    (befund,) = daten(paket, profil(date(2020, 1, 1))).befunde
    assert befund.code == "VG150"
    assert befund.meldung == (
        "Das Paket hat für „normen.frist“ keinen Wert, der hier gilt (fassung: bereinigt, Laufzeitbeginn 01.01.2020)."
    )
    assert befund.mark is not None
    assert befund.mark.zeile == 17


def test_overrides_are_read_as_what_they_replace(paket: Paket) -> None:
    auswahl = daten(paket, profil(amt={"referat": "15", "seit": "01.02.2007"}, anteil="1.234,56"))
    assert auswahl.befunde == ()
    assert auswahl.werte["amt"]["referat"] == 15
    assert auswahl.werte["amt"]["seit"] == date(2007, 2, 1)
    assert auswahl.werte["anteil"] == Decimal("1234.56")
    assert auswahl.werte["amt"]["name"] == "Amt Nord"


def test_an_override_replaces_a_chosen_variant(paket: Paket) -> None:
    assert daten(paket, profil(normen={"plan": "§ 9"})).werte["normen"]["plan"] == "§ 9"


@pytest.mark.parametrize(
    ("amt", "meldung"),
    [
        ({"referat": "vierzehn"}, "„vierzehn“ ist keine ganze Zahl"),
        ({"refarat": "15"}, "„amt.refarat“ gibt es in den Daten des Pakets nicht. Gemeint ist „referat“?"),
        ({"name": ["a"]}, "„amt.name“ ist in den Daten des Pakets anders aufgebaut."),
        ({"name": {"tief": "x"}}, "„amt.name.tief“ gibt es in den Daten des Pakets nicht."),
        ("Text", "„amt“ ist in den Daten des Pakets anders aufgebaut."),
    ],
)
def test_overrides_that_do_not_fit(amt: Any, meldung: str, paket: Paket) -> None:
    (befund,) = daten(paket, profil(amt=amt)).befunde
    assert befund.code == "VG108"
    assert befund.meldung.startswith(meldung)


def test_the_package_itself_is_not_changed(paket: Paket) -> None:
    daten(paket, profil(amt={"referat": "15"}))
    assert daten(paket, profil()).werte["amt"]["referat"] == 14
