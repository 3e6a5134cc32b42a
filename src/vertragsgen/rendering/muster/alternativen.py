"""Alternatives of a form: the branches of a condition that nobody can decide yet, each with a box to tick."""

from __future__ import annotations

import re

from vertragsgen.rendering.wordml import Wml

GRENZE = "\uf8f6"
KASTEN = "☐"
_ANGEKREUZT = frozenset("☐☒☑")
_TAG = re.compile(r"<[^>]*>")
# Where the box goes: behind the properties of the first paragraph.
_ABSATZ = re.compile(r"<w:p(?: [^>]*)?>(?:<w:pPr>.*?</w:pPr>|<w:pPr/>)?", re.DOTALL)
_ERSTER_TEXT = re.compile(r"(<w:t(?: [^>]*)?>)( +)")
# The font that Word itself uses for its check boxes; body fonts seldom have the sign.
_SCHRIFT = '<w:rPr><w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic"/></w:rPr>'


def _lauf(text: str, eigenschaften: str = "") -> str:
    return f'<w:r>{eigenschaften}<w:t xml:space="preserve">{text}</w:t></w:r>'


def verbinde(text: str) -> Wml:
    """The branches of one condition, separated by :data:`GRENZE`; what prints nothing is no alternative."""
    # A plain str: adding to Markup would escape what is added.
    teile = [teil for teil in str.__str__(text).split(GRENZE) if teil.strip()]
    if len(teile) < 2:
        return Wml("".join(teile))
    sichtbar = [_TAG.sub("", teil).strip() for teil in teile]
    if all(zeichen in _ANGEKREUZT for zeichen in sichtbar):
        return Wml(next((teil for teil, zeichen in zip(teile, sichtbar, strict=True) if zeichen == KASTEN), teile[0]))
    if any(_ABSATZ.search(teil) for teil in teile):
        kasten = _lauf(KASTEN, _SCHRIFT) + _lauf("\u00a0")
        return Wml("".join(_ABSATZ.sub(lambda ort: ort.group() + kasten, teil, count=1) for teil in teile))
    if any("<w:r>" in teil for teil in teile):
        return Wml(_in_der_zeile(teile))
    return Wml("/".join(teil.strip() for teil in teile))


def _in_der_zeile(teile: list[str]) -> str:
    """☐ auf unbestimmte Zeit ☐ bis zum …"""
    anfang = ""
    laeufe = []
    for teil in teile:
        treffer = _ERSTER_TEXT.search(teil)
        if treffer is not None and not _TAG.sub("", teil[: treffer.start()]):
            anfang = _lauf(" ")
            teil = teil[: treffer.start(2)] + teil[treffer.end(2) :]
        laeufe.append(_lauf(KASTEN, _SCHRIFT) + _lauf("\u00a0") + teil)
    return anfang + _lauf(" ").join(laeufe)


def beide(erstes: object, zweites: object) -> object:
    """Both results of an undecided ``a if … else b``."""
    texte = (erstes, zweites)
    if all(isinstance(text, str) and text.strip() in _ANGEKREUZT for text in texte):
        return KASTEN
    if isinstance(erstes, str) and isinstance(zweites, str) and erstes and zweites and erstes != zweites:
        return f"{erstes}/{zweites}"
    return erstes or zweites
