"""Clauses that are set once: the same values give the same piece, and its effects on the document come again."""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace, UnionType
from typing import Any

import pytest
from msgspec import Struct

from tests.ablauf.conftest import PROFIL, Werkbank
from vertragsgen.calculation.model import Berechnung
from vertragsgen.rendering import produce as stage
from vertragsgen.rendering.environment import Umgebung
from vertragsgen.rendering.fingerprint import asked_paths, field_names
from vertragsgen.rendering.pieces import paragraphs
from vertragsgen.rendering.plan import Anlage
from vertragsgen.rendering.references import Verweisfehler, Zustand
from vertragsgen.rendering.typeset import recorded
from vertragsgen.rendering.values import Wertspiegel, canonical, deciding_paths
from vertragsgen.rendering.vorrat import Vorrat
from vertragsgen.source.section import Abschnitt


class Modell(Struct):
    a: Any
    b: Any


class Anderes(Struct):
    a: Any
    b: Any


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (Decimal("1.0"), Decimal("1.00")),
        (True, 1),
        (1, "1"),
        (None, ""),
        (["a", "b"], ["a,b"]),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (Modell(1, [Modell(2, 3)]), Modell(1, [Modell(2, 4)])),
        ([Decimal("1")], [Decimal("1.0")]),
        (Modell(1, (Modell(2, Decimal("1.0")),)), Modell(1, (Modell(2, Decimal("1.00")),))),
        (Modell(1, Decimal("1.00")), Modell(1, "1.00")),
        (Modell(1, True), Modell(1, 1)),
        (Modell(1, SimpleNamespace(a=1)), Modell(1, "namespace(a=1)")),
        (date(2019, 1, 1), "2019-01-01"),
        (Modell(1, 2), Anderes(1, 2)),
    ],
)
def test_values_that_print_differently_have_different_forms(left: object, right: object) -> None:
    assert canonical(left) != canonical(right)
    assert Wertspiegel({"x": left}).werte([("x",)]) != Wertspiegel({"x": right}).werte([("x",)])


def test_equal_values_have_equal_forms() -> None:
    assert canonical(Modell(1, {"a": [Decimal("1.00")]})) == canonical(Modell(1, {"a": [Decimal("1.00")]}))


# Kinds that a struct's form writes alike where the text is the same: as a number, as text.
ALIKE = ({int, Decimal}, {str, date})


def kinds(annotation: Any) -> list[Any]:
    """All types that an annotation names, through unions, lists and mappings."""
    args = typing.get_args(annotation)
    return [kind for arg in args for kind in kinds(arg)] if args else [annotation]


def doubtful(annotation: Any) -> bool:
    """True if one place may hold two kinds that are written alike, or two structs, or nobody knows what."""
    args = typing.get_args(annotation)
    if typing.get_origin(annotation) in (typing.Union, UnionType):
        one_of = set(args)
        structs = [kind for kind in one_of if isinstance(kind, type) and issubclass(kind, Struct)]
        return len(structs) > 1 or any(pair <= one_of for pair in ALIKE) or any(map(doubtful, args))
    return annotation in (Any, object) or any(map(doubtful, args))


def hints(kind: type[Struct]) -> dict[str, Any]:
    """The types of a struct's fields, not of its class."""
    return {name: art for name, art in typing.get_type_hints(kind).items() if name in kind.__struct_fields__}


def structs(kind: type[Struct]) -> set[type[Struct]]:
    """``kind`` and all structs that its fields may hold."""
    found, open_ = {kind}, [kind]
    while open_:
        for annotation in hints(open_.pop()).values():
            new = {k for k in kinds(annotation) if isinstance(k, type) and issubclass(k, Struct)} - found
            found |= new
            open_ += new
    return found


def test_no_field_that_templates_can_name_may_hold_two_kinds_that_are_written_alike() -> None:
    found = structs(Berechnung) | structs(Anlage)
    assert len(found) >= 12
    fields = [(kind, name, a) for kind in found for name, a in hints(kind).items()]
    assert len(fields) > 80
    assert [(kind.__name__, name) for kind, name, annotation in fields if doubtful(annotation)] == []


@pytest.mark.parametrize("annotation", [date | str, list[int | Decimal], dict[str, Any], Modell | Anderes | None])
def test_such_a_field_would_be_seen(annotation: Any) -> None:
    assert doubtful(annotation)


