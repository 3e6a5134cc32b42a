"""``diff`` over the samples: what is each provider's own is nobody else's, and nothing is counted or alarmed wrongly."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document

from tests.review.test_diff import ersetze, mit_anfang, vergleiche
from vertragsgen import api
from vertragsgen.output.raisable import Fortschreibungsauftrag as Fortschreibung
from vertragsgen.review.bericht import Aenderungsbericht
from vertragsgen.review.gesamttext import als_text
from vertragsgen.review.modell import Risiko
from vertragsgen.review.wortdiff import Stueckart
from vertragsgen.workspace import open_workspace

PAKET = "templates/bremen/intensiv-betreutes-wohnen-sgb12"
LAUFZEIT = f"{PAKET}/klauseln/vereinbarung/vereinbarungszeitraum-laufzeit.md"
BEISPIELHAUS, MUSTERHAFEN = "beispielhaus-musterweser", "musterhafen-ambulante-sozialpsychiatrie"
WOHNVERBUND = "wohnverbund-beispielhafen"
MUSTERSIEL, REGENBOGEN = "mustersiel-beispielhilfe", "regenbogen-intensiv-betreutes-wohnen"


@pytest.fixture(scope="module")
def beispiele_(tmp_path_factory: pytest.TempPathFactory, repo: Path) -> Path:
    ordner = tmp_path_factory.mktemp("beispiele") / "arbeit"
    for name in ("provider_data", "templates"):
        shutil.copytree(repo / name, ordner / name)
    shutil.copy(repo / "vertragsgen.yaml", ordner)
    return mit_anfang(ordner)


@pytest.fixture
def beispiele(beispiele_: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(beispiele_, tmp_path / "arbeit"))


def profil(ordner: Path, name: str) -> Path:
    return ordner / "provider_data" / f"{name}.yaml"


def absatz(bericht: Aenderungsbericht, anfang: str) -> str:
    """The lines of the text report from the one that holds ``anfang`` to the next entry."""
    text = als_text(bericht).replace("\u00a0", " ")
    fund = re.search(rf"^  \S[^\n]*{re.escape(anfang)}[^\n]*\n(?:      [^\n]*\n)*", text, re.M)
    assert fund, text
    return fund[0]


def test_figures_of_one_provider_are_not_shown_as_those_of_all(beispiele: Path) -> None:
    ersetze(beispiele / LAUFZEIT, "einer schriftlichen", "einer elektronischen")
    for name, wochen in ((MUSTERSIEL, 8), (REGENBOGEN, 4)):
        ersetze(
            profil(beispiele, name),
            "kuendigungsfrist_entgelte_wochen: 6",
            f"kuendigungsfrist_entgelte_wochen: {wochen}",
        )
    bericht = vergleiche(beispiele)
    gruppe = absatz(bericht, "in 2 Dokumenten (Mustersiel Beispielhilfe gGmbH, Regenbogen gGmbH)")
    assert "[-schriftlichen-]{+elektronischen+}" in gruppe
    assert "[-6-]{+‹je nach Träger›+} Wochen" in gruppe
    assert {(zeile.traeger.split()[0], zeile.zahl.neu) for zeile in bericht.zahlen} == {
        ("Mustersiel", "8"),
        ("Regenbogen", "4"),
    }


def test_what_all_have_in_common_is_shown_as_it_is(beispiele: Path) -> None:
    ersetze(beispiele / LAUFZEIT, "einer schriftlichen", "einer elektronischen")
    for name in (MUSTERSIEL, REGENBOGEN):
        ersetze(profil(beispiele, name), "kuendigungsfrist_entgelte_wochen: 6", "kuendigungsfrist_entgelte_wochen: 8")
    assert "[-6-]{+8+} Wochen" in absatz(vergleiche(beispiele), "in 2 Dokumenten")


HBG = """\
    - hilfebedarfsgruppe: {0}
      schluessel: "1:2,5"
      plaetze: 5
      grundpauschale: 6,15
      massnahmepauschale: 77,40
      investitionsbetrag: 3,38
