"""The fence: what templates cannot do, cannot print, cannot reach."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from vertragsgen.rendering.environment import Umgebung
from vertragsgen.rendering.errors import GRENZE, VARIABLE, WERT_FEHLT, Vorlagenfehler
from vertragsgen.rendering.limits import MAX_CHARACTERS, MAX_STEPS
from vertragsgen.rendering.references import Zustand
from vertragsgen.rendering.templates import compile_condition, compile_template


def render(env: Umgebung, source: str, **values: Any) -> str:
    return compile_template(env, source, "x.md").render({**values, "_zustand": Zustand("d", {})})


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("Müller & Co. <KG>", "Müller &amp; Co. &lt;KG&gt;"),
        (Markup("<b>"), "&lt;b&gt;"),
        ("zwei\nZeilen", 'zwei</w:t><w:br/><w:t xml:space="preserve">Zeilen'),
        ("</w:t><!--", "&lt;/w:t&gt;&lt;!--"),
        (8, "8"),
    ],
)
def test_values_are_escaped_once(env: Umgebung, value: object, printed: str) -> None:
    assert render(env, "{{ x }}", x=value) == printed
    assert render(env, "{% if x == y %}{{ x }}{% endif %}", x=value, y=value) == printed


def test_comparison_with_an_ampersand_holds(env: Umgebung) -> None:
    assert render(env, '{% if n == "A & B" %}ja{% endif %}', n="A & B") == "ja"


@pytest.mark.parametrize("source", ["{{ x }}", "{{ none }}", "{{ x.a }}", "{{ x|euro }}", "{{ d.leer }}"])
def test_nothing_empty_is_printed(env: Umgebung, source: str) -> None:
    with pytest.raises(Vorlagenfehler) as caught:
        render(env, source, x=None, d={"leer": None})
    assert caught.value.code in (WERT_FEHLT, VARIABLE)


def test_a_missing_value_is_named_by_its_path(env: Umgebung) -> None:
    with pytest.raises(Vorlagenfehler, match=r"„laufzeit\.ende“ fehlt") as caught:
        render(
            env,
            "a\n{{ laufzeit.beginn|datum }}\n{{ laufzeit.ende|datum }}",
            laufzeit={"beginn": date(2019, 1, 1), "ende": None},
        )
    assert (caught.value.zeile, caught.value.angabe) == (3, "laufzeit.ende")


@pytest.mark.parametrize("value", [84.1, Decimal("84.10"), True, date(2019, 1, 1), ["a"], {"a": "b"}, object()])
def test_values_without_a_german_form_need_a_filter(env: Umgebung, value: object) -> None:
    with pytest.raises(Vorlagenfehler, match="braucht einen Filter"):
        render(env, "{{ x }}", x=value)


@pytest.mark.parametrize(
    "name", ["safe", "default", "d", "attr", "format", "map", "tojson", "xmlattr", "replace", "e", "escape"]
)
def test_only_our_filters_exist(env: Umgebung, name: str) -> None:
    with pytest.raises(Vorlagenfehler, match="Filter"):
        render(env, "{{ x|" + name + " }}", x="a")


def test_the_values_of_a_field_come_once_each(env: Umgebung) -> None:
    zeilen = [{"ebene": "b"}, {"ebene": "a"}, {"ebene": "b"}]
    assert render(env, "{{ x|werte('ebene')|aufzaehlung }}", x=zeilen) == "b und a"
    assert render(env, "{{ x|werte('ebene')|laenge }}", x=[]) == "0"
    with pytest.raises(Vorlagenfehler, match="„art“ nicht in jedem Eintrag"):
        render(env, "{{ x|werte('art')|laenge }}", x=zeilen)


def test_nothing_is_left_open_outside_a_form(env: Umgebung) -> None:
    assert render(env, "{% if x is offen %}offen{% else %}gefüllt{% endif %}", x=None) == "gefüllt"


PAYLOADS = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ x.__init__.__globals__ }}",
    "{{ ziffer.__globals__['os'].system('touch MARKER') }}",
    "{{ ziffer.__wrapped__ }}",
    "{{ self.__init__.__globals__.__builtins__.open('MARKER', 'w') }}",
    "{{ cycler.__init__.__globals__.os.popen('touch MARKER').read() }}",
    "{{ lipsum.__globals__['os'].popen('touch MARKER') }}",
    "{{ namespace.__init__ }}",
    "{{ x.upper() }}",
    "{{ 'a'.join(['b']) }}",
    "{{ '%s'.format('a') }}",
    "{{ d.update({'a': 'b'}) }}",
    "{{ d.pop('k') }}",
    "{{ liste.append('x') }}",
    "{{ x['__class__'] }}",
    "{{ (1).__class__ }}",
    "{% set y = x.__class__ %}{{ y }}",
    "{{ range(10) }}",
    "{{ dict(a=1) }}",
    "{{ loop.cycle }}",
    "{{ _zustand.budget }}",
    "{{ liste|werte('__class__')|laenge }}",
    "{{ liste|werte('upper')|laenge }}",
    "{{ liste|werte(x)|laenge }}",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_known_payloads_run_nothing(
    env: Umgebung, payload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Vorlagenfehler):
        render(env, payload, x="text", d={"k": "v"}, liste=["a"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "source", ["{{ 'a' * 1000000000 }}", "{{ x + x }}", "{{ 9 ** 99999 }}", "{{ '%9999999d' % 1 }}", "{{ [1] * 9 }}"]
)
def test_operators_take_numbers_only(env: Umgebung, source: str) -> None:
    with pytest.raises(Vorlagenfehler):
        render(env, source, x="a")


def test_arithmetic_with_numbers_is_exact(env: Umgebung) -> None:
    assert render(env, "{{ (a * 3 - 1)|menge }}", a=Decimal("0.10")) == "\u22120,70"


def test_loops_are_counted_even_when_they_print_nothing(env: Umgebung) -> None:
    many = list(range(100))
    loops = "".join("{% for " + name + " in x %}" for name in "abcd") + "{% endfor %}" * 4
    assert len(many) ** 4 > MAX_STEPS
    with pytest.raises(Vorlagenfehler) as caught:
        render(env, loops, x=many)
    assert caught.value.code == GRENZE


def test_the_size_of_a_document_is_limited(env: Umgebung) -> None:
    big = "x" * 1_000_000
    loop = "{% for a in l %}{{ b }}{% endfor %}"
    with pytest.raises(Vorlagenfehler) as caught:
        render(env, loop, l=list(range(MAX_CHARACTERS // len(big) + 1)), b=big)
    assert caught.value.code == GRENZE


def test_conditions_hold_or_not_and_refuse_tags(env: Umgebung) -> None:
    assert compile_condition(env, "a is none", "paket.yaml", 3).render({"a": None}) == "1"
    assert compile_condition(env, "a is none", "paket.yaml", 3).render({"a": "x"}) == ""
    with pytest.raises(Vorlagenfehler, match="geschweifte"):
        compile_condition(env, "{{ a }}", "paket.yaml", 3)
    with pytest.raises(Vorlagenfehler) as caught:
        compile_condition(env, "unbekannt > 3", "paket.yaml", 3).render({})
    assert (caught.value.code, caught.value.zeile) == (VARIABLE, 3)
