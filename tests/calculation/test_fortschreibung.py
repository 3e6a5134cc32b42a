"""Raised rates: every row and every trap of the worked example (84,10 € = 5,00 + 75,69 + 3,41, Platzgeld 63,93)."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, localcontext

import pytest

from tests.calculation.beispiel import GP, IB, MP, manifest, profil, reihe
from vertragsgen.calculation.fortschreibung import Satzaenderung, raised_rate, raised_rates

D = Decimal


def erhoehe(prozent: str, *komponenten: str, **anders: object) -> Satzaenderung:
    [satz] = raised_rates(profil(**anders), manifest(), dict.fromkeys(komponenten, D(prozent)))
    return satz


@pytest.mark.parametrize(
    ("prozent", "komponenten", "neu", "gesamt", "tatsaechlich", "platzgeld"),
    [
        ("2.5", (GP, MP), ("5.13", "77.58", "3.41"), "86.12", "2.40", ("3.85", "58.19", "3.41", "65.45")),
        ("2.5", (GP, MP, IB), ("5.13", "77.58", "3.50"), "86.21", "2.51", ("3.85", "58.19", "3.50", "65.54")),
        ("3", (GP, MP), ("5.15", "77.96", "3.41"), "86.52", "2.88", ("3.86", "58.47", "3.41", "65.74")),
    ],
)
def test_the_rows_of_the_worked_example(
    prozent: str,
    komponenten: tuple[str, ...],
    neu: tuple[str, ...],
    gesamt: str,
    tatsaechlich: str,
    platzgeld: tuple[str, ...],
) -> None:
    satz = erhoehe(prozent, *komponenten)
    assert [str(teil.neu) for teil in satz.bestandteile] == list(neu)
    assert satz.gesamtentgelt.alt == D("84.10")
    assert satz.gesamtentgelt.neu == D(gesamt)
    assert satz.gesamtentgelt.prozent == D(tatsaechlich)
    assert satz.gesamtentgelt.differenz == D(gesamt) - D("84.10")
    assert [str(teil.neu) for teil in satz.platzgeld] == list(platzgeld)


def test_the_traps_give_other_cents() -> None:
    satz = erhoehe("2.5", GP, MP, IB)
    assert satz.gesamtentgelt.neu == D("86.21")
    assert raised_rate(D("84.10"), D("2.5")) == D("86.20")  # the total is never raised itself
    assert satz.platzgeld[-1].neu == D("65.54")
    assert raised_rate(D("63.93"), D("2.5")) == D("65.53")  # neither is the old Platzgeld
    summarisch = raised_rates(profil(), manifest(platzgeld={"rundung": "summe"}), dict.fromkeys((GP, MP, IB), D("2.5")))
    assert summarisch[0].platzgeld[-1].neu == D("65.53")  # unless the package rounds the reduced sum


def test_halves_go_up_whatever_the_context_says() -> None:
    with localcontext() as kontext:
        kontext.rounding, kontext.prec = ROUND_HALF_EVEN, 4
        assert raised_rate(D("5.00"), D("2.5")) == D("5.13")  # 5,125
        assert raised_rate(D("1.30"), D("2.5")) == D("1.33")  # 1,3325
        assert raised_rate(D("100.20"), D("2.5")) == D("102.71")  # 102,705


def test_the_next_year_starts_from_the_rounded_rates() -> None:
    erstes = erhoehe("2.5", GP, MP)
    zeile = reihe() | {teil.name: teil.neu for teil in erstes.bestandteile}
    zweites = erhoehe("2.5", GP, MP, verguetung={"einheit": "person_tag", "saetze": [zeile]})
    assert [str(teil.neu) for teil in zweites.bestandteile] == ["5.26", "79.52", "3.41"]
    assert raised_rate(D("5.00"), D("5.0625")) == D("5.25")  # two years at once would lose a cent


def test_percentages_may_differ_by_component() -> None:
    [satz] = raised_rates(profil(), manifest(), {GP: D(1), MP: D("4.2")})
    assert [str(teil.neu) for teil in satz.bestandteile] == ["5.05", "78.87", "3.41"]


def test_without_a_rule_there_is_no_platzgeld() -> None:
    assert erhoehe("2.5", GP, platzgeld=None).platzgeld == ()


def test_surcharges_are_not_rows_and_keep_the_numbers_of_the_others() -> None:
    zuschlag = {"bezeichnung": "Seniorenzuschlag", "art": "zuschlag", "betrag": D("13.11")}
    satz = erhoehe("2.5", GP, verguetung={"einheit": "person_tag", "saetze": [zuschlag, reihe()]})
    assert satz.index == 1


def test_a_rate_of_nothing_has_no_percentage() -> None:
    satz = erhoehe("2.5", GP, verguetung={"einheit": "person_tag", "saetze": [reihe(**{GP: D("0.00")})]})
    assert satz.bestandteile[0].prozent is None
