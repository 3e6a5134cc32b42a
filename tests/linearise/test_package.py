"""Damaged and hostile files: always a finding, never an exception, nothing unpacked that is too large."""

from __future__ import annotations

import io
import random
import struct
import zipfile

import pytest

from tests.linearise.docx_kit import docx, p, pack, r, raw, unpack
from vertragsgen.linearise import linearise_docx, package, to_markdown

GOOD = docx(p("Text"), parts={"footnotes": "", "header1": p("Kopf"), "styles": ""})


def changed(name: str, data: bytes | None) -> bytes:
    parts = unpack(GOOD)
    if data is None:
        del parts[name]
    else:
        parts[name] = data
    return pack(parts)


def only_finding(data: bytes) -> str:
    result = linearise_docx(data, "x.docx")
    assert result.zeilen == ()
    (finding,) = result.befunde
    assert finding.code == "VG101"
    assert finding.sperrt
    assert finding.mark is not None
    assert finding.hilfe
    return finding.meldung


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "kein Word-Dokument"),
        (b"Hallo", "kein Word-Dokument"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Kennwort"),
        (pack({"a.txt": b"x"}), "kein Word-Dokument"),
        (changed("word/document.xml", None), "kein Word-Dokument"),
        (changed("word/document.xml", b"<w:document"), "kein gültiges XML"),
        (changed("word/document.xml", DOCTYPE + b"<x>&a;&c;</x>"), "Dokumenttyp"),
        (changed("word/document.xml", (DOCTYPE + b"<x/>").decode().encode("utf-16")), "Dokumenttyp"),
        (changed("word/vbaProject.bin", b"x"), "Makros"),
        (changed("word/bomb.xml", b" " * (package.SMALL * 2)), "unglaubhaft groß"),
    ],
)
def test_unreadable_files(data: bytes, words: str) -> None:
    assert words in only_finding(data)


def test_limits_are_checked_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> bytes:
        raise AssertionError("unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "read", never)
    monkeypatch.setattr(zipfile.ZipFile, "open", never)
    monkeypatch.setattr(package, "MAX_TOTAL", 100)
    assert "entpackt größer" in only_finding(GOOD)
    monkeypatch.setattr(package, "MAX_PARTS", 3)
    assert "mehr als 3 Teile" in only_finding(GOOD)
    monkeypatch.setattr(package, "MAX_FILE", 100)
    assert "größer als" in only_finding(GOOD)


def test_a_wrong_size_in_the_directory_does_not_help() -> None:
    name = b"word/document.xml"
    data = bytearray(changed(name.decode(), b"<a>" + b"x" * 5_000_000 + b"</a>"))
    at = data.rindex(name)  # in the central directory: the uncompressed size stands 22 bytes before the name
    data[at - 22 : at - 18] = struct.pack("<I", 1000)
    assert only_finding(bytes(data))


def test_the_same_part_twice() -> None:
    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/DOCUMENT.xml", b"<x/>")
    assert "doppelt" in only_finding(buffer.getvalue())


def test_unusual_compression() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_BZIP2) as archive:
        for name, data in unpack(GOOD).items():
            archive.writestr(name, data)
    assert "unübliche Weise" in only_finding(buffer.getvalue())


def test_a_document_type_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = changed("_rels/.rels", DOCTYPE + b"<x>&a;</x>")
    monkeypatch.setattr("vertragsgen.linearise.xmlparts.etree.fromstring", None)
    assert "Dokumenttyp" in only_finding(hostile)


def test_nesting_that_the_reader_itself_cannot_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("vertragsgen.linearise.document.walk", endless)
    assert "tief verschachtelt" in only_finding(GOOD)


def test_deep_nesting() -> None:
    assert "kein gültiges XML" in only_finding(docx(raw("<w:ins>" * 1000 + r("x") + "</w:ins>" * 1000)))
    for depth in (100, 240, 5000):
        result = linearise_docx(docx(raw("<w:ins>" * depth + r("x") + "</w:ins>" * depth)))
        assert result.befunde or [line.text for line in result.zeilen] == ["x"]
    tables = "<w:tbl><w:tr><w:tc>" * 80 + p("x") + "</w:tc></w:tr></w:tbl>" * 80
    result = linearise_docx(docx(tables))
    assert result.befunde or result.zeilen[-1].text == "x"


def test_a_damaged_side_part_leaves_the_text() -> None:
    parts = unpack(
        docx(
            p("Text"),
            parts={"header1": p("K")},
            core="<dc:title>T</dc:title>",
            sect='<w:headerReference w:type="default" r:id="header1"/>',
        )
    )
    parts["word/header1.xml"] = b"<w:hdr"
    parts["docProps/core.xml"] = b"?"
    result = linearise_docx(pack(parts))
    assert [line.text for line in result.zeilen] == ["Text"]
    assert len(result.befunde) == 2


def test_strict_open_xml_reads_the_same() -> None:
    parts = unpack(GOOD)
    strict = {
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    for name, data in parts.items():
        for transitional, name_of_strict in strict.items():
            data = data.replace(transitional, name_of_strict)
        parts[name] = data
    assert b"purl.oclc.org" in parts["word/document.xml"]
    assert linearise_docx(pack(parts)) == linearise_docx(GOOD)


def test_random_damage_never_raises() -> None:
    """400 files with random bytes changed, cut or doubled, in the ZIP and in the XML below it."""
    rng = random.Random(20190101)
    document = unpack(GOOD)["word/document.xml"]
    damaged = 0
    for count in range(400):
        data = bytearray(GOOD if count % 2 else document)
        for _ in range(rng.randint(1, 8)):
            at = rng.randrange(len(data))
            match rng.randrange(3):
                case 0:
                    data[at] = rng.randrange(256)
                case 1:
                    del data[at : at + rng.randint(1, 40)]
                case _:
                    data[at:at] = data[max(0, at - 30) : at]
        result = linearise_docx(bytes(data) if count % 2 else changed("word/document.xml", bytes(data)))
        to_markdown(result)
        damaged += bool(result.befunde)
    assert damaged > 200
