"""The proof that a template prints well-formed text only: what it accepts, and what must be parsed when it runs."""

from __future__ import annotations

import pytest

from vertragsgen.rendering.balance import is_balanced, well_formed
from vertragsgen.rendering.environment import Umgebung

RUN = "<w:r><w:t>{{ x }}</w:t></w:r>"
SLOTS = frozenset(("klauseln",))


@pytest.mark.parametrize(
    "source",
    [
        RUN,
        "{% if a %}<w:p>" + RUN + "</w:p>{% elif b %}<w:p/>{% else %}{% for i in l %}<w:p/>{% endfor %}{% endif %}",
        "<w:p>{{ _zaehle(1, 'a') }}<w:numId w:val=\"{{ _liste('a:1') }}\"/></w:p>",
        "<w:body>{{ klauseln }}</w:body>",
        "{% set y = x %}<w:t>{{ ziffer('a') }} &amp; &#123;</w:t>",
    ],
)
def test_balanced_templates_are_known(env: Umgebung, source: str) -> None:
    assert is_balanced(env.parse(source), SLOTS)


@pytest.mark.parametrize(
    "source",
    [
        "{% if a %}<w:p>{% endif %}</w:p>",
        "{% if a %}</w:p><w:p>{% endif %}",
        "<w:p>{% for i in l %}</w:p><w:p>{% endfor %}</w:p>",
        "<w:p {% if a %}x='1'{% endif %}/>",
        '<w:docPr descr="{{ x }}"/>',  # a quotation mark in the value would end the attribute
        "<w:p>{{ x }}</w:p>",  # a line break in the value needs a w:t around it
        "<w:t>a & b</w:t>",
        "<anders:p/>",
        "<w:p>",
    ],
)
def test_anything_else_is_not_taken_for_granted(env: Umgebung, source: str) -> None:
    assert not is_balanced(env.parse(source), SLOTS)


def test_what_was_printed_can_be_parsed() -> None:
    assert well_formed("<w:p/>text<w:p/>")
    assert not well_formed("<w:p>")
