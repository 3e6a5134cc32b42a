"""The short hash: it follows what a document uses, and only that."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from vertragsgen.rendering.environment import Umgebung
from vertragsgen.rendering.fingerprint import (
    asked_paths,
    canonical_text,
    fingerprint,
    place_paths,
    resolve,
    text_digest,
)
from vertragsgen.rendering.values import Wertspiegel, checksum, deciding_paths

SOURCE = """{{ traeger.name }} {% for s in saetze %}{% set b = s.betrag %}{{ b|euro }}{{ loop.index }}{% endfor %}
{% for k, v in tafel.items() %}{{ v }}{% endfor %}{{ liste[0].x }}{% if a.b is none %}{{ ziffer("x") }}{% endif %}"""


def used_paths(env: Umgebung, source: str) -> set[tuple[str, ...]]:
    return {path for path, _ in place_paths(env.parse(source))}


def test_paths_follow_loops_and_names(env: Umgebung) -> None:
    assert used_paths(env, SOURCE) == {
        ("traeger", "name"),
        ("saetze",),
        ("saetze", "*", "betrag"),
        ("tafel",),
        ("liste", "0", "x"),
        ("a", "b"),
        ("ziffer",),
    }


def test_whether_a_value_is_open_depends_on_no_value(env: Umgebung) -> None:
    assert used_paths(env, "{% if a.b is offen %}{{ a.c }}{% endif %}") == {("a", "c")}


CONTEXT: dict[str, Any] = {
    "traeger": {"name": "A", "ort": "B"},
    "saetze": [{"betrag": Decimal("84.10")}, {"betrag": Decimal("1.00")}],
    "tafel": {"k": "v"},
    "liste": [{"x": "y"}],
    "a": {"b": None},
}


def test_a_dynamic_index_uses_every_entry(env: Umgebung) -> None:
    assert used_paths(env, "{{ liste[a.b].x }}") == {("liste", "x"), ("a", "b")}
    assert resolve(CONTEXT, ("liste", "x")) == ["y"]


def test_values_are_found(env: Umgebung) -> None:
    assert resolve(CONTEXT, ("saetze", "*", "betrag")) == [Decimal("84.10"), Decimal("1.00")]
    assert resolve(CONTEXT, ("liste", "0", "x")) == "y"
    assert resolve(CONTEXT, ("gibt", "es", "nicht")) is None


def kennung(env: Umgebung, change: dict[str, Any] | None = None, text: str = "Text") -> str:
    asked = deciding_paths(asked_paths(env.parse(SOURCE)), frozenset(("ziffer",)))
    werte = Wertspiegel(CONTEXT | (change or {})).werte(asked)
    return fingerprint([("k", text_digest(text), checksum(werte))], "rahmen")


def test_a_change_elsewhere_leaves_it_alone(env: Umgebung) -> None:
    assert kennung(env) == kennung(env, {"traeger": {"name": "A", "ort": "anderswo"}, "neu": "x"})
    assert kennung(env) == kennung(env, text="Text  \r\n{# Kommentar #}")


@pytest.mark.parametrize(
    "change", [{"traeger": {"name": "C"}}, {"saetze": [{"betrag": Decimal("84.11")}]}, {"tafel": {"k": "w"}}]
)
def test_a_change_of_what_it_uses_shows(env: Umgebung, change: dict[str, Any]) -> None:
    assert kennung(env) != kennung(env, change)


def test_a_change_of_wording_shows(env: Umgebung) -> None:
    assert kennung(env) != kennung(env, text="Texte")
    assert canonical_text("a{# b #}c\r\n") == "ac"
