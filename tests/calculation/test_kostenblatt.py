"""the worked cost sheet, weighting by key, sensitivities."""

from __future__ import annotations

from typing import Any

import pytest

from tests.calculation.beispiel import GP, IB, MP, D, blatt, manifest, position, profil, reihe, stelle
from vertragsgen.calculation import Rechnung, calculate
from vertragsgen.calculation.gewichtung import rueckrechnung
from vertragsgen.calculation.model import Abgleich, Kostenblatt
from vertragsgen.money import runde
from vertragsgen.source.platzhalter import Platzhalter


def rechne(**anders: Any) -> Rechnung:
    return calculate(profil(**anders), manifest())


def sauber(**anders: Any) -> Kostenblatt:
    rechnung = rechne(**anders)
    assert rechnung.befunde == ()
    return rechnung.berechnung.kostenblaetter[0]


def meldungen(**anders: Any) -> list[tuple[str, str]]:
    return [(befund.code, befund.meldung) for befund in rechne(**anders).befunde]


def gestaffelt(*reihen: tuple[int, str, int, str]) -> dict[str, Any]:
    """Rates with several groups: (Gruppe, Schlüssel, places, MP)."""
    return {
        "verguetung": {
            "einheit": "person_tag",
            "saetze": [
                reihe(hilfebedarfsgruppe=hbg, schluessel=D(s), plaetze=plaetze, **{MP: D(mp)})
                for hbg, s, plaetze, mp in reihen
            ],
        }
    }


POSITIONEN = [
    ("M1", "2,20 VK × 61.800,00", "135960.00"),
    ("M2", "1,00 VK × 47.900,00", "47900.00"),
    ("M3", "0,16 VK × 74.400,00", "11904.00"),
    ("M4", "365 Tage × 28,00", "10220.00"),
    ("M5", "3,36 VK × 900,00", "3024.00"),
    ("M6", "1,50 % von M1–M3 (195.764,00)", "2936.46"),
    ("M7", "pauschal", "229.54"),
    ("G1", "0,10 VK × 68.000,00", "6800.00"),
    ("G2", "pauschal", "2150.00"),
    ("G3", "pauschal", "2010.00"),
    ("G4", "pauschal", "1130.00"),
    ("G5", "pauschal", "716.00"),
    ("G6", "pauschal", "690.00"),
    ("G7", "pauschal", "520.00"),
    ("I1", "45 m² × 10,50 × 12", "5670.00"),
    ("I2", "14.400,00 / 10 Jahre", "1440.00"),
    ("I3", "pauschal", "1200.00"),
    ("I4", "5.750,00 / 5 Jahre", "1150.00"),
    ("I5", "pauschal", "99.00"),
]


def test_worked_example_position_by_position() -> None:
    b = sauber()
    gerechnet = [(p.nummer, p.ansatz, p.betrag) for block in b.bloecke for p in block.positionen]
    assert gerechnet == [(nummer, ansatz, D(betrag)) for nummer, ansatz, betrag in POSITIONEN]


def test_worked_example_blocks() -> None:
    b = sauber()
    assert b.berechnungstage == D("2803.20")
    assert [(block.id, block.summe, runde(block.satz_exakt or D(0), 4), block.satz) for block in b.bloecke] == [
        (MP, D("212174.00"), D("75.6899"), D("75.69")),
        (GP, D("14016.00"), D("5.0000"), D("5.00")),
        (IB, D("9559.00"), D("3.4100"), D("3.41")),
    ]
    assert [(block.erloes, block.rundungsdifferenz) for block in b.bloecke] == [
        (D("212174.21"), D("0.21")),
        (D("14016.00"), D("0.00")),
        (D("9558.91"), D("-0.09")),
    ]
    assert [(block.gleicher_satz_von, block.gleicher_satz_bis) for block in b.bloecke] == [
        (D("212160.20"), D("212188.22")),
        (D("14001.99"), D("14030.01")),
        (D("9544.90"), D("9572.92")),
    ]


