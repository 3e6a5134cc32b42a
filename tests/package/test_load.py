"""Loading packages: what a complete one gives, and a finding with its place for each way to be incomplete."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from vertragsgen.diagnostics import Mark
from vertragsgen.package.paket import Paket, Paketladung

Lader = Callable[[], Paketladung]
NAME = "templates/musterland/wohnen/paket.yaml"


def paket(ladung: Paketladung) -> Paket:
    assert ladung.befunde == ()
    assert ladung.paket is not None
    return ladung.paket


def befund(ladung: Paketladung) -> tuple[str, str, Mark | None]:
    assert ladung.paket is None
    assert len(ladung.befunde) == 1, ladung.befunde
    return ladung.befunde[0].code, ladung.befunde[0].meldung, ladung.befunde[0].mark


def test_complete_package(lade: Lader, ordner: Path) -> None:
    p = paket(lade())
    assert p.manifest.leistungszeitraum.bis == date(2019, 12, 31)
    assert p.manifest.kostentraegerblatt is not None
    assert p.manifest.kostentraegerblatt.tage_zulaessig == [Decimal(365), Decimal("365.25")]
    assert p.manifest.komponente("mass").gewichtet is True
    assert p.manifest.komponente("grund").gewichtet is False
    assert sorted(p.klauseln) == [("blatt", "kopf"), ("vereinbarung", "kopf"), ("vereinbarung", "schluss")]
    vereinbarung, blatt = p.manifest.dokumente
    assert p.rahmen(vereinbarung) == ordner / "rahmen/v.docx"
    assert p.rahmen(blatt) == ordner.parents[1] / "_gemeinsam/rahmen/quer.docx"
    assert [k.titel for k in p.folge("vereinbarung", "klauseln")] == ["Kopf", "Schluss"]
    assert p.folge("vereinbarung", "phantasie") == ()
    assert p.mark("daten.normen.plan") == Mark(NAME, 14, 5, 4)
    assert p.root == ordner


def test_clause_and_its_head(lade: Lader) -> None:
    klausel = paket(lade()).klauseln["vereinbarung", "kopf"]
    assert (klausel.id, klausel.dokument, klausel.norm) == ("kopf", "vereinbarung", "§ 1")
    assert klausel.wenn == "platzgeld is not none"
    assert (klausel.themen, klausel.zahlen) == (("Kopf", "Parteien"), ("31.03.",))
    assert klausel.text.startswith("# Überschrift [#kopf]\n")
    assert klausel.datei == "templates/musterland/wohnen/klauseln/vereinbarung/kopf.md"
    assert klausel.erste_zeile == 8


def test_own_clause_replaces_the_shared_one(lade: Lader, ordner: Path) -> None:
    (ordner / "klauseln/vereinbarung/schluss.md").write_text("---\ntitel: Eigener\n---\nEigen\n", encoding="utf-8")
    assert paket(lade()).klauseln["vereinbarung", "schluss"].titel == "Eigener"


def test_windows_line_ends_and_byte_order_mark(lade: Lader, ordner: Path) -> None:
    datei = ordner / "klauseln/vereinbarung/kopf.md"
    vorher = paket(lade()).klauseln["vereinbarung", "kopf"]
    datei.write_bytes(b"\xef\xbb\xbf" + datei.read_bytes().replace(b"\n", b"\r\n"))
    assert paket(lade()).klauseln["vereinbarung", "kopf"] == vorher


@pytest.mark.parametrize(
    ("alt", "neu", "zeile", "meldung"),
    [
        ("titel: Wohnen", "titl: Wohnen", 2, "titl"),
        ("regime: sgb_xii", "regime: sgb_x", 5, "sgb_x"),
        ("bis: 2019-12-31}", "bis: 2017-12-31}", 6, "„bis“ liegt vor „von“"),
        ("vorgabe: bereinigt", "vorgabe: neu", 8, "steht nicht unter den Werten"),
        ("{pfad: amt.referat}", "{pfad: behoerde.name}", 20, "„behoerde.name“ gibt es unter „daten“ nicht"),
        ("bloecke: [mass, grund]", "bloecke: [mass, invest]", 28, "„invest“ ist keine Komponente"),
        ("nummer: M", "nummer: G", 24, "Der Buchstabe „G“ kommt mehrfach vor"),
        ("nummer: M", "nummer: M1", 26, "„M1“ ist als Buchstabe"),
        ("{id: mass,", "{id: Maß,", 26, "„Maß“ ist als Kennung nicht zulässig"),
        ("art_fachkraft: fachkraft", "art_fachkraft: leitung", 29, "arten_betreuung"),
        ("daten:\n", "daten:\n  traeger: {name: x}\n", 9, "„traeger“ ist als Name einer Klauselvariablen schon"),
        ("  - id: blatt", "  - id: Blatt 1", 36, "wird Dateiname"),
        ("  - id: blatt", "  - id: aux", 36, "kein Gerätename von Windows"),
        ("rahmen: v.docx", "rahmen: ../v.docx", 33, "keine Word-Datei (.docx) im Ordner rahmen"),
        ("    xlsx: kostentraegerblatt\n", "", 36, "„xlsx“ steht genau dann"),
        ("{type: string, title", "{type: wort, title", 48, "Schema der Angaben"),
        ("id: musterland/wohnen", "id: musterland/anders", 1, "liegt aber im Ordner „musterland/wohnen“"),
    ],
)
def test_broken_manifest(
    alt: str, neu: str, zeile: int, meldung: str, lade: Lader, aendere: Callable[[str, str], None]
) -> None:
    aendere(alt, neu)
    ladung = lade()
    assert ladung.paket is None
    treffer = [b for b in ladung.befunde if meldung in b.meldung]
    assert treffer, ladung.befunde
    assert all(b.code == "VG150" for b in ladung.befunde)
    assert treffer[0].mark is not None
    assert (treffer[0].mark.datei, treffer[0].mark.zeile) == (NAME, zeile)


def test_listed_clause_without_file(lade: Lader, aendere: Callable[[str, str], None]) -> None:
    aendere("[kopf, _gem", "[kopf, fehlt, _gem")
    code, meldung, mark = befund(lade())
    assert (code, meldung) == ("VG151", "Die Klausel „fehlt“ des Dokuments „vereinbarung“ hat keine Datei.")
    assert mark == Mark(NAME, 35, 24, 5)


def test_clause_file_that_nobody_lists(lade: Lader, ordner: Path) -> None:
    (ordner / "klauseln/vereinbarung/vergessen.md").write_text("---\n---\n", encoding="utf-8")
    (ordner / "klauseln/alt").mkdir()
    (ordner / "klauseln/alt/kopf.md").write_text("---\n---\n", encoding="utf-8")
    ladung = lade()
    assert [b.code for b in ladung.befunde] == ["VG151", "VG151"]
    assert [str(b.mark) for b in ladung.befunde] == [
        "templates/musterland/wohnen/klauseln/alt/kopf.md:1:1",
        "templates/musterland/wohnen/klauseln/vereinbarung/vergessen.md:1:1",
    ]


def test_one_clause_twice_in_a_document(lade: Lader, aendere: Callable[[str, str], None]) -> None:
    aendere("[kopf, _gem", "[kopf, kopf, _gem")
    assert befund(lade())[:2] == ("VG151", "Die Klausel „kopf“ steht in „vereinbarung“ zweimal.")


def test_clause_id_that_leads_out_of_its_folder(lade: Lader, aendere: Callable[[str, str], None]) -> None:
    aendere("[kopf, _gem", "[../blatt/kopf, kopf, _gem")
    assert befund(lade())[0] == "VG151"


@pytest.mark.parametrize(
    ("text", "code", "zeile"),
    [
        ("Nur Text\n", "VG152", 1),
        ("---\ntitel: x\n", "VG152", 1),
        ("---\ntitel: x\nwen: y\n---\n", "VG152", 3),
        ("---\ntitel: [a\n---\n", "VG102", 2),
        ("---\nid: Anders Heißen\n---\n", "VG152", 1),
        ("---\nid: anders\n---\n", "VG151", 1),
        ("---\n---\nText\n\tTab\n", "VG105", 4),
        ("---\n---\nText\u202e\n", "VG105", 3),
    ],
)
def test_broken_clause(text: str, code: str, zeile: int, lade: Lader, ordner: Path) -> None:
    (ordner / "klauseln/vereinbarung/kopf.md").write_text(text, encoding="utf-8")
    gefunden, _, mark = befund(lade())
    assert gefunden == code
    assert mark is not None
    assert (mark.datei.rpartition("/")[2], mark.zeile) == ("kopf.md", zeile)


def test_missing_frame(lade: Lader, ordner: Path) -> None:
    (ordner / "rahmen/v.docx").unlink()
    code, meldung, mark = befund(lade())
    assert code == "VG156"
    assert "templates/musterland/wohnen/rahmen/v.docx" in meldung
    assert mark == Mark(NAME, 33, 13, 6)


def test_links_out_of_the_workspace_are_not_followed(
    lade: Lader, ordner: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    draussen = tmp_path_factory.mktemp("draussen") / "kopf.md"
    draussen.write_text("---\n---\nFremd\n", encoding="utf-8")
    datei = ordner / "klauseln/vereinbarung/kopf.md"
    datei.unlink()
    datei.symlink_to(draussen)
    assert befund(lade())[0] == "VG101"


def test_missing_or_broken_manifest(lade: Lader, ordner: Path) -> None:
    (ordner / "paket.yaml").write_text("id: [\n", encoding="utf-8")
    assert befund(lade())[0] == "VG102"
    (ordner / "paket.yaml").unlink()
    assert befund(lade())[0] == "VG101"
