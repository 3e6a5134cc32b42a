"""``basis:`` lays own values over shared ones, and every value keeps the mark of its file."""

from __future__ import annotations

import pytest

from vertragsgen.source.locate import locate, path_text
from vertragsgen.source.merge import merge
from vertragsgen.source.node import Mapping, Node, to_data
from vertragsgen.source.reader import read_text


def baum(text: str, name: str = "p.yaml") -> Node:
    lesung = read_text(text, name)
    assert lesung.ok
    assert lesung.node is not None
    return lesung.node


@pytest.mark.parametrize(
    ("unten", "oben", "ergebnis"),
    [
        ("a: {x: 1, y: 2}", "a: {y: 3, z: 4}", {"a": {"x": "1", "y": "3", "z": "4"}}),
        ("a: [1, 2]", "a: [3]", {"a": ["3"]}),
        ("a: 1", "a: null", {"a": None}),
        ("a: {x: 1}", "a: null", {"a": None}),
        ("a: {x: 1}", "a: 2", {"a": "2"}),
        ("a: 1", "a: {x: 2}", {"a": {"x": "2"}}),
        ("a: 1\nb: 2", "c: 3", {"a": "1", "b": "2", "c": "3"}),
        ("a: {b: {c: 1, d: 2}}", "a: {b: {c: 9}}", {"a": {"b": {"c": "9", "d": "2"}}}),
    ],
)
def test_own_values_win_lists_replace_null_overrides(unten: str, oben: str, ergebnis: object) -> None:
    assert to_data(merge(baum(unten), baum(oben))) == ergebnis


def test_marks_point_into_the_file_the_value_comes_from() -> None:
    node = merge(baum("t: {a: 1, b: 2}", "_b.yaml"), baum("t:\n  b: 3", "p.yaml"))
    assert str(locate(node, ("t", "a"))) == "_b.yaml:1:8"
    assert str(locate(node, ("t", "b"))) == "p.yaml:2:6"


def test_places_that_do_not_exist_lead_to_the_nearest_above() -> None:
    node = baum("t:\n  saetze:\n    - {a: 1}\nk: {x: 1}\n")
    assert str(locate(node, ("t", "saetze", 0, "a"))) == "p.yaml:3:11"
    assert str(locate(node, ("t", "saetze", 0, "fehlt"))) == "p.yaml:3:7"
    assert str(locate(node, ("t", "fehlt"))) == "p.yaml:1:1"
    assert str(locate(node, ("fehlt", "tief", 3))) == "p.yaml:1:1"
    assert str(locate(node, ("k", 0, "x"))) == "p.yaml:4:8"
    assert str(locate(node, ("t", "saetze", 9, "a"))) == "p.yaml:2:3"
    assert str(locate(node, ("k", "x"), key=True)) == "p.yaml:4:5"


def test_places_are_written_for_people() -> None:
    assert path_text(("verguetung", "saetze", 0, "betrag")) == "verguetung › saetze › 1. Eintrag › betrag"


def test_a_section_without_keys() -> None:
    node = baum("a: 1\nb: 2\n")
    assert isinstance(node, Mapping)
    assert node.without("a").keys() == ("b",)