@pytest.mark.parametrize("rand", [0, 1, 2])
def test_bounds_of_the_same_rate_are_sharp(rand: int) -> None:
    block = sauber().bloecke[rand]
    tage = D("2803.20")
    assert block.gleicher_satz_von is not None
    assert block.gleicher_satz_bis is not None
    cent = D("0.01")
    assert runde(block.gleicher_satz_von / tage) == block.satz != runde((block.gleicher_satz_von - cent) / tage)
    assert runde(block.gleicher_satz_bis / tage) == block.satz != runde((block.gleicher_satz_bis + cent) / tage)


def test_worked_example_totals() -> None:
    b = sauber()
    assert b.gesamtkosten == D("235749.00")
    assert b.gesamtentgelt == D("84.10")
    assert b.jahresbudget == b.jahresbudget_vereinbart == D("235749.12")
    assert b.rundungsdifferenz == D("0.12")
    assert runde(b.rundungstoleranz or D(0)) == D("42.05")
    assert (b.vk_betreuung_ist, b.vk_betreuung_soll) == (D("3.20"), D("3.2"))
    assert b.fachkraftquote_prozent == D("68.75")


def test_posts() -> None:
    b = sauber()
    assert [(s.nummer, s.betrag, s.ist_betreuung, s.ist_fachkraft) for s in b.stellen] == [
        ("M1", D("135960.00"), True, True),
        ("M2", D("47900.00"), True, False),
        ("M3", D("11904.00"), False, False),
        ("G1", D("6800.00"), False, False),
    ]
    assert b.bloecke[0].betreuungskosten == D("183860.00")


def test_comparison_with_the_agreement() -> None:
    zeilen = sauber().abgleich
    assert all(zeile.stimmt for zeile in zeilen)
    werte = {zeile.titel: (zeile.soll, zeile.ist, zeile.verweis) for zeile in zeilen}
    assert list(werte) == [
        "Maßnahmepauschale",
        "Grundpauschale",
        "Investitionsbetrag",
        "Gesamtentgelt",
        "Platzgeld Grundpauschale",
        "Platzgeld Maßnahmepauschale",
        "Platzgeld Investitionsbetrag",
        "Platzgeld gesamt",
        "Plätze",
        "Betreuungsschlüssel",
        "Betreuungspersonal in VK",
        "Jahresbudget",
    ]
    assert werte["Maßnahmepauschale"] == (D("75.69"), D("75.69"), "verguetung")
    assert werte["Platzgeld gesamt"] == (D("63.93"), D("63.93"), "platzgeld")
    assert werte["Plätze"] == (8, 8, "plaetze")
    assert werte["Betreuungsschlüssel"] == (D("2.5"), D("2.5"), "schluessel")
    assert werte["Jahresbudget"] == (D("235749.00"), D("235749.12"), "jahresbudget")


def zeile(titel: str, **anders: Any) -> Abgleich:
    return next(z for z in rechne(**anders).berechnung.kostenblaetter[0].abgleich if z.titel == titel)


def test_comparison_finds_differences() -> None:
    teurer = {"verguetung": {"saetze": [reihe(**{MP: D("75.70"), "gesamtentgelt": D("84.11")})]}}
    assert (zeile("Maßnahmepauschale", **teurer).differenz, zeile("Maßnahmepauschale", **teurer).stimmt) == (
        D("0.01"),
        False,
    )
    assert zeile("Gesamtentgelt", **teurer).stimmt is False
    # 0,01 × 2.803,20 = 28,03, which rounding alone could explain.
    assert zeile("Jahresbudget", **teurer).stimmt is True
    viel_teurer = {"verguetung": {"saetze": [reihe(**{MP: D("75.72")})]}}
    assert zeile("Jahresbudget", **viel_teurer).differenz == D("84.22")
    assert zeile("Jahresbudget", **viel_teurer).stimmt is False
    assert zeile("Plätze", angebot={"plaetze": 9}).stimmt is False
    anderer = {"verguetung": {"saetze": [reihe(schluessel=D("2.4"))]}}
    assert zeile("Betreuungsschlüssel", **anderer).stimmt is False
    assert zeile("Betreuungspersonal in VK", **anderer).stimmt is False


GRUPPEN = [
    ("1:2,5", "2.5", "75.69"),
    ("1:4", "4", "51.09"),
    ("1:6", "6", "37.43"),
    ("1:8", "8", "30.60"),
    ("1:12", "12", "23.77"),
]
EXAKT = {"2.5": "75.6899", "4": "51.0939", "6": "37.4295", "8": "30.5973", "12": "23.7650"}


