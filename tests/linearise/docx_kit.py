"""Hand-written OOXML for the tests: small packages of which every byte is known."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "header1": "header",
    "header2": "header",
    "footer1": "footer",
    "footer2": "footer",
}


def p(text: str = "", style: str = "", num: str = "", ilvl: str = "", ppr: str = "") -> str:
    """A paragraph; ``num``/``ilvl`` give direct numbering, ``ppr`` more properties."""
    numpr = (f'<w:ilvl w:val="{ilvl}"/>' if ilvl else "") + (f'<w:numId w:val="{num}"/>' if num else "")
    inner = (f'<w:pStyle w:val="{style}"/>' if style else "") + (f"<w:numPr>{numpr}</w:numPr>" if numpr else "")
    return f"<w:p><w:pPr>{inner}{ppr}</w:pPr>{r(text) if text else ''}</w:p>"


def raw(inner: str) -> str:
    """A paragraph with the given content."""
    return f"<w:p>{inner}</w:p>"


def r(text: str) -> str:
    """A run."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def lvl(ilvl: int, text: str, fmt: str = "decimal", extra: str = "", start: int = 1, suff: str = "") -> str:
    """A ``w:lvl``; ``extra`` stands before ``w:lvlText`` (pStyle, isLgl, lvlRestart)."""
    suffix = f'<w:suff w:val="{suff}"/>' if suff else ""
    return (
        f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{extra}{suffix}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def abstract(key: int, *levels: str, kind: str = "multilevel", extra: str = "") -> str:
    """A ``w:abstractNum``."""
    head = f'<w:nsid w:val="0000000{key}"/><w:multiLevelType w:val="{kind}"/>{extra}'
    return f'<w:abstractNum w:abstractNumId="{key}">{head}{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, *overrides: str) -> str:
    """A ``w:num``."""
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{"".join(overrides)}</w:num>'


def restart(ilvl: int, start: int) -> str:
    """A ``w:lvlOverride`` with a start."""
    return f'<w:lvlOverride w:ilvl="{ilvl}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def style(key: str, name: str = "", based: str = "", num_id: str = "", ilvl: str = "", extra: str = "") -> str:
    """A paragraph style."""
    numpr = (f'<w:ilvl w:val="{ilvl}"/>' if ilvl else "") + (f'<w:numId w:val="{num_id}"/>' if num_id else "")
    ppr = (f"<w:numPr>{numpr}</w:numPr>" if numpr else "") + extra
    based_on = f'<w:basedOn w:val="{based}"/>' if based else ""
    default = ' w:default="1"' if key == "Standard" else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{key}"><w:name w:val="{name or key}"/>{based_on}'
        f"<w:pPr>{ppr}</w:pPr></w:style>"
    )


def tc(*content: str, props: str = "") -> str:
    """A table cell; plain text becomes a paragraph."""
    inner = "".join(c if c.startswith("<") else p(c) for c in content)
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, props: str = "") -> str:
    """A table row."""
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{''.join(cells)}</w:tr>"


def tbl(*rows: str, look: str = 'w:firstRow="1"', columns: int = 2) -> str:
    """A table; ``look`` is the attributes of ``w:tblLook``."""
    grid = "".join('<w:gridCol w:w="2000"/>' for _ in range(columns))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblLook {look}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def docx(
    body: str,
    *,
    parts: Mapping[str, str] | None = None,
    core: str = "",
    links: Mapping[str, str] | None = None,
    sect: str = "",
) -> bytes:
    """A package. ``parts`` are inner XML by part name (styles, numbering, footnotes, header1 …), which is the
    relationship id, too. ``links`` are external targets by relationship id."""
    named = dict(parts or {})
    body = f"<w:body>{body}<w:sectPr>{sect}</w:sectPr></w:body>"
    files = {"word/document.xml": f"<w:document {NS}>{body}</w:document>"}
    rels, overrides = "", ""
    for name, inner in named.items():
        kind = _TYPES[name]
        tag = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        files[f"word/{name}.xml"] = f"<w:{tag} {NS}>{inner}</w:{tag}>"
        rels += f'<Relationship Id="{name}" Type="{_REL}/{kind}" Target="{name}.xml"/>'
        overrides += f'<Override PartName="/word/{name}.xml" ContentType="{_CT}.{kind}+xml"/>'
    for key, target in (links or {}).items():
        rels += f'<Relationship Id="{key}" Type="{_REL}/hyperlink" Target="{target}" TargetMode="External"/>'
    files["word/_rels/document.xml.rels"] = _relationships(rels)
    package_rels = f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="word/document.xml"/>'
    if core:
        files["docProps/core.xml"] = (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</cp:coreProperties>'
        )
        package_rels += (
            f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/>'
        )
        overrides += (
            '<Override PartName="/docProps/core.xml" '
            'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        )
    files["_rels/.rels"] = _relationships(package_rels)
    files["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_CT}.document.main+xml"/>{overrides}</Types>'
    )
    return pack({name: text.encode() for name, text in files.items()})


def pack(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of the given parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of a ZIP."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _relationships(inner: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'
