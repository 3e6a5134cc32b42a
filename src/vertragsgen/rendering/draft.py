"""Drafts: missing values as highlighted ``<<Feldname>>`` and the notice that the document is a draft.

Blank forms (``rendering/muster``) print their placeholders the same way, with another highlight and notice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from vertragsgen.rendering.wordml import Wml
from vertragsgen.rendering.xmltext import escape
from vertragsgen.source.platzhalter import Musterwert, Platzhalter
from vertragsgen.source.section import Abschnitt, felder

# Two private characters fence a placeholder until its run is split off; profiles cannot contain them.
_OPEN, _CLOSE = "\uf8f2", "\uf8f3"
_RUN = re.compile(
    rf"<w:r(?: [^>]*)?>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: [^>]*)?>([^<]*{_OPEN}[^<]*)</w:t></w:r>",
    re.DOTALL,
)
_PLACEHOLDER = re.compile(rf"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
# Each with the elements of w:rPr that the schema wants behind it.
_AFTER_SHADING = r"fitText|vertAlign|rtl|cs|em|lang|eastAsianLayout|specVanish|oMath"
YELLOW = ('<w:highlight w:val="yellow"/>', re.compile(rf"<w:(?:u|effect|bdr|shd|{_AFTER_SHADING})\b"))
GREY = ('<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>', re.compile(rf"<w:(?:{_AFTER_SHADING})\b"))

VERMERK = "ENTWURF – nicht zur Unterzeichnung bestimmt"


class Leerstelle(Platzhalter, frozen=True):
    """An optional value that the profile leaves empty: ``is none`` holds, printing shows its name."""


def mark_placeholder(value: Platzhalter) -> Wml:
    """The printed form of a placeholder, still to be highlighted."""
    if isinstance(value, Musterwert):
        return Wml(f"{escape(value.vor)}{_OPEN}{escape(value.kern)}{_CLOSE}{escape(value.nach)}")
    return Wml(f"{_OPEN}&lt;&lt;{escape(value.name)}&gt;&gt;{_CLOSE}")


def highlight_placeholders(xml: str, colour: tuple[str, re.Pattern[str]] = YELLOW) -> str:
    """Give every placeholder a run of its own in that colour; ``xml`` is a finished part."""
    if _OPEN not in xml:
        return xml
    return _PLACEHOLDER.sub(r"\1", _RUN.sub(lambda match: _split_run(match, *colour), xml))


def _split_run(match: re.Match[str], highlight: str, behind: re.Pattern[str]) -> str:
    properties = (match.group(1) or "").removeprefix("<w:rPr>").removesuffix("</w:rPr>")
    after = behind.search(properties)
    cut = after.start() if after else len(properties)
    marked = properties[:cut] + highlight + properties[cut:]
    pieces = []
    for index, text in enumerate(_PLACEHOLDER.split(match.group(2))):
        if text:
            props = marked if index % 2 else properties
            head = f"<w:rPr>{props}</w:rPr>" if props else ""
            pieces.append(f'<w:r>{head}<w:t xml:space="preserve">{text}</w:t></w:r>')
    return "".join(pieces)


def draft_notice() -> str:
    """The paragraph that stands on top of every header of a draft."""
    return (
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
        '<w:r><w:rPr><w:b/><w:color w:val="C00000"/><w:sz w:val="22"/></w:rPr>'
        f"<w:t>{VERMERK}</w:t></w:r></w:p>"
    )


def add_notice(xml: str, notice: str | None = None) -> str:
    """Put a notice (the draft's, if none is given) first into a header part.

    It takes the place of the empty paragraph of a header without text.
    """
    paragraph = draft_notice() if notice is None else notice
    end = xml.index(">", xml.index("<w:hdr")) + 1
    if "<w:t" not in xml and "</w:hdr>" in xml:
        return xml[:end] + paragraph + xml[xml.index("</w:hdr>") :]
    if xml[end - 2] == "/":  # an empty header element
        return f"{xml[: end - 2]}>{paragraph}</w:hdr>{xml[end:]}"
    return xml[:end] + paragraph + xml[end:]


class Sicht:
    """A view of a model in a draft: what is ``None`` prints as the name of its field."""

    __slots__ = ("_obj", "_pfad")

    def __init__(self, obj: Any, pfad: str) -> None:
        self._obj = obj
        self._pfad = pfad

    def __getattr__(self, name: str) -> Any:
        pfad = f"{self._pfad}.{name}"
        value = getattr(self._obj, name)
        if value is None:
            return Leerstelle(_title(self._obj, name), pfad)
        return draft_view(value, pfad)


def original(view: Sicht) -> Any:
    """The model that a view shows."""
    return view._obj


def _title(obj: Any, name: str) -> str:
    field = felder(type(obj)).get(name) if isinstance(obj, Abschnitt) else None
    return (field.titel if field is not None else None) or name.replace("_", " ").capitalize()


def draft_view(value: Any, pfad: str) -> Any:
    """``value`` as a draft sees it, recursively; scalars and placeholders stay what they are."""
    if isinstance(value, Platzhalter | Sicht):
        return value
    if isinstance(value, Mapping):
        return {
            key: Leerstelle(str(key), f"{pfad}.{key}") if entry is None else draft_view(entry, f"{pfad}.{key}")
            for key, entry in value.items()
        }
    if isinstance(value, list | tuple):
        return [draft_view(entry, f"{pfad}.{index}") for index, entry in enumerate(value)]
    if isinstance(value, Struct):
        return Sicht(value, pfad)
    return value