@pytest.mark.parametrize(("name", "schluessel", "satz"), GRUPPEN)
def test_weighting_by_key(name: str, schluessel: str, satz: str) -> None:
    """a and b of the worked example do not depend on how the 8 places are spread."""
    saetze = gestaffelt((1, "2.5", 4, "75.69"), (2, schluessel, 4, satz))
    b = rechne(**saetze).berechnung.kostenblaetter[0].bloecke[0]
    assert b.nach_schluessel
    assert (runde(b.fester_anteil or D(0), 4), runde(b.vk_anteil or D(0), 4)) == (D("10.1006"), D("163.9733"))
    assert [(teil.gerechnet, teil.vereinbart) for teil in b.saetze] == [
        (D("75.69"), D("75.69")),
        (D(satz), D(satz)),
    ]
    assert runde(b.saetze[1].exakt or D(0), 4) == D(EXAKT[schluessel])


def test_one_group_is_not_weighted_by_key() -> None:
    assert not sauber().bloecke[0].nach_schluessel


def test_unweighted_blocks_are_the_same_in_all_groups() -> None:
    b = rechne(**gestaffelt((1, "2.5", 5, "75.69"), (2, "4", 3, "51.09"))).berechnung.kostenblaetter[0]
    assert [[teil.gerechnet for teil in block.saetze] for block in b.bloecke[1:]] == [
        [D("5.00")] * 2,
        [D("3.41")] * 2,
    ]
    assert b.vk_betreuung_soll == D("2.75")
    assert [g.berechnungstage for g in b.gruppen] == [D("1752.00"), D("1051.20")]
    assert [g.gesamtentgelt for g in b.gruppen] == [D("84.10"), D("59.50")]
    assert b.gesamtentgelt is None
    assert b.jahresbudget == runde(D("84.10") * D("1752")) + runde(D("59.50") * D("1051.2"))
    assert [z.titel for z in b.abgleich if z.verweis == "verguetung"][:2] == [
        "Maßnahmepauschale, Hilfebedarfsgruppe 1",
        "Grundpauschale, Hilfebedarfsgruppe 1",
    ]


def test_each_of_several_keys_is_compared() -> None:
    def schluessel(vk: str) -> list[tuple[Any, ...]]:
        saetze = gestaffelt((1, "2.5", 5, "75.69"), (2, "4", 3, "51.09"))
        eigene = blatt(stellen=[stelle(MP, "Betreuung", "fachkraft", vk, "57456.25")])
        b = rechne(**saetze, kostentraegerblaetter=[eigene]).berechnung.kostenblaetter[0]
        return [(z.titel, z.soll, z.ist, z.stimmt) for z in b.abgleich if z.verweis == "schluessel"]

    namen = ["Betreuungsschlüssel, Hilfebedarfsgruppe 1", "Betreuungsschlüssel, Hilfebedarfsgruppe 2"]
    assert schluessel("2.75") == [(namen[0], D("2.5"), D("2.5"), True), (namen[1], D(4), D(4), True)]
    # Half the posts: each of them has twice as many places.
    assert schluessel("1.375") == [(namen[0], D(5), D("2.5"), False), (namen[1], D(8), D(4), False)]


def test_a_key_that_does_not_end_is_cut_to_four_decimals() -> None:
    saetze = gestaffelt((1, "2.5", 5, "75.69"), (2, "6", 3, "37.43"), (3, "9", 1, "29.00"))
    eigene = blatt(plaetze=9, stellen=[stelle(MP, "Betreuung", "fachkraft", "2.61", "57456.25")])
    zeilen = rechne(**saetze, kostentraegerblaetter=[eigene]).berechnung.kostenblaetter[0].abgleich
    assert [str(z.soll) for z in zeilen if z.verweis == "schluessel"] == ["2.5011", "6.0026", "9.0038"]
    assert all(z.stimmt for z in zeilen if z.verweis == "schluessel")