"""


def _gestrichen(text: str) -> str:
    davor, rest = text.split("    - hilfebedarfsgruppe: 1\n")
    return davor + "    - hilfebedarfsgruppe: 2\n" + rest.split("    - hilfebedarfsgruppe: 2\n")[1]


def _vorangestellt(text: str) -> str:
    return text.replace("    - hilfebedarfsgruppe: 1\n", HBG.format(5) + "    - hilfebedarfsgruppe: 1\n")


def _angehaengt(text: str) -> str:
    return text.replace("      investitionsbetrag: 3,38\n", "      investitionsbetrag: 3,38\n" + HBG.format(2))


@pytest.mark.parametrize(
    ("name", "aendere"), [(BEISPIELHAUS, _gestrichen), (BEISPIELHAUS, _vorangestellt), (MUSTERSIEL, _angehaengt)]
)
def test_a_row_of_rates_that_came_or_went_is_explained(
    beispiele: Path, name: str, aendere: Callable[[str], str]
) -> None:
    datei = profil(beispiele, name)
    vorher = datei.read_text(encoding="utf-8")
    datei.write_text(aendere(vorher), encoding="utf-8", newline="\n")
    assert datei.read_text(encoding="utf-8") != vorher
    bericht = vergleiche(beispiele)
    assert [zeile.stelle for zeile in bericht.zahlen if zeile.unerklaert] == []
    assert Risiko.UNERKLAERT not in {gruppe.risiko for gruppe in bericht.wortlaut}


def test_the_yearly_budget_counts_once_whatever_space_is_printed(beispiele: Path) -> None:
    ersetze(profil(beispiele, MUSTERHAFEN), "anzahl: 40", "anzahl: 41")
    ersetze(profil(beispiele, MUSTERHAFEN), "451.000,00", "457.300,00")
    bericht = vergleiche(beispiele)
    assert "\nIm Jahr +6.300,00 € bei 1 Träger; keine Ausreißer.\n" in als_text(bericht)
    assert bericht.urteil.verschiedene <= bericht.urteil.stellen
    (position,) = [p for p in bericht.positionen if p.bezeichnung == "Jahresbudget" and p.jahreswirkung]
    assert position.jahreswirkung == Decimal("6300.00")


def test_a_rate_counts_once_however_many_decimals_are_printed(beispiele: Path) -> None:
    workspace = open_workspace(beispiele)
    api.raise_rates(workspace, [WOHNVERBUND, REGENBOGEN], auftrag=Fortschreibung(Decimal("3.2"), date(2019, 7, 1)))
    bericht = vergleiche(beispiele)
    (position,) = [p for p in bericht.positionen if p.bezeichnung == "Grundpauschale" and p.jahreswirkung]
    assert position.jahreswirkung == Decimal("1003.31") == sum(zeile.jahreswirkung or 0 for zeile in position.zeilen)
    assert [zeile.profil for zeile in position.zeilen] == [REGENBOGEN, WOHNVERBUND]


def test_the_short_hash_is_no_figure_where_the_footer_changes_otherwise(beispiele: Path) -> None:
    rahmen = beispiele / PAKET / "rahmen/vereinbarung.docx"
    dokument = Document(str(rahmen))
    (fusszeile,) = [p for p in dokument.sections[0].footer.paragraphs if "Kennung" in p.text]
    fusszeile.add_run(" Entwurf")
    dokument.save(str(rahmen))
    bericht = vergleiche(beispiele)
    assert not bericht.zahlen
    (gruppe,) = bericht.wortlaut
    assert (gruppe.anzahl, gruppe.stelle) == (5, "Vereinbarung, Fußzeile")
    assert [s.text for s in gruppe.aenderung.stuecke if s.art is not Stueckart.GLEICH] == [" Entwurf"]
    assert "Kennung ‹je nach Träger› Seite" in als_text(bericht)


def test_a_new_clause_with_a_figure_of_each_provider_is_one_change(beispiele: Path) -> None:
    with (beispiele / PAKET / "klauseln/vereinbarung/leistung-aufnahmepflicht.md").open("a", encoding="utf-8") as datei:
        datei.write("\nDas Angebot umfasst {{ angebot.plaetze }} Plätze.\n")
    bericht = vergleiche(beispiele)
    (gruppe,) = bericht.wortlaut
    assert (gruppe.anzahl, gruppe.aenderung.neu) == (4, "Das Angebot umfasst ‹je nach Träger› Plätze.")
    assert (bericht.urteil.stellen, bericht.urteil.verschiedene) == (4, 1)
    assert sorted(zeile.zahl.neu for zeile in bericht.zahlen) == ["10", "13", "5", "8"]


def test_a_clause_that_moved_says_from_where(beispiele: Path) -> None:
    manifest = beispiele / PAKET / "paket.yaml"
    ersetze(manifest, "        - pruefung-anlassfall\n", "")
    ersetze(manifest, "        - pruefung\n", "        - pruefung\n        - pruefung-anlassfall\n")
    assert re.search(r": verschoben \(vorher Ziffer \d", als_text(vergleiche(beispiele)))


def test_what_cannot_be_checked_any_more_is_not_mended(beispiele: Path) -> None:
    ersetze(beispiele / PAKET / "paket.yaml", "- leistung-persoenliche-eignung\n", "# gestrichen\n")
    bericht = vergleiche(beispiele)
    u = bericht.urteil
    assert (bericht.befunde_behoben, u.befunde_behoben) == ((), 0)
    assert u.befunde_ungeprueft > 20
    assert (u.traeger_nicht_erzeugt, u.dokumente) == (4, 28)
    assert f"{u.befunde_ungeprueft} frühere Befunde nicht geprüft." in als_text(bericht)


def test_a_row_is_called_by_its_whole_name(beispiele: Path) -> None:
    ersetze(profil(beispiele, BEISPIELHAUS), 'pauschal: "1.725,00"', 'pauschal: "1.752,00"')
    namen = {zeile.zahl.bezeichnung for zeile in vergleiche(beispiele).zahlen}
    assert any("Energie, Wasser, Brennstoffe" in name for name in namen)
    assert not any(name.startswith(("Brennstoffe", "gerundet", "exakt")) for name in namen), namen
