"""Independent judgement of redlines: another program resolves them, and the text is read by the lineariser."""

from __future__ import annotations

import re

from lxml import etree

from tests.linearise.docx_kit import pack, unpack
from vertragsgen.linearise import linearise_docx, to_markdown
from vertragsgen.linearise.ooxml import W
from vertragsgen.review.redline.abbild import Abbild
from vertragsgen.review.redline.paket import Wordpaket

_LINK = re.compile(r"( <[^<>]+>)\1+")
_MARKE = re.compile(rb"<w:(ins|del|moveFrom|moveTo|\w+Change|cellIns|cellDel|delText|delInstrText)[ >/]")
# What rdocx neither accepts nor rejects.
_OFFEN = tuple(W + name for name in ("tblGridChange", "tblPrExChange", "trPrChange", "tcPrChange"))


def text(data: bytes) -> str:
    """All text with numbers, tables, headers, notes, link targets; a link in two pieces side by side is one."""
    return _LINK.sub(r"\1", to_markdown(linearise_docx(data)))


def bild(data: bytes) -> object:
    """Text, structure and formatting of the body."""
    paket = Wordpaket(data)
    return Abbild(paket).story(paket.haupt)


def vollende(data: bytes, was: str) -> bytes:
    """What ``rdocx`` gave back after ``was`` (accept_all, reject_all), with the properties that it leaves alone resolved.

    Those of rows, cells and columns have the shape of all others: the old values lie inside of the new ones.
    """
    files = unpack(data)
    for name, teil in files.items():
        if not name.endswith(".xml") or b"Change " not in teil:
            continue
        root = etree.fromstring(teil)
        for aenderung in list(root.iter(*_OFFEN)):
            halter = aenderung.getparent()
            assert halter is not None
            if was == "reject_all":
                halter[:] = list(aenderung[0])
            else:
                halter.remove(aenderung)
        files[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return pack(files)


def marken(data: bytes) -> list[bytes]:
    """The kinds of revision marks in all parts of a package."""
    paket = Wordpaket(data)
    namen = [n for n in paket._namen if n.startswith("word/") and n.endswith(".xml")]
    return [fund[1] for name in namen for fund in _MARKE.finditer(paket.bytes_von(name) or b"")]