def test_what_is_still_open_keeps_its_line() -> None:
    """A draft lacks a figure; an agreement without absence rule, or a rate without Schlüssel, has nothing to compare."""
    offen, ohne = Platzhalter("Angabe", "x"), None
    for wert, erwartet in ((offen, 1), (ohne, 0)):
        zeilen = rechne(verguetung={"saetze": [reihe(schluessel=wert)]}).berechnung.kostenblaetter[0].abgleich
        assert len([z for z in zeilen if z.verweis == "schluessel" and z.stimmt is None]) == erwartet
        zeilen = rechne(platzgeld={"minderung_prozent": wert}).berechnung.kostenblaetter[0].abgleich
        assert len([z for z in zeilen if z.verweis == "platzgeld" and z.stimmt is None]) == 4 * erwartet


def test_one_key_of_several_groups_is_compared_once() -> None:
    b = rechne(**gestaffelt((1, "2.5", 5, "75.69"), (2, "2.5", 3, "75.69"))).berechnung.kostenblaetter[0]
    assert [(z.titel, z.soll) for z in b.abgleich if z.verweis == "schluessel"] == [("Betreuungsschlüssel", D("2.5"))]


def test_weighted_rates_bring_in_the_costs() -> None:
    """Where the posts fit the keys, what the groups pay together is the block sum, but for rounding."""
    stellen = [stelle(MP, "Betreuung", "fachkraft", "2.75", "57456.25")]
    b = rechne(
        **gestaffelt((1, "2.5", 5, "75.69"), (2, "4", 3, "51.09")),
        kostentraegerblaetter=[blatt(stellen=stellen)],
    ).berechnung.kostenblaetter[0]
    block = b.bloecke[0]
    assert block.rundungsdifferenz is not None
    assert block.rundungsdifferenz != 0
    assert abs(block.rundungsdifferenz) <= D("0.005") * D("2803.2")


def test_weights_calculated_back_from_agreed_rates() -> None:
    gerechnet = rueckrechnung((D("2.5"), D("75.69")), (D(12), D("23.77")))
    assert gerechnet is not None
    fest, je_vk = gerechnet
    assert (runde(fest, 4), runde(je_vk, 4)) == (D("10.1068"), D("163.9579"))
    abweichungen = [abs(D(satz) - (fest + je_vk / D(s))) for _, s, satz in GRUPPEN]
    assert runde(max(abweichungen), 4) == D("0.0063")
    assert runde(je_vk * D("350.40")) == D("57450.85")
    assert rueckrechnung((D(4), D(1)), (D(4), D(2))) is None


TAGE = ("365", "365.25", "366")
SENSITIVITAET = {
    "90": ("5.33 80.74 3.64 89.71", "5.33 80.68 3.63 89.64", "5.32 80.52 3.63 89.47"),
    "95": ("5.05 76.49 3.45 84.99", "5.05 76.43 3.44 84.92", "5.04 76.28 3.44 84.76"),
    "96": ("5.00 75.69 3.41 84.10", "5.00 75.64 3.41 84.05", "4.99 75.48 3.40 83.87"),
    "98": ("4.90 74.15 3.34 82.39", "4.89 74.09 3.34 82.32", "4.88 73.94 3.33 82.15"),
    "100": ("4.80 72.66 3.27 80.73", "4.80 72.61 3.27 80.68", "4.79 72.46 3.26 80.51"),
}


@pytest.mark.parametrize("auslastung", SENSITIVITAET)
@pytest.mark.parametrize("tage", TAGE)
def test_sensitivities(auslastung: str, tage: str) -> None:
    b = sauber(kostentraegerblaetter=[blatt(tage=D(tage), auslastung_prozent=D(auslastung))])
    je_block = {block.id: block.satz for block in b.bloecke}
    erwartet = [D(zahl) for zahl in SENSITIVITAET[auslastung][TAGE.index(tage)].split()]
    assert [je_block[GP], je_block[MP], je_block[IB], b.gesamtentgelt] == erwartet


@pytest.mark.parametrize("feld", ["tage", "auslastung_prozent"])
@pytest.mark.parametrize("wert", ["0", "-1", "999999999999"])
def test_days_that_cannot_divide_are_a_finding(feld: str, wert: str) -> None:
    rechnung = rechne(kostentraegerblaetter=[blatt(**{feld: D(wert)})])
    assert [(b.code, b.stelle) for b in rechnung.befunde] == [("VG207", f"kostentraegerblatt.0.{feld}")]
    b = rechnung.berechnung.kostenblaetter[0]
    assert (b.berechnungstage, b.jahresbudget, b.bloecke[0].satz, b.bloecke[0].positionen[0].je_tag) == (None,) * 4
    assert b.bloecke[0].summe == D("212174.00")


