"""The six properties of a redline on nineteen kinds of pairs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from lxml import etree

from tests.audit import validate_openxml_audit, validate_sdk
from tests.libreoffice import DOCX, LibreOffice
from tests.linearise.docx_kit import docx, p, pack, unpack
from tests.review.redline.dokumente import LIBREOFFICE, PNG, python_docx, reich
from tests.review.redline.paare import NEUER_ABSCHNITT, PAARE
from tests.review.redline.urteil import bild, marken, text, vollende
from vertragsgen.linearise import linearise_docx
from vertragsgen.linearise.ooxml import W
from vertragsgen.review.redline import pruefe, redline_docx
from vertragsgen.review.redline.aufloesen import lehne_ab, nimm_an
from vertragsgen.review.redline.paket import Wordpaket
from vertragsgen.review.redline.redline import _stories

NAMEN = list(PAARE)


def test_there_are_nineteen_kinds() -> None:
    assert len(PAARE) == 19


@pytest.mark.parametrize("name", NAMEN)
@pytest.mark.parametrize("umgekehrt", [False, True])
def test_accepted_it_is_the_new_one_rejected_the_old_one(name: str, umgekehrt: bool) -> None:
    alt, neu = PAARE[name][::-1] if umgekehrt else PAARE[name]
    ergebnis = redline_docx(alt, neu)
    assert ergebnis.data is not None, ergebnis.grund
    assert ergebnis.marken > 0
    for aufloesen, soll in ((nimm_an, neu), (lehne_ab, alt)):
        ist = _aufgeloest(ergebnis.data, aufloesen)
        assert text(ist) == text(soll)
        assert bild(ist) == bild(soll)
        assert marken(ist) == []


def _aufgeloest(data: bytes, aufloesen: object) -> bytes:
    paket = Wordpaket(data)
    for teil in _stories(paket):
        root = paket.baum(teil)
        if root is not None:
            aufloesen(root)  # type: ignore[operator]
            paket.geaendert(teil)
    return paket.schreibe()


@pytest.mark.parametrize("name", NAMEN)
def test_another_program_agrees(name: str) -> None:
    rdocx = pytest.importorskip("rdocx", reason="rdocx ist nicht installiert (pip install rdocx)")
    alt, neu = PAARE[name]
    ergebnis = redline_docx(alt, neu)
    assert ergebnis.data is not None
    for was, soll in (("accept_all", neu), ("reject_all", alt)):
        dokument = rdocx.Document.from_bytes(ergebnis.data)
        getattr(dokument, was)()
        ist = vollende(dokument.to_bytes(), was)
        assert text(ist) == text(soll)
        assert bild(ist) == bild(soll)
        assert marken(ist) == []


def test_each_sign_of_a_field_has_a_run_to_itself() -> None:
    """Where one shares its run with text, LibreOffice (7.4) numbers tables and paragraphs that come after it."""
    gesehen = 0
    for alt, neu in (*PAARE.values(), *(paar[::-1] for paar in PAARE.values())):
        data = redline_docx(alt, neu).data
        assert data is not None
        for zeichen in etree.fromstring(unpack(data)["word/document.xml"]).iter(W + "fldChar", W + "instrText"):
            lauf = zeichen.getparent()
            assert lauf is not None
            assert [kind.tag for kind in lauf if kind.tag != W + "rPr"] == [zeichen.tag]
            gesehen += 1
    assert gesehen > 50


def test_ids_are_unique_and_the_bytes_are_the_same_twice() -> None:
    for alt, neu in PAARE.values():
        data = redline_docx(alt, neu).data
        assert data is not None
        assert data == redline_docx(alt, neu).data
        ids = [
            element.get(W + "id")
            for name, teil in unpack(data).items()
            if name.startswith("word/") and name.endswith(".xml")
            for element in etree.fromstring(teil).iter(etree.Element)
            if element.get(W + "author") is not None or element.tag == W + "tblGridChange"
        ]
        assert ids
        assert len(ids) == len(set(ids))


def test_authors_and_dates_are_those_given_and_blocks_lie_apart() -> None:
    alt, neu = PAARE["absatz dazu und weg"]
    data = redline_docx(alt, neu, autor="Kanzlei", datum=datetime(2026, 3, 1, 8, 0, tzinfo=UTC)).data
    assert data is not None
    funde = re.findall(
        rb'<w:(ins|del) w:id="\d+" w:author="([^"]+)" w:date="([^"]+)"', unpack(data)["word/document.xml"]
    )
    assert {(art, autor.decode()) for art, autor, _ in funde} == {(b"ins", "Kanzlei"), (b"del", "Kanzlei (Streichung)")}
    daten = sorted({datum for _, _, datum in funde})
    assert daten[0] == b"2026-03-01T08:00:00Z"
    assert all(datum.endswith(b":00Z") for datum in daten)
    assert {int(datum[14:16]) % 2 for datum in daten} == {0}
    assert len(daten) >= 2


@pytest.mark.parametrize("name", NAMEN)
@pytest.mark.parametrize("umgekehrt", [False, True])
def test_no_end_is_marked_that_word_cannot_take_away(name: str, umgekehrt: bool) -> None:
    """Neither the last paragraph of a story nor one before a table that stays has a mark on its end."""
    alt, neu = PAARE[name][::-1] if umgekehrt else PAARE[name]
    data = redline_docx(alt, neu).data
    assert data is not None
    for teil, inhalt in unpack(data).items():
        if not teil.startswith("word/") or not teil.endswith(".xml"):
            continue
        for absatz in etree.fromstring(inhalt).iter(W + "p"):
            if any(absatz.find(f"{W}pPr/{W}rPr/{W}{art}") is not None for art in ("ins", "del")):
                naechstes = absatz.getnext()
                assert naechstes is not None, (teil, "".join(absatz.itertext()))
                marken_der_zeile = [naechstes.find(f"{W}tr/{W}trPr/{W}{art}") for art in ("ins", "del")]
                geht = naechstes.tag == W + "tbl" and any(marke is not None for marke in marken_der_zeile)
                assert naechstes.tag == W + "p" or geht, "".join(absatz.itertext())


def test_text_that_stayed_is_not_cut_into_words() -> None:
    alt, neu = (
        docx(p(f"Der Träger hält {zahl} Plätze vor und lehnt die Aufnahme nicht ohne Grund ab.")) for zahl in (8, 9)
    )
    data = redline_docx(alt, neu).data
    assert data is not None
    absatz = etree.fromstring(unpack(data)["word/document.xml"]).find(f"{W}body/{W}p")
    assert absatz is not None
    assert [(kind.tag.rpartition("}")[2], "".join(kind.itertext())) for kind in absatz] == [
        ("pPr", ""),
        ("r", "Der Träger hält "),
        ("del", "8"),
        ("ins", "9"),
        ("r", " Plätze vor und lehnt die Aufnahme nicht ohne Grund ab."),
    ]


def test_equal_documents_have_no_mark() -> None:
    for data in (reich(), python_docx(), LIBREOFFICE.read_bytes()):
        ergebnis = redline_docx(data, data)
        assert (ergebnis.data, ergebnis.marken) == (data, 0)
        neu_gepackt = pack(unpack(data))
        ergebnis = redline_docx(data, neu_gepackt)
        assert (ergebnis.data, ergebnis.marken) == (neu_gepackt, 0)


def test_tracked_changes_in_the_input_are_refused() -> None:
    alt, neu = PAARE["wort und betrag"]
    bearbeitet = redline_docx(alt, neu).data
    assert bearbeitet is not None
    for links, rechts, wort in ((bearbeitet, neu, "ältere"), (alt, bearbeitet, "neuere")):
        ergebnis = redline_docx(links, rechts)
        assert ergebnis.data is None
        assert f"Die {wort} Datei enthält schon nachverfolgte Änderungen" in ergebnis.grund


def test_what_cannot_be_tracked_is_a_note() -> None:
    alt, neu = NEUER_ABSCHNITT
    ergebnis = redline_docx(alt, neu)
    assert ergebnis.data is not None, ergebnis.grund
    assert any("Abschnitte" in hinweis for hinweis in ergebnis.hinweise)
    ohne_kopf = reich(sect='<w:pgSz w:w="11906" w:h="16838"/>')
    ergebnis = redline_docx(ohne_kopf, reich())
    assert [h for h in ergebnis.hinweise if "Kopfzeile ist neu" in h]


def test_a_wrong_result_is_not_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from vertragsgen.review.redline import absatz

    monkeypatch.setattr(
        absatz.Absaetze, "ganz", lambda self, p, art: [kind for kind in p if not kind.tag.endswith("pPr")]
    )
    alt, neu = PAARE["absatz dazu und weg"]
    ergebnis = redline_docx(alt, neu)
    assert ergebnis.data is None
    assert "nicht beide Ausgangsfassungen" in ergebnis.grund


@pytest.mark.parametrize(
    ("vorher", "nachher"),
    [
        ("§ 75", "§ 76"),
        ("84,10 €", "84,01 €"),
        ("<w:b/>", "<w:i/>"),
        ("1.1", "1.2"),
        ("example.org/pruefung", "example.org/andere"),
    ],
)
def test_the_check_sees_every_kind_of_difference(vorher: str, nachher: str) -> None:
    data = reich()
    files = {
        name: teil.replace(vorher.encode(), nachher.encode()) if name != "word/numbering.xml" else teil
        for name, teil in unpack(data).items()
    }
    if vorher == "1.1":
        files["word/document.xml"] = files["word/document.xml"].replace(b'w:val="Liste"', b'w:val="Absatz"', 1)
    anders = pack(files)
    assert anders != data
    assert pruefe(data, data, data) == ""
    assert pruefe(anders, data, data).startswith("abgelehnt") or vorher == "84,10 €"
    assert pruefe(data, anders, data).startswith("angenommen")


def test_a_foreign_file_that_is_no_word_document_is_a_sentence() -> None:
    ergebnis = redline_docx(b"Unsinn", reich())
    assert ergebnis.data is None
    assert "kein Word-Dokument" in ergebnis.grund


def test_an_empty_document_against_a_full_one() -> None:
    leer = docx(p())
    for alt, neu in ((leer, reich()), (reich(), leer)):
        ergebnis = redline_docx(alt, neu)
        assert ergebnis.data is not None, ergebnis.grund


def test_pictures_of_the_old_document_are_brought_along() -> None:
    alt, neu = PAARE["bild getauscht"]
    data = redline_docx(alt, neu).data
    assert data is not None
    assert PNG in [teil for name, teil in unpack(data).items() if name.startswith("word/media/")]


def test_no_validator_finds_anything_new() -> None:
    """An input is asked only where the redline has something that may come from it."""
    fertige = {name: redline_docx(*paar).data or b"" for name, paar in PAARE.items()}
    for pruefer in (validate_openxml_audit, validate_sdk):
        try:
            for name, data in fertige.items():
                neue = _kerne(pruefer, data)
                for eingabe in PAARE[name]:
                    if neue:
                        neue -= _kerne(pruefer, eingabe)
                assert neue == set(), name
        except pytest.skip.Exception:
            if pruefer is validate_openxml_audit:
                raise


def _kerne(pruefer: Callable[[dict[str, bytes]], dict[str, list[str]]], data: bytes) -> set[str]:
    """The findings without their positions. One call a file: openxml-audit remembers the notes of the one before."""
    (funde,) = pruefer({"datei.docx": data}).values()
    return {re.sub(r"\[\d+\]|\d+", "", fund) for fund in funde}


@pytest.mark.libreoffice
def test_libreoffice_reads_the_marks_as_they_are_meant(libreoffice: LibreOffice) -> None:
    """It opens and saves each; what it saved, accepted or rejected, has the text of the inputs it saved.

    Empty paragraphs do not count: it keeps one where a mark before a table goes.
    """
    namen = [
        "wort und betrag",
        "absatz am ende",
        "zeile dazu und weg",
        "fussnoten",
        "tabelle am ende",
        "klausel verschoben",
    ]
    dateien = {}
    for name in namen:
        data = redline_docx(*PAARE[name]).data
        assert data is not None
        for seite, eins in zip("rab", (data, *PAARE[name]), strict=True):
            dateien[f"{name} {seite}.docx"] = eins
    gespeichert = libreoffice.wandle(dateien, DOCX)
    for name in namen:
        data = gespeichert[f"{name} r.docx"]
        assert marken(data), name
        for aufloesen, seite in ((nimm_an, "b"), (lehne_ab, "a")):
            ist = _aufgeloest(data, aufloesen)
            assert marken(ist) == []
            assert _zeilen(ist) == _zeilen(gespeichert[f"{name} {seite}.docx"]), name


def _zeilen(data: bytes) -> list[str]:
    return [zeile.text for zeile in linearise_docx(data).zeilen if zeile.text.strip()]
