"""From a rendered document to a form: grey placeholders, a discreet notice, properties without a provider."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from vertragsgen.notation import format_datum
from vertragsgen.package.manifest import Manifest
from vertragsgen.rendering.document import Erzeugtes, Fertig
from vertragsgen.rendering.docx.finish import CORE, core_part
from vertragsgen.rendering.draft import GREY, add_notice, highlight_placeholders
from vertragsgen.rendering.typography import bind
from vertragsgen.rendering.xmltext import escape


def vermerk(manifest: Manifest, beginn: date | None) -> str:
    """What every page of a form says: what it is a form of, and for which terms.

    ``beginn`` is the first start its wording holds for; the last one is that of the package.
    """
    bis_tag = manifest.leistungszeitraum.bis
    wort = "ab" if bis_tag is None else "vom"
    von = f" {wort} {format_datum(beginn)}" if beginn is not None else ""
    bis = f" bis {format_datum(bis_tag)}" if bis_tag is not None else ""
    return f"Muster: {manifest.titel}" + (f", Vereinbarungen mit Beginn{von}{bis}" if von or bis else "")


def finish_form(erzeugt: Erzeugtes, manifest: Manifest, beginn: date | None) -> Erzeugtes:
    """The document as the form that is sent out; ``erzeugt`` comes from templates compiled for forms.

    ``beginn`` is the first start of a term for which its package data hold.
    """
    teile = dict(erzeugt.teile)
    for name in teile:
        if name.startswith("word/") and name.endswith(".xml"):
            xml = teile[name].decode("utf-8")
            if name.startswith("word/header"):
                xml = add_notice(xml, _absatz(vermerk(manifest, beginn)))
            teile[name] = highlight_placeholders(xml, GREY).encode("utf-8")
    eigenschaften = replace(erzeugt.eigenschaften, titel=f"{erzeugt.titel} – Muster", thema=f"Muster: {manifest.titel}")
    teile[CORE] = core_part(eigenschaften)
    return replace(erzeugt, fertigen=lambda: Fertig(erzeugt.kennung, teile), eigenschaften=eigenschaften)


def _absatz(text: str) -> str:
    return (
        '<w:p><w:pPr><w:jc w:val="right"/></w:pPr>'
        '<w:r><w:rPr><w:color w:val="595959"/><w:sz w:val="16"/></w:rPr>'
        f"<w:t>{escape(bind(text))}</w:t></w:r></w:p>"
    )
