"""Frames and finished files: what is refused, what is repaired, what is always the same."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tests.rendering.conftest import RAHMEN, W, load_frame
from vertragsgen.rendering.docx.finish import Eigenschaften, finish, finish_part
from vertragsgen.rendering.docx.package import MAX_UNPACKED, Gemeinsam, PaketUnlesbar, read_parts, write_parts
from vertragsgen.rendering.docx.rahmen import Rahmen
from vertragsgen.rendering.draft import VERMERK, highlight_placeholders, mark_placeholder
from vertragsgen.rendering.environment import Umgebung
from vertragsgen.rendering.errors import Vorlagenfehler
from vertragsgen.source.platzhalter import Platzhalter

EIGENSCHAFTEN = Eigenschaften("Titel & mehr", "Thema <a>", "Müller & Co.")
MINIMAL = {"[Content_Types].xml": b"<a/>", "word/document.xml": b"<b/>"}


def changed_frame(tmp_path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    parts = read_parts((RAHMEN / "eignung.docx").read_bytes())
    change(parts)
    path = tmp_path / "rahmen.docx"
    path.write_bytes(write_parts(parts))
    return path


def into_document(text: str) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr", text.encode() + b"<w:sectPr", 1)

    return change


def with_part(name: str, data: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        parts[name] = data

    return change


def without_part(name: str) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        del parts[name]

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (into_document('<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>neu</w:t></w:r></w:ins></w:p>'), "Änderungen"),
        (
            into_document('<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>{{ x }}</w:delText></w:r></w:del></w:p>'),
            "Änderungen",
        ),
        (with_part("word/comments.xml", b"<comments/>"), "Kommentare"),
        (with_part("customXml/item1.xml", b"<a>{{ traeger.name }}</a>"), "nie ausgefüllt"),
        (with_part("word/_rels/document.xml.rels", b'<a Target="http://{{ x }}"/>'), "nie ausgefüllt"),
        (with_part("docProps/core.xml", b"<a>{{ ''.__class__ }}</a>"), "nie ausgefüllt"),
        (with_part("word/vbaProject.bin", b"x"), "Makros"),
        (with_part("word/settings.xml", b"<a"), "beschädigt"),
        (without_part("word/footer1.xml"), "word/footer1.xml fehlt, auf den"),
        (without_part("word/_rels/document.xml.rels"), "führt ins Leere"),
        (with_part("[Content_Types].xml", b"<a/>"), "fehlt im Verzeichnis"),
        (with_part("word/header1.xml", b"<a/>"), "word/header1.xml hat einen fremden Inhalt"),
        (into_document("<w:p><w:r><w:t>{{p klauseln }}</w:t></w:r></w:p>"), "zweimal"),
        (into_document("<w:p><w:r><w:t>{{ x ~ y }}</w:t></w:r></w:p>"), "„~“"),
        (into_document("<w:p><w:r><w:t>{{ x|safe }}</w:t></w:r></w:p>"), "Filter"),
    ],
)
def test_an_unusable_frame_is_refused(
    env: Umgebung, tmp_path: Path, change: Callable[[dict[str, bytes]], None], message: str
) -> None:
    with pytest.raises(Vorlagenfehler, match=message):
        load_frame(changed_frame(tmp_path, change), env)


def test_no_frame_carries_the_parts_that_validators_object_to() -> None:
    frames = sorted(RAHMEN.glob("*.docx"))
    assert len(frames) == 4
    for path in frames:
        assert not any("stylesWithEffects" in name for name in read_parts(path.read_bytes()))


def test_a_missing_style_is_named(env: Umgebung, tmp_path: Path) -> None:
    def rename(parts: dict[str, bytes]) -> None:
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'w:val="Ziffer Folge"', b'w:val="Anders"')

    with pytest.raises(Vorlagenfehler, match="Ziffer Folge"):
        load_frame(changed_frame(tmp_path, rename), env)


def test_a_zip_bomb_is_refused_before_unpacking() -> None:
    bomb = write_parts(MINIMAL | {"word/media/a.bin": b"\0" * (MAX_UNPACKED + 1)})
    assert len(bomb) < 1_000_000
    with pytest.raises(PaketUnlesbar, match="ungewöhnlich groß"):
        read_parts(bomb)


@pytest.mark.parametrize("data", [b"", b"kein zip", write_parts({"a": b"b"}), write_parts(MINIMAL)[:-30]])
def test_what_is_no_docx_is_refused(data: bytes) -> None:
    with pytest.raises(PaketUnlesbar):
        read_parts(data)


def test_payloads_in_frames_run_nothing(env: Umgebung, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    payload = "{{ x.__init__.__globals__.__builtins__.open('MARKER','w') }}"

    def everywhere(parts: dict[str, bytes]) -> None:
        for kind in ("footnote", "endnote"):
            note = f'<w:{kind}s xmlns:w="{W[1:-1]}"><w:{kind} w:id="1"><w:p/></w:{kind}></w:{kind}s>'
            parts[f"word/{kind}s.xml"] = note.replace("<w:p/>", f"<w:p><w:r><w:t>{payload}</w:t></w:r></w:p>").encode()
        for name in parts:
            if re.match(r"word/(document|header\d*|footer\d*)\.xml", name):
                paragraph = f"<w:p><w:r><w:t>{payload}</w:t></w:r></w:p>".encode()
                parts[name] = re.sub(rb"(?=<w:sectPr|</w:hdr>|</w:ftr>)", paragraph, parts[name], count=1)

    frame = load_frame(changed_frame(tmp_path, everywhere), env)
    assert len(frame.vorlagen) >= 5
    for vorlage in frame.vorlagen.values():
        with pytest.raises(Vorlagenfehler):
            vorlage.render({"x": "text", "klauseln": ""})
    assert not (tmp_path / "MARKER").exists()


def test_a_fault_in_a_frame_names_its_paragraph(env: Umgebung, tmp_path: Path) -> None:
    path = changed_frame(tmp_path, into_document("<w:p><w:r><w:t>{{ gibt.es.nicht }}</w:t></w:r></w:p>"))
    with pytest.raises(Vorlagenfehler, match="„gibt“") as caught:
        load_frame(path, env).vorlagen["word/document.xml"].render({"klauseln": ""})
    assert caught.value.zeile == 2


def rendered(frame: Rahmen) -> dict[str, str]:
    return {name: part.decode() for name, part in frame.teile.items() if name in frame.vorlagen}


def strip(parts: dict[str, str]) -> dict[str, str]:
    return {name: re.sub(r"^<\?xml.*?\?>\s*|\{[{%].*?[%}]\}", "", xml, flags=re.DOTALL) for name, xml in parts.items()}


def encoded(frame: Rahmen) -> dict[str, bytes]:
    return {name: xml.encode() for name, xml in strip(rendered(frame)).items()}


def test_an_emptied_cell_gets_its_paragraph(frame: Rahmen) -> None:
    parts = strip(rendered(frame))
    cell = '<w:tc><w:tcPr><w:tcW w:w="1" w:type="dxa"/></w:tcPr></w:tc>'
    table = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="1"/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl>'
    body = parts["word/document.xml"].replace("<w:sectPr", table + "<w:sectPr", 1)
    root = etree.fromstring(finish_part("word/document.xml", body, entwurf=False))
    assert [cell[-1].tag for cell in root.iter(f"{W}tc")] == [f"{W}p"] * len(list(root.iter(f"{W}tc")))


def test_properties_are_escaped_and_complete(frame: Rahmen) -> None:
    done = finish(frame, encoded(frame), [], EIGENSCHAFTEN)
    values = {etree.QName(node).localname: node.text for node in etree.fromstring(done["docProps/core.xml"])}
    assert values == {"title": "Titel & mehr", "subject": "Thema <a>", "creator": "Müller & Co.", "language": "de-DE"}


def test_lists_become_numbers_with_their_own_start(frame: Rahmen) -> None:
    done = finish(frame, encoded(frame), ["3", "3"], EIGENSCHAFTEN)
    root = etree.fromstring(done["word/numbering.xml"])
    first = frame.stile.hoechste_num_id + 1
    added = [num for num in root.iterfind(f"{W}num") if int(num.get(f"{W}numId", "0")) >= first]
    assert [int(num.get(f"{W}numId", "0")) for num in added] == [first, first + 1]
    assert all(num.find(f"{W}lvlOverride/{W}startOverride") is not None for num in added)


def test_a_draft_says_so_in_every_header(frame: Rahmen) -> None:
    parts = strip(rendered(frame))
    headers = [finish_part(name, xml, entwurf=True) for name, xml in parts.items() if name.startswith("word/header")]
    assert headers
    assert all(VERMERK not in finish_part(name, xml, entwurf=False) for name, xml in parts.items())
    assert all(VERMERK in header for header in headers)


def test_placeholders_get_a_highlighted_run_of_their_own() -> None:
    marked = mark_placeholder(Platzhalter("Name & Ort", "traeger.name"))
    properties = '<w:rPr><w:b/><w:u w:val="single"/></w:rPr>'
    xml = f'<w:p><w:r>{properties}<w:t xml:space="preserve">vor {marked} nach</w:t></w:r></w:p>'
    root = etree.fromstring(highlight_placeholders(xml).replace("<w:p>", f'<w:p xmlns:w="{W[1:-1]}">', 1))
    runs = [(run.findtext(f"{W}t"), run.find(f"{W}rPr/{W}highlight") is not None) for run in root.iter(f"{W}r")]
    assert runs == [("vor ", False), ("<<Name & Ort>>", True), (" nach", False)]
    tags = [etree.QName(node).localname for node in root.iterfind(f"{W}r[2]/{W}rPr/*")]
    assert tags == ["b", "highlight", "u"]


def test_a_shared_part_is_copied_and_a_changed_one_is_not() -> None:
    parts = {**MINIMAL, "word/übersicht.xml": b"<x/>" * 50}
    shared = Gemeinsam(parts)
    assert write_parts(parts, shared) == write_parts(parts, shared)
    assert read_parts(write_parts(parts, shared)) == read_parts(write_parts(parts)) == parts
    changed = {**parts, "word/document.xml": b"<c/>"}
    assert read_parts(write_parts(changed, shared)) == changed


def test_only_what_is_new_and_small_is_stored_as_it_is() -> None:
    small, large = b"<x/>" * 250, b"<x/>" * 251
    shared = Gemeinsam({"word/geteilt.xml": small})
    data = write_parts({"word/geteilt.xml": shared._teile["word/geteilt.xml"], "a.xml": small, "b.xml": large}, shared)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {info.filename: info.compress_type for info in archive.infolist()} == {
            "word/geteilt.xml": zipfile.ZIP_DEFLATED, "a.xml": zipfile.ZIP_STORED, "b.xml": zipfile.ZIP_DEFLATED,
        }  # fmt: skip
        assert [archive.read(name) for name in ("a.xml", "b.xml")] == [small, large]


def test_the_same_parts_give_the_same_bytes() -> None:
    data = write_parts({"word/document.xml": b"<b/>", "[Content_Types].xml": b"<a/>"})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        assert archive.testzip() is None
    assert [info.filename for info in infos] == ["[Content_Types].xml", "word/document.xml"]
    assert {(info.date_time, info.create_system, info.external_attr) for info in infos} == {
        ((1980, 1, 1, 0, 0, 0), 0, 0o600 << 16)
    }

    assert read_parts(data)["word/document.xml"] == b"<b/>"


def test_a_section_is_named_as_the_frame_numbers_it(frame: Rahmen, env: Umgebung) -> None:
    assert [frame.stile.section_name(nummer) for nummer in ("2", "2.1", "2.1.3")] == [
        "Ziffer 2", "Ziffer 2.1", "Ziffer 2.1.3",
    ]  # fmt: skip
    nach_paragrafen = (
        RAHMEN.parents[2] / "hamburg" / "ambulante-sozialpsychiatrie-sgb12" / "rahmen" / "vereinbarung.docx"
    )
    stile = load_frame(nach_paragrafen, env).stile
    assert [stile.section_name(nummer) for nummer in ("2", "2.1", "2.1.3")] == [
        "§ 2", "§ 2 Abs. 1", "§ 2 Abs. 1 Buchst. c",
    ]  # fmt: skip
