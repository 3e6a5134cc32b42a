"""Reads a file for review, whatever it is: a Word document or the text layer of a PDF."""

from __future__ import annotations

from pathlib import Path

from vertragsgen.dateien import warum
from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.linearise import Eigenschaften, Linearisierung, linearise_docx
from vertragsgen.linearise.package import MAX_FILE
from vertragsgen.review.pdf import ist_pdf, lies_pdf
from vertragsgen.review.stellen import benenne


def lies_bytes(data: bytes, name: str = "") -> Linearisierung:
    """The lines of a DOCX or PDF, told apart by their first bytes; a file of another kind is a finding (VG101)."""
    if not data:
        return _unlesbar("Die Datei ist leer.", name, "Speichern Sie das Dokument neu.")
    return lies_pdf(data, name) if ist_pdf(data) else linearise_docx(data, name)


def lade(pfad: Path) -> tuple[bytes, tuple[Befund, ...]]:
    """The bytes of a file, or none and a finding that says in German why it cannot be read."""
    name = pfad.as_posix()
    try:
        if pfad.stat().st_size > MAX_FILE:
            return b"", _unlesbar(f"Die Datei ist größer als {MAX_FILE // 2**20} MiB.", name, "").befunde
        return pfad.read_bytes(), ()
    except FileNotFoundError:
        return b"", _unlesbar("Die Datei gibt es nicht.", name, "Prüfen Sie den Namen und den Ordner.").befunde
    except IsADirectoryError:
        return b"", _unlesbar("Das ist ein Ordner, keine Datei.", name, "Nennen Sie die Datei darin.").befunde
    except OSError as fehler:
        hilfe = "Schließen Sie die Datei in anderen Programmen und prüfen Sie die Zugriffsrechte."
        return b"", _unlesbar(f"Die Datei lässt sich nicht lesen ({warum(fehler)}).", name, hilfe).befunde


def als_text(linearisierung: Linearisierung) -> str:
    """A line per paragraph or table row, each with its place in brackets, its number and its text.

    Line breaks inside a paragraph are shown as ``⏎``, tabs as ``⇥``; cells are separated by ``|``.
    """
    eigenschaften = linearisierung.eigenschaften
    zeilen = [
        f"[Eigenschaft {name}] {_einzeilig(wert)}"
        for name, wert in (
            ("Titel", eigenschaften.titel),
            ("Autor", eigenschaften.autor),
            ("Sprache", eigenschaften.sprache),
            ("Thema", eigenschaften.thema),
        )
        if wert
    ]
    for zeile, ort in zip(linearisierung.zeilen, benenne(linearisierung.zeilen), strict=True):
        nummer = f"{zeile.nummer}{' ' if zeile.text else ''}" if zeile.nummer else ""
        ziele = "".join(f" <{ziel}>" for ziel in zeile.ziele)
        zeilen.append(f"[{ort.stelle}] {nummer}{_einzeilig(zeile.text)}{ziele}")
    return "".join(f"{zeile}\n" for zeile in zeilen)


def _einzeilig(text: str) -> str:
    return text.replace("\n", " ⏎ ").replace("\t", " ⇥ ")


def _unlesbar(meldung: str, name: str, hilfe: str) -> Linearisierung:
    befund = Befund("VG101", Schwere.FEHLER, meldung, Mark(name, 1, 1) if name else None, hilfe or None)
    return Linearisierung((), Eigenschaften(), (befund,))