def test_no_places_are_a_finding() -> None:
    rechnung = rechne(verguetung={"saetze": [reihe(plaetze=0)]})
    assert [b.code for b in rechnung.befunde] == ["VG207"]
    assert "0" in rechnung.befunde[0].meldung


def mit_position(*positionen: dict[str, Any]) -> dict[str, Any]:
    return {"kostentraegerblaetter": [blatt(stellen=[], positionen=list(positionen))]}


def test_percentage_of_unknown_position() -> None:
    gefunden = meldungen(**mit_position(position(MP, "Zuschlag", prozent=D(10), von=["Phantasie"])))
    assert gefunden == [("VG209", "Position M1 „Zuschlag“ rechnet Prozent von „Phantasie“, die es nicht gibt.")]


def test_percentage_of_posts_that_are_not_there() -> None:
    gefunden = meldungen(**mit_position(position(MP, "Zuschlag", prozent=D(10), von="stellen")))
    assert gefunden == [("VG209", "Position M1 „Zuschlag“ rechnet Prozent von den Stellen; der Block hat keine.")]


def test_percentages_in_a_circle() -> None:
    kreis = [position(MP, f"P{n}", prozent=D(10), von=[f"P{n % 3 + 1}"]) for n in (1, 2, 3)]
    dazu = position(MP, "Danach", prozent=D(10), von=["P1"])
    rechnung = rechne(**mit_position(*kreis, dazu))
    assert [b.code for b in rechnung.befunde] == ["VG209"]
    assert "im Kreis" in rechnung.befunde[0].meldung
    assert [p.betrag for p in rechnung.berechnung.kostenblaetter[0].bloecke[0].positionen] == [None] * 4
    selbst = meldungen(**mit_position(position(MP, "Selbst", prozent=D(10), von=["M1"])))
    assert selbst == [("VG209", "Die Prozentpositionen M1 → M1 beziehen sich im Kreis aufeinander.")]


def test_percentages_by_name_number_and_of_each_other() -> None:
    rechnung = rechne(
        **mit_position(
            position(MP, "Danach", prozent=D(50), von=["Zuschlag"]),
            position(MP, "Grund", pauschal=D("100.00")),
            position(MP, "Zuschlag", prozent=D(10), von=["Grund", "G1", "M2"]),
            position(GP, "Sache", pauschal=D("50.00")),
        )
    )
    assert rechnung.befunde == ()
    danach, _, zuschlag = rechnung.berechnung.kostenblaetter[0].bloecke[0].positionen
    # „Grund“ and „M2“ are the same position and count once.
    assert (zuschlag.ansatz, zuschlag.betrag) == ("10 % von M2, G1 (150,00)", D("15.00"))
    assert (danach.ansatz, danach.betrag) == ("50 % von M3 (15,00)", D("7.50"))


def test_a_name_used_twice_is_looked_up_in_the_own_block() -> None:
    teile = [
        position(MP, "Reinigung", pauschal=D("100.00")),
        position(GP, "Reinigung", pauschal=D("50.00")),
        position(GP, "Zuschlag", prozent=D(10), von=["Reinigung"]),
    ]
    assert rechne(**mit_position(*teile)).berechnung.kostenblaetter[0].bloecke[1].positionen[1].betrag == D("5.00")
    doppelt = meldungen(**mit_position(*teile, position(GP, "Reinigung", pauschal=D("1.00"))))
    assert [code for code, _ in doppelt] == ["VG209"]
    assert "mehrfach" in doppelt[0][1]


def test_no_years_to_spread_over() -> None:
    assert [code for code, _ in meldungen(**mit_position(position(IB, "AfA", betrag=D(100), jahre=D(0))))] == ["VG209"]


