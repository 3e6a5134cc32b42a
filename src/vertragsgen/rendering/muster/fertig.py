"""From a rendered document to a form: grey placeholders, a discreet notice, properties without a provider."""

from __future__ import annotations

from msgspec.structs import replace

from vertragsgen.notation import format_datum
from vertragsgen.package.manifest import Manifest
from vertragsgen.rendering.document import Erzeugtes, Fertig
from vertragsgen.rendering.docx.finish import CORE, core_part
from vertragsgen.rendering.draft import GREY, add_notice, highlight_placeholders
from vertragsgen.rendering.xmltext import escape


def vermerk(manifest: Manifest) -> str:
    """What every page of a form says: what it is a form of, and for which terms."""
    spanne = manifest.leistungszeitraum
    wort = "ab" if spanne.bis is None else "vom"
    von = f" {wort} {format_datum(spanne.von)}" if spanne.von is not None else ""
    bis = f" bis {format_datum(spanne.bis)}" if spanne.bis is not None else ""
    return f"Muster: {manifest.titel}" + (f", Vereinbarungen mit Beginn{von}{bis}" if von or bis else "")


def finish_form(erzeugt: Erzeugtes, manifest: Manifest) -> Erzeugtes:
    """The document as the form that is sent out; ``erzeugt`` comes from templates compiled for forms."""
    teile = dict(erzeugt.teile)
    for name in teile:
        if name.startswith("word/") and name.endswith(".xml"):
            xml = teile[name].decode("utf-8")
            if name.startswith("word/header"):
                xml = add_notice(xml, _absatz(vermerk(manifest)))
            teile[name] = highlight_placeholders(xml, GREY).encode("utf-8")
    eigenschaften = replace(erzeugt.eigenschaften, titel=f"{erzeugt.titel} – Muster", thema=f"Muster: {manifest.titel}")
    teile[CORE] = core_part(eigenschaften)
    return replace(erzeugt, fertigen=lambda: Fertig(erzeugt.kennung, teile), eigenschaften=eigenschaften)


def _absatz(text: str) -> str:
    return (
        '<w:p><w:pPr><w:jc w:val="right"/></w:pPr>'
        '<w:r><w:rPr><w:color w:val="595959"/><w:sz w:val="16"/></w:rPr>'
        f"<w:t>{escape(text)}</w:t></w:r></w:p>"
    )
