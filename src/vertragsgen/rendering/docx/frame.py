"""Reads a Word frame: letterhead, styles, header and footer, and the slots that take the clauses."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from lxml import etree

from vertragsgen.rendering.clauses.setting import Satzspiegel
from vertragsgen.rendering.docx.frame_faults import RENDERED, content_faults, missing_styles, parse_parts, place
from vertragsgen.rendering.docx.frame_package import package_faults
from vertragsgen.rendering.docx.package import Gemeinsam, PaketUnlesbar, read_parts
from vertragsgen.rendering.docx.patch import jinja_source
from vertragsgen.rendering.docx.rahmen import DOCUMENT, NUMBERING, STYLES, Rahmen
from vertragsgen.rendering.docx.styles import Formatvorlagen
from vertragsgen.rendering.environment import Umgebung
from vertragsgen.rendering.errors import RAHMEN, Vorlagenfehler
from vertragsgen.rendering.templates import compile_template
from vertragsgen.rendering.wordml import W_NS

_W = f"{{{W_NS}}}"
_SLOT = re.compile(r"\{\{(p|tr)\s+([a-z_][a-z0-9_]*)\s*\}\}")


def read_frame(path: Path, datei: str, env: Umgebung) -> tuple[Rahmen | None, list[Vorlagenfehler]]:
    """The compiled frame at ``path`` as far as it can be read, and every fault; ``None`` if nothing can be set into it.

    ``datei`` is its name in messages. A fault is a missing, damaged or unusable file, a tracked change, a comment, a tag in a
    part that is not rendered, a missing standard style, or an error in a template.
    """
    try:
        parts = read_parts(path.read_bytes())
    except (PaketUnlesbar, OSError) as fault:
        grund = str(fault) if isinstance(fault, PaketUnlesbar) else "Die Datei fehlt oder ist nicht lesbar."
        return None, [Vorlagenfehler(RAHMEN, f"Der Rahmen lässt sich nicht öffnen. {grund}", datei, 1)]
    trees, faults = parse_parts(parts, datei)
    faults += content_faults(parts, trees, datei)
    if not faults:
        faults += package_faults(parts, trees, datei)
    if STYLES not in parts:
        faults.append(Vorlagenfehler(RAHMEN, "Der Rahmen enthält keine Formatvorlagen.", datei, 1))
    if not {STYLES, DOCUMENT, *(name for name in parts if name == NUMBERING)} <= set(trees):
        return None, faults
    styles = Formatvorlagen(parts[STYLES], parts.get(NUMBERING))
    faults += missing_styles(styles, datei)
    document = trees[DOCUMENT]
    try:
        slots = _slots(document, datei)
    except Vorlagenfehler as fault:
        return None, [*faults, fault]
    frame = Rahmen(datei, parts, styles, slots, Gemeinsam(parts), pruefsumme=_digest(parts), gehalten=_kept(document))
    for name in trees:
        if RENDERED.match(name):
            try:
                frame.quellen[name] = jinja_source(parts[name])
                slotnamen = frozenset(frame.plaetze)
                frame.vorlagen[name] = compile_template(env, frame.quellen[name], datei, slots=slotnamen)
            except Vorlagenfehler as fault:
                fault.stelle = place(name, fault.zeile)
                faults.append(fault)
    if not any(name.startswith("word/header") for name in parts):
        faults.append(
            Vorlagenfehler(
                RAHMEN, "Der Rahmen hat keine Kopfzeile.", datei, 1,
                hilfe="In Word eine Kopfzeile einfügen: Ein Entwurf wird dort gekennzeichnet.",
            )
        )  # fmt: skip
    return frame, faults


def _digest(parts: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(parts):
        if not name.startswith("docProps/"):
            digest.update(name.encode() + b"\0" + hashlib.sha256(parts[name]).digest())
    return digest.hexdigest()


def _slots(document: etree._Element, datei: str) -> dict[str, Satzspiegel]:
    slots: dict[str, Satzspiegel] = {}
    width = _text_width(document, datei)
    for paragraph in document.iter(f"{_W}p"):
        text = "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))
        for kind, name in _SLOT.findall(text):
            if name in slots:
                raise Vorlagenfehler(RAHMEN, f"Der Platz „{name}“ kommt im Rahmen zweimal vor.", datei, 1)
            slots[name] = Satzspiegel(width, _columns(paragraph, name, datei) if kind == "tr" else None)
    return slots


def _kept(document: etree._Element) -> set[str]:
    """The slots whose paragraph is kept with the next one."""
    kept: set[str] = set()
    for paragraph in document.iter(f"{_W}p"):
        if paragraph.find(f"{_W}pPr/{_W}keepNext") is not None:
            text = "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))
            kept.update(name for _, name in _SLOT.findall(text))
    return kept


def _columns(paragraph: etree._Element, name: str, datei: str) -> tuple[int, int]:
    table = next(paragraph.iterancestors(f"{_W}tbl"), None)
    widths = (
        [int(col.get(f"{_W}w", "0")) for col in table.iterfind(f"{_W}tblGrid/{_W}gridCol")] if table is not None else []
    )
    if len(widths) != 2:
        raise Vorlagenfehler(RAHMEN, f"Der Platz „{name}“ braucht eine Tabelle mit zwei Spalten.", datei, 1)
    return widths[0], widths[1]


def _text_width(document: etree._Element, datei: str) -> int:
    section = document.find(f"{_W}body/{_W}sectPr")
    size = section.find(f"{_W}pgSz") if section is not None else None
    margin = section.find(f"{_W}pgMar") if section is not None else None
    if size is None or margin is None:
        raise Vorlagenfehler(RAHMEN, "Dem Rahmen fehlen Seitengröße und Ränder.", datei, 1)
    return int(size.get(f"{_W}w", "0")) - sum(
        int(margin.get(f"{_W}{side}", "0")) for side in ("left", "right", "gutter")
    )