def test_a_thousand_chained_percentages_do_not_overflow_the_stack() -> None:
    kette = [position(MP, "P0", pauschal=D("100.00"))]
    kette += [position(MP, f"P{n}", prozent=D(100), von=[f"M{n}"]) for n in range(1, 1500)]
    block = rechne(**mit_position(*reversed(kette[1:]), kette[0])).berechnung.kostenblaetter[0].bloecke[0]
    assert len(block.positionen) == 1500


def test_amounts_out_of_bounds_are_a_finding() -> None:
    riesig = D(10) ** 11
    gefunden = meldungen(**mit_position(position(IB, "Phantasie", menge=riesig, preis=riesig, mal=riesig)))
    assert [code for code, _ in gefunden] == ["VG209"]


def test_unknown_block_is_a_finding() -> None:
    gefunden = meldungen(**mit_position(position("phantasie", "P", pauschal=D(1))))
    assert [code for code, _ in gefunden] == ["VG209"]


def test_weighting_without_staff_or_key_is_a_finding() -> None:
    saetze = gestaffelt((1, "2.5", 4, "75.69"), (2, "4", 4, "51.09"))
    ohne_personal = rechne(**saetze, kostentraegerblaetter=[blatt(stellen=[], positionen=[])])
    assert [b.code for b in ohne_personal.befunde] == ["VG206"]
    assert "0 VK" in ohne_personal.befunde[0].meldung
    saetze["verguetung"]["saetze"][1]["schluessel"] = None
    ohne_schluessel = rechne(**saetze)
    assert [b.code for b in ohne_schluessel.befunde] == ["VG206"]
    assert "Hilfebedarfsgruppe 2" in ohne_schluessel.befunde[0].meldung
    assert [t.gerechnet for t in ohne_schluessel.berechnung.kostenblaetter[0].bloecke[0].saetze] == [
        D("75.69"),
        None,
    ]


def test_several_sheets_cover_the_rows_they_name() -> None:
    saetze = gestaffelt((1, "2.5", 8, "75.69"), (2, "4", 8, "51.09"))
    blaetter = [blatt(saetze=["1"]), blatt(saetze=["Hilfebedarfsgruppe 2"])]
    rechnung = rechne(**saetze, kostentraegerblaetter=blaetter)
    assert rechnung.befunde == ()
    assert [[s.titel for s in b.saetze] for b in rechnung.berechnung.kostenblaetter] == [
        ["Hilfebedarfsgruppe 1"],
        ["Hilfebedarfsgruppe 2"],
    ]
    assert [b.gesamtentgelt for b in rechnung.berechnung.kostenblaetter] == [D("84.10"), D("84.10")]


def test_several_sheets_that_cannot_be_told_apart() -> None:
    saetze = gestaffelt((1, "2.5", 8, "75.69"), (2, "4", 8, "51.09"))
    ohne = rechne(**saetze, kostentraegerblaetter=[blatt(), blatt(titel="Hilfebedarfsgruppe 2")])
    assert [(b.code, b.stelle) for b in ohne.befunde] == [("VG206", "kostentraegerblatt.0")]
    falsch = rechne(**saetze, kostentraegerblaetter=[blatt(saetze=["3"]), blatt(saetze=["2"])])
    assert [b.meldung for b in falsch.befunde] == [
        "Das Kostenträgerblatt nennt den Vergütungssatz „3“, den es nicht gibt."
    ]


def test_draft_with_holes_has_no_partial_sums() -> None:
    loch = Platzhalter("Personalkosten je VK", "x")
    stellen = [stelle(MP, "Betreuung", "fachkraft", "3.2", "100.00")]
    stellen[0]["ag_brutto_je_vk"] = loch
    b = rechne(kostentraegerblaetter=[blatt(stellen=stellen)]).berechnung.kostenblaetter[0]
    assert b.stellen[0].betrag is None
    assert b.bloecke[0].positionen[0].ansatz == "3,2 VK × …"
    assert (b.bloecke[0].summe, b.bloecke[0].satz, b.gesamtkosten, b.jahresbudget) == (None,) * 4
    assert b.bloecke[1].satz == D("2.57")
    assert {z.titel: z.stimmt for z in b.abgleich}["Jahresbudget"] is None


def test_package_without_cost_sheet_has_none() -> None:
    assert calculate(profil(), manifest(kostentraegerblatt=None)).berechnung.kostenblaetter == ()