def test_of_all_that_templates_can_name_only_these_are_structs(tmp_path: Path) -> None:
    found: set[type] = set()

    def walk(value: Any) -> None:
        if isinstance(value, Struct) and not isinstance(value, Abschnitt):  # sections name their types
            found.add(type(value))
        if isinstance(value, Mapping):
            value = list(value.values())
        elif names := field_names(value):
            value = [getattr(value, name) for name in names]
        for entry in value if isinstance(value, list | tuple) else ():
            walk(entry)

    for dokument in Werkbank(tmp_path / "arbeit").erzeuge().dokumente:
        walk({name: wert for name, wert in dokument.werte.items() if not name.startswith("_")})
    assert len(found) >= 8
    assert found <= structs(Berechnung) | structs(Anlage)


def test_a_value_inside_a_named_one_decides_nothing_more() -> None:
    paths = [("a", "b", "c"), ("a",), ("ab",), ("c", "d"), ("c", "e"), ("a", "*", "x"), ("ziffer",)]
    assert deciding_paths(paths, frozenset(("ziffer",))) == (("a",), ("ab",), ("c", "d"), ("c", "e"))


PRINTING = """{{ a.x }}{% for s in saetze %}{{ s.betrag }}{% if s.grund is none %}-{% endif %}{{ loop.index }}{% endfor %}
{% if liste|laenge > 1 %}+{% endif %}{% if vielleicht is not none %}?{% endif %}{{ tafel[a.n].y }}{% for k, v in m.items() %}{{ k }}{% endfor %}{% for c in wort %}{{ c }}{% endfor %}"""
VALUES: dict[str, Any] = {
    "a": Modell("x", "n"),
    "saetze": [{"betrag": "1", "grund": None, "extra": "e"}, {"betrag": "2", "grund": "g", "extra": "e"}],
    "liste": ["p", "q"],
    "tafel": [{"y": "0", "z": "0"}, {"y": "1", "z": "1"}],
    "m": {"k": "v"},
    "wort": "ab",
    "vielleicht": {"x": "y"},
}


def werte_mit(env: Umgebung, **change: Any) -> object:
    context = {**VALUES, "a": {"x": "x", "n": 0}, **change}
    return Wertspiegel(context).werte(deciding_paths(asked_paths(env.parse(PRINTING)), frozenset()))


@pytest.mark.parametrize(
    "change",
    [
        {"a": {"x": "y", "n": 0}},
        {"a": {"x": "x", "n": 1}},
        {"saetze": VALUES["saetze"][:1]},
        {"saetze": [{**VALUES["saetze"][0], "betrag": "3"}, VALUES["saetze"][1]]},
        {"saetze": [{**VALUES["saetze"][0], "grund": "g"}, VALUES["saetze"][1]]},
        {"saetze": VALUES["saetze"][::-1]},
        {"liste": ["p"]},
        {"tafel": [{"y": "9"}, {"y": "1"}]},
        {"m": {"l": "v"}},
        {"wort": "ac"},
        {"vielleicht": None},
    ],
)
def test_what_a_template_asks_decides(env: Umgebung, change: dict[str, Any]) -> None:
    assert werte_mit(env) != werte_mit(env, **change)


@pytest.mark.parametrize(
    "change",
    [
        {"vielleicht": {"x": "z"}},
        {"tafel": [{"y": "0", "z": "9"}, {"y": "1"}]},
        {"fremd": "neu"},
    ],
)
def test_what_it_does_not_ask_does_not(env: Umgebung, change: dict[str, Any]) -> None:
    assert werte_mit(env) == werte_mit(env, **change)


@pytest.mark.parametrize("source", ["{{ a.b }}", "{% if a.b is none %}-{% endif %}"])
def test_a_path_into_nothing_is_no_empty_value(env: Umgebung, source: str) -> None:
    paths = deciding_paths(asked_paths(env.parse(source)), frozenset())
    assert Wertspiegel({"a": None}).werte(paths) != Wertspiegel({"a": {"b": None}}).werte(paths)


def test_a_store_never_grows() -> None:
    vorrat: Vorrat[int] = Vorrat(2)
    for number in range(5):
        vorrat.lege(number, number)
    assert [vorrat.hole(number) for number in range(5)] == [None, None, None, 3, 4]


