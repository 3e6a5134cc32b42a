"""What differs between two packages and shows in no paragraph: style definitions, page set-up, pictures."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from vertragsgen.dateien import sha256
from vertragsgen.linearise.ooxml import VAL, Element, W
from vertragsgen.linearise.package import Package
from vertragsgen.linearise.pieces import sections
from vertragsgen.linearise.xmlparts import Unlesbar
from vertragsgen.review.modell import BILDER

_SEITE = {"pgSz": "Seitenformat", "pgMar": "Seitenränder", "cols": "Spalten", "titlePg": "eigene erste Seite"}


def hinweise(alt: Package, neu: Package) -> list[str]:
    """German sentences on differences of the packages; none for packages that cannot be read."""
    try:
        return [*_vorlagen(alt, neu), *_seiten(alt, neu), *_bilder(alt, neu)]
    except Unlesbar:
        return []


def _ziel(package: Package, art: str) -> str:
    haupt = next((rel.ziel for rel in package.relations("").values() if rel.art == "officeDocument"), "")
    if art == "officeDocument":
        return haupt
    return next((rel.ziel for rel in package.relations(haupt).values() if rel.art == art and not rel.extern), "")


def _xml(package: Package, art: str) -> Element | None:
    ziel = _ziel(package, art)
    return package.tree(ziel) if ziel else None


def _vorlagen(a: Package, b: Package) -> Iterator[str]:
    ziele = [_ziel(package, "styles") for package in (a, b)]
    if all(ziele) and a.read(ziele[0]) == b.read(ziele[1]):  # the rule for our own documents
        return
    alt, neu = _stile(_xml(a, "styles")), _stile(_xml(b, "styles"))
    anders = [name for name in neu if name in alt and alt[name] != neu[name]]
    if anders:
        yield f"Geänderte Formatvorlagen: {_aufzaehlung(anders)}. Alles, was sie benutzt, sieht anders aus."


def _stile(root: Element | None) -> dict[str, bytes]:
    """Canonical definition by name. Ids may differ (a German Word renames them), so they are left out."""
    found: dict[str, bytes] = {}
    for stil in () if root is None else root.iter(W + "style", W + "docDefaults"):
        name = stil.find(W + "name")
        eigen = [
            etree.tostring(kind, method="c14n")
            for kind in stil
            if kind.tag
            in (W + "pPr", W + "rPr", W + "tblPr", W + "tcPr", W + "trPr", W + "tblStylePr", W + "rPrDefault")
            or kind.tag == W + "pPrDefault"
        ]
        found["Standardwerte" if name is None else name.get(VAL, "")] = b"".join(eigen)
    return found


def _seiten(a: Package, b: Package) -> Iterator[str]:
    if a.own and b.own and _eigene_abschnitte(a) == _eigene_abschnitte(b):
        return
    alt, neu = _abschnitte(_xml(a, "officeDocument")), _abschnitte(_xml(b, "officeDocument"))
    if len(alt) != len(neu):
        yield f"Die Zahl der Abschnitte (Seiteneinrichtung) ist anders: {len(alt)} → {len(neu)}."
        return
    for nummer, (links, rechts) in enumerate(zip(alt, neu, strict=True), start=1):
        anders = [wort for name, wort in _SEITE.items() if links[name] != rechts[name]]
        if anders:
            wo = f" in Abschnitt {nummer}" if len(alt) > 1 else ""
            yield f"Seiteneinrichtung geändert{wo}: {_aufzaehlung(anders)}."


def _eigene_abschnitte(package: Package) -> list[bytes]:
    return sections(package.read(_ziel(package, "officeDocument")) or b"")


def _abschnitte(root: Element | None) -> list[dict[str, bytes]]:
    found = []
    for sect in () if root is None else root.iter(W + "sectPr"):
        if next(sect.iterancestors(W + "sectPrChange"), None) is not None:
            continue
        found.append({name: b"".join(etree.tostring(k, method="c14n") for k in sect.iter(W + name)) for name in _SEITE})
    return found


def _bilder(a: Package, b: Package) -> Iterator[str]:
    alt, neu = _medien(a), _medien(b)
    weg, dazu = len(alt - neu), len(neu - alt)
    if weg and dazu:
        yield f"{BILDER} ausgetauscht: {weg} weggefallen, {dazu} neu."
    elif weg or dazu:
        yield f"{BILDER} weggefallen: {weg}." if weg else f"{BILDER} hinzugekommen: {dazu}."


def _medien(package: Package) -> set[str]:
    return {sha256(package.read(name) or b"") for name in package.names if name.startswith("word/media/")}


def _aufzaehlung(worte: list[str]) -> str:
    gezeigt = [f"„{wort}“" if wort not in _SEITE.values() else wort for wort in worte[:12]]
    return ", ".join(gezeigt) + (f" und {len(worte) - 12} weitere" if len(worte) > 12 else "")
