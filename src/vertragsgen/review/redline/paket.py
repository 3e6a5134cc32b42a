"""A DOCX package that parts, relationships and content types can be added to."""

from __future__ import annotations

import posixpath
import re

from lxml import etree

from vertragsgen.linearise.ooxml import Element, W
from vertragsgen.linearise.package import Package
from vertragsgen.linearise.xmlparts import Unlesbar, parse_xml
from vertragsgen.rendering.docx.package import write_parts

_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_TYPEN = "[Content_Types].xml"


class Wordpaket:
    """The parts of a DOCX; trees are parsed when asked for and written only if they were changed."""

    def __init__(self, data: bytes) -> None:
        """Opens the package. Raises ``Unlesbar`` for what is no DOCX or exceeds the limits of ``linearise``."""
        self._quelle = Package(data)
        self._namen = list(self._quelle.names)
        self._klein = {name.lower(): name for name in self._namen}
        self._baeume: dict[str, Element] = {}
        self._roh: dict[str, bytes] = {}
        self._geaendert: set[str] = set()
        haupt = next((r.ziel for r in self._quelle.relations("").values() if r.art == "officeDocument"), "")
        self.haupt = self._klein.get(haupt.lower(), "")
        if not self.haupt:
            raise Unlesbar("Die Datei enthält kein Word-Dokument.")

    def bytes_von(self, name: str) -> bytes | None:
        """The bytes of a part as they were read or added; None if there is no such part."""
        return self._roh[name] if name in self._roh else self._quelle.read(name)

    def baum(self, name: str) -> Element | None:
        """The tree of an XML part, the same one at every call; None if there is no such part."""
        if name not in self._baeume:
            data = self.bytes_von(name) if name else None
            if data is None:
                return None
            self._baeume[name] = parse_xml(data, name)
        return self._baeume[name]

    @staticmethod
    def rels(teil: str) -> str:
        """Name of the part that holds the relationships of ``teil``."""
        return _rels(teil)

    def geaendert(self, name: str) -> None:
        """Says that the tree of the part was changed and must be written."""
        self._geaendert.add(name)

    def beziehungen(self, teil: str) -> dict[str, tuple[str, str, bool]]:
        """Relationships of a part by id: type address, part name or outer address, outer or not."""
        root = self.baum(_rels(teil))
        found: dict[str, tuple[str, str, bool]] = {}
        for rel in () if root is None else root.iter(_REL + "Relationship"):
            aussen = rel.get("TargetMode") == "External"
            ziel = rel.get("Target", "")
            if not aussen:
                ziel = posixpath.normpath(posixpath.join("/", posixpath.dirname(teil), ziel))[1:]
                ziel = self._klein.get(ziel.lower(), ziel)
            found[rel.get("Id", "")] = (rel.get("Type", ""), ziel, aussen)
        return found

    def teil_der_art(self, art: str) -> str:
        """Name of the part that the main document refers to as ``art`` (styles, footnotes …); empty if none."""
        return next(
            (z for typ, z, aussen in self.beziehungen(self.haupt).values() if typ.endswith("/" + art) and not aussen),
            "",
        )

    def neue_beziehung(self, teil: str, typ: str, ziel: str, aussen: bool) -> str:
        """Adds a relationship and returns its id; an equal one is used again."""
        for rid, vorhanden in self.beziehungen(teil).items():
            if vorhanden == (typ, ziel, aussen):
                return rid
        name = _rels(teil)
        root = self.baum(name)
        if root is None:
            root = etree.fromstring(f'<Relationships xmlns="{_REL[1:-1]}"/>')
            self._namen.append(name)
            self._klein[name.lower()] = name
            self._roh[name] = b""
            self._baeume[name] = root
        vergeben = {rel.get("Id") for rel in root}
        rid = next(f"rId{k}" for k in range(len(root) + 1, 100_000) if f"rId{k}" not in vergeben)
        neu = etree.SubElement(root, _REL + "Relationship", Id=rid, Type=typ)
        neu.set("Target", ziel if aussen else posixpath.relpath("/" + ziel, "/" + posixpath.dirname(teil)))
        if aussen:
            neu.set("TargetMode", "External")
        self._geaendert.add(name)
        return rid

    def neuer_teil(self, wunsch: str, data: bytes, typ: str) -> str:
        """Adds a part under a free name near ``wunsch`` with its content type and returns the name."""
        stamm, endung = posixpath.splitext(wunsch)
        stamm = re.sub(r"\d+$", "", stamm)
        name = next(n for k in range(1, 100_000) if (n := f"{stamm}{k}{endung}").lower() not in self._klein)
        self._namen.append(name)
        self._klein[name.lower()] = name
        self._roh[name] = data
        self._typ(name, typ)
        return name

    def inhaltstyp(self, name: str) -> str:
        """The content type of a part: its own, otherwise that of its extension."""
        root = self.baum(_TYPEN)
        endung = posixpath.splitext(name)[1][1:].lower()
        standard = ""
        for eintrag in () if root is None else root:
            if eintrag.tag == _CT + "Override" and eintrag.get("PartName", "").lower() == "/" + name.lower():
                return str(eintrag.get("ContentType", ""))
            if eintrag.tag == _CT + "Default" and eintrag.get("Extension", "").lower() == endung:
                standard = eintrag.get("ContentType", "")
        return standard

    def _typ(self, name: str, typ: str) -> None:
        root = self.baum(_TYPEN)
        if root is None or not typ or self.inhaltstyp(name) == typ:
            return
        etree.SubElement(root, _CT + "Override", PartName="/" + name, ContentType=typ)
        self._geaendert.add(_TYPEN)

    def schreibe(self) -> bytes:
        """The package with its parts in order and fixed dates: the same bytes for the same content."""
        return write_parts({name: self._inhalt(name) for name in self._namen})

    def _inhalt(self, name: str) -> bytes:
        if name not in self._geaendert:
            return self.bytes_von(name) or b""
        return etree.tostring(self._baeume[name], xml_declaration=True, encoding="UTF-8", standalone=True)


def ausgeschrieben(root: Element) -> Element:
    """The body of a document part, or the part itself for headers and notes."""
    body = root.find(W + "body")
    return root if body is None else body


def _rels(teil: str) -> str:
    ordner, name = posixpath.split(teil)
    return posixpath.join(ordner, "_rels", f"{name}.rels")