def test_large_pieces_leave_a_store_early() -> None:
    vorrat: Vorrat[int] = Vorrat(10, raum=100)
    for number, umfang in enumerate((30, 30, 30, 60, 500, 10)):
        vorrat.lege(number, number, umfang)
        assert vorrat.hole(number) == number
    assert [vorrat.hole(number) for number in range(6)] == [None, None, None, None, None, 5]
    vorrat.lege(6, 6, 90)
    assert [vorrat.hole(number) for number in (5, 6)] == [5, 6]


def test_a_store_that_never_helps_is_asked_now_and_then() -> None:
    vorrat: Vorrat[int] = Vorrat(2)
    gefragt = []
    for number in range(80):
        if vorrat.lohnt():
            gefragt.append(number)
            assert vorrat.hole(number) is None
            vorrat.lege(number, number)
    assert gefragt == [*range(18), 32, 33, 48, 49, 64, 65]
    # The second of two tries finds what the first one kept; then it is worth while again.
    while not vorrat.lohnt():
        pass
    assert vorrat.hole("neu") is None
    vorrat.lege("neu", 1)
    assert vorrat.lohnt()
    assert vorrat.hole("neu") == 1
    assert all(vorrat.lohnt() for _ in range(20))


def test_what_a_clause_did_comes_again_with_its_faults() -> None:
    def render() -> str:
        zustand.zaehle(1, "a")
        zustand.listen.append("3")
        zustand.budget.spend(7)
        return "text"

    zustand, anderer = Zustand("d", {}), Zustand("d", {})
    text, mitschrift = recorded(zustand, render)
    mitschrift.wiederhole(anderer)
    assert (text, anderer.ziele, anderer.listen) == ("text", {"a": "1"}, ["3"])
    assert anderer.budget == zustand.budget
    with pytest.raises(Verweisfehler, match="zweimal"):
        mitschrift.wiederhole(anderer)


def test_paragraphs_with_breaks_and_entities() -> None:
    text = '<w:r><w:t xml:space="preserve">'
    plain = f"<w:p>{text}a &amp; </w:t></w:r>{text}b</w:t></w:r></w:p><w:p/><w:p></w:p><w:p>{text}c</w:t></w:r></w:p>"
    assert paragraphs(plain) == ("a & b", "c")
    broken = f"<w:p>{text}a</w:t></w:r><w:r><w:br/></w:r>{text}b</w:t></w:r></w:p>"
    assert paragraphs(plain + broken) == ("a & b", "c", "a\nb")


def test_a_second_profile_with_the_same_values_renders_only_what_is_new(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    werkbank = Werkbank(tmp_path / "arbeit")
    profil = werkbank.root / "provider_data" / f"{PROFIL}.yaml"
    text = profil.read_text(encoding="utf-8")
    (profil.parent / "zweitens.yaml").write_text(text, encoding="utf-8")
    (profil.parent / "drittens.yaml").write_text(text.replace('plz: "28', 'plz: "27', 1), encoding="utf-8")
    gesetzt: list[str] = []
    original: Callable[..., Any] = stage.typeset

    def counted(vorlage: Any, *args: Any, **kwargs: Any) -> Any:
        gesetzt.append(vorlage.datei)
        return original(vorlage, *args, **kwargs)

    monkeypatch.setattr(stage, "typeset", counted)
    from datetime import date

    from vertragsgen.pipeline import run
    from vertragsgen.werkstatt import Werkstatt
    from vertragsgen.workspace import open_workspace

    werkstatt = Werkstatt(open_workspace(werkbank.root))
    runs = {}
    counts = {}
    for name in (PROFIL, "zweitens", "drittens"):
        gesetzt.clear()
        runs[name] = run(werkstatt, name, stichtag=date(2019, 6, 1))
        counts[name] = len(gesetzt)
    assert counts[PROFIL] > 40
    assert counts["zweitens"] == 0
    assert 0 < counts["drittens"] < 10
    first, second, third = (
        {erzeugt.dokument: erzeugt.pack() for erzeugt in ergebnis.dokumente} for ergebnis in runs.values()
    )
    assert first == second != third
    # What was reused reads as if it had been rendered for this profile alone.
    alone = run(Werkstatt(open_workspace(werkbank.root)), "drittens", stichtag=date(2019, 6, 1))
    assert third == {erzeugt.dokument: erzeugt.pack() for erzeugt in alone.dokumente}
