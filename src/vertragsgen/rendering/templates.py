"""Compile template sources and conditions in the fenced environment; run them with errors at the author's line."""

from __future__ import annotations

from collections.abc import Mapping
from types import CodeType
from typing import Any, cast

from jinja2 import Template, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError

from vertragsgen.rendering.balance import is_balanced
from vertragsgen.rendering.environment import Umgebung
from vertragsgen.rendering.errors import GRENZE, KLAUSELTEXT, VARIABLE, VERWEIS, WERT_FEHLT, Vorlagenfehler
from vertragsgen.rendering.filters import Filterfehler, WertFehlt
from vertragsgen.rendering.fingerprint import Path, asked_paths, place_paths, resolve
from vertragsgen.rendering.limits import Grenze
from vertragsgen.rendering.references import Verweisfehler

STEPS = "_schritte"

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Tuple, nodes.List, nodes.Dict,
    nodes.Pair, nodes.CondExpr, nodes.Filter, nodes.Test, nodes.Call, nodes.Getitem, nodes.Getattr, nodes.Compare,
    nodes.Operand, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Not, nodes.And,
    nodes.Or, nodes.Neg, nodes.Pos, nodes.For, nodes.If, nodes.Assign,
)  # fmt: skip


class Vorlage:
    """A compiled template, the file its lines belong to, and the values it names, each with its line.

    ``gefragt`` are these paths with what is asked of the values. ``ausgewogen`` says that whatever it prints is
    well-formed as content of an element (see ``balance.py``), ``zellen_gefuellt`` that it never prints a table cell
    without a paragraph at its end. ``fragt_anlagen``, ``fragt_listen`` and ``fragt_kennung`` say that it depends on more
    than the values: on the annexes, on the lists begun before it, on the hash of its document.
    """

    __slots__ = (
        "ausgewogen", "code", "datei", "erste_zeile", "fragt_anlagen", "fragt_kennung", "fragt_listen", "gefragt", "pfade",
        "stellen", "template", "zellen_gefuellt",
    )  # fmt: skip

    def __init__(
        self,
        env: Umgebung,
        code: CodeType,
        stellen: frozenset[tuple[Path, int]],
        gefragt: frozenset[Path],
        datei: str,
        erste_zeile: int,
        *,
        ausgewogen: bool = False,
        zellen_gefuellt: bool = False,
    ) -> None:
        self.code = code
        self.template = Template.from_code(env, code, env.globals)
        self.stellen = stellen
        self.gefragt = gefragt
        self.pfade = frozenset(path for path, _ in stellen)
        self.datei = datei
        self.erste_zeile = erste_zeile
        self.ausgewogen = ausgewogen
        self.zellen_gefuellt = zellen_gefuellt
        self.fragt_anlagen = ("anlage",) in self.pfade
        self.fragt_kennung = any(path[0] == "dokument" and path[1:2] in ((), ("kennung",)) for path in self.pfade)
        self.fragt_listen = ("_neue_liste",) in self.pfade

    def parts(self) -> tuple[Umgebung, CodeType, dict[str, Any]]:
        """What :func:`restore_template` makes it from again: environment, code, and everything else by name."""
        names = ("stellen", "gefragt", "datei", "erste_zeile", "ausgewogen", "zellen_gefuellt")
        return cast(Umgebung, self.template.environment), self.code, {name: getattr(self, name) for name in names}

    def render(self, context: Mapping[str, Any]) -> str:
        """Render with ``context``; every fault becomes a :class:`Vorlagenfehler` at its line."""
        return self.render_in({**self.template.globals, **context})

    def render_in(self, umfeld: dict[str, Any]) -> str:
        """The same with variables that hold the functions of the environment, too; they are not copied."""
        template = self.template
        try:
            return "".join(template.root_render_func(template.new_context(umfeld, shared=True)))
        except Exception as fault:
            raise _located(fault, self, umfeld) from fault


def compile_template(
    env: Umgebung, source: str, datei: str, erste_zeile: int = 1, *, slots: frozenset[str] = frozenset()
) -> Vorlage:
    """Compile ``source``, whose line 1 is line ``erste_zeile`` of ``datei``; refuse what templates must not do.

    ``slots`` are the variables that hold finished content.
    """
    try:
        return _compile(env, source, datei, erste_zeile, slots)
    except (RecursionError, MemoryError, SyntaxError):
        # Each kind of nesting has a function of its own in the parser and the compiler, and both have limits.
        raise Vorlagenfehler(
            KLAUSELTEXT, "Eine Anweisung ist zu tief verschachtelt oder zu lang.", datei, erste_zeile,
            hilfe="Klammern und Rechnungen aufteilen: {% set … %} merkt ein Zwischenergebnis.",
        ) from None  # fmt: skip


def _compile(env: Umgebung, source: str, datei: str, erste_zeile: int, slots: frozenset[str]) -> Vorlage:
    try:
        tree = env.parse(source)
    except TemplateSyntaxError as fault:
        raise Vorlagenfehler(
            KLAUSELTEXT,
            "Diese Anweisung ist unvollständig oder falsch geschrieben.",
            datei,
            erste_zeile - 1 + fault.lineno,
            hilfe="Klammern, Anführungszeichen und die Paare {% if %} … {% endif %}, {% for %} … {% endfor %} prüfen.",
        ) from None
    _check(env, tree, datei, erste_zeile)
    stellen, gefragt, ausgewogen = place_paths(tree), asked_paths(tree), is_balanced(tree, slots)
    _count_loops(env, tree)
    code = env.compile(tree, name=datei, filename=datei)
    gefuellt = source.count("</w:tc>") == source.count("</w:p></w:tc>")
    return Vorlage(
        env, code, stellen, gefragt, datei, erste_zeile, ausgewogen=ausgewogen, zellen_gefuellt=gefuellt
    )  # fmt: skip


def restore_template(env: Umgebung, code: CodeType, facts: Mapping[str, Any]) -> Vorlage:
    """A template from what :meth:`Vorlage.parts` gave."""
    return Vorlage(env, code, **facts)


def compile_condition(env: Umgebung, expression: str, datei: str, zeile: int) -> Vorlage:
    """Compile a ``wenn`` as a template that prints ``1`` if the condition holds."""
    if "{" in expression or "}" in expression:
        raise Vorlagenfehler(
            KLAUSELTEXT, f"Die Bedingung „{expression}“ enthält geschweifte Klammern.", datei, zeile,
            hilfe="Eine Bedingung steht ohne {{ }} oder {% %}: wenn: laufzeit.ende is none",
        )  # fmt: skip
    return compile_template(env, "{% if " + expression + " %}1{% endif %}", datei, zeile)


def _check(env: Umgebung, tree: nodes.Template, datei: str, erste_zeile: int) -> None:
    def refuse(node: nodes.Node, meldung: str, hilfe: str | None = None) -> Vorlagenfehler:
        return Vorlagenfehler(KLAUSELTEXT, meldung, datei, erste_zeile - 1 + node.lineno, hilfe=hilfe)

    stack: list[nodes.Node] = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, nodes.Concat):
            raise refuse(node, "Das Zeichen „~“ ist nicht erlaubt.", "Die Werte einfach nacheinander schreiben.")
        if not isinstance(node, _ALLOWED):
            raise refuse(
                node, f"Die Anweisung „{type(node).__name__.lower()}“ ist in Vorlagen nicht erlaubt.",
                "Erlaubt sind {{ … }}, if/elif/else, for und set.",
            )  # fmt: skip
        if isinstance(node, nodes.Const) and isinstance(node.value, float | complex):
            raise refuse(node, f"Die Zahl „{node.value}“ steht mit Punkt im Text.", "Zahlen gehören in die Daten.")
        for kind, known in ((nodes.Filter, env.filters), (nodes.Test, env.tests)):
            if isinstance(node, kind) and node.name not in known:
                import difflib  # only for a name that is wrong

                near = difflib.get_close_matches(node.name, list(known), 1)
                word = "Filter" if kind is nodes.Filter else "Vergleich"
                raise refuse(
                    node, f"Den {word} „{node.name}“ gibt es nicht.",
                    f"Gemeint ist vielleicht „{near[0]}“." if near else f"Es gibt: {', '.join(sorted(known))}.",
                )  # fmt: skip
        stack.extend(node.iter_child_nodes())


def _count_loops(env: Umgebung, tree: nodes.Template) -> None:
    """Let every loop report how often it turns, before its first turn."""
    for loop in tree.find_all(nodes.For):
        call = nodes.Call(nodes.Name(STEPS, "load"), [loop.iter], [], None, None)
        loop.iter = call.set_lineno(loop.lineno).set_environment(env)


_MESSAGES: tuple[tuple[type[Exception], str], ...] = (
    (Verweisfehler, VERWEIS),
    (Grenze, GRENZE),
    (UndefinedError, VARIABLE),
    (Filterfehler, KLAUSELTEXT),
)


def _located(fault: Exception, vorlage: Vorlage, context: Mapping[str, Any]) -> Vorlagenfehler:
    if isinstance(fault, Vorlagenfehler):
        return fault
    zeile = 1
    trace = fault.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == vorlage.datei:
            zeile = vorlage.template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    if isinstance(fault, WertFehlt):
        angaben = _missing_values(vorlage, zeile, context)
        meldung = f"Die Angabe „{angaben[0]}“ fehlt im Profil." if len(angaben) == 1 else str(fault)
        return Vorlagenfehler(
            WERT_FEHLT, meldung, vorlage.datei, zeile + vorlage.erste_zeile - 1, angabe=angaben[0] if angaben else None,
            hilfe="Die Angabe im Profil ergänzen oder mit --entwurf einen Entwurf erzeugen.",
        )  # fmt: skip
    zeile += vorlage.erste_zeile - 1
    for kind, code in _MESSAGES:
        if isinstance(fault, kind):
            return Vorlagenfehler(code, str(fault), vorlage.datei, zeile)
    if isinstance(fault, SecurityError):
        meldung = "Dieser Aufruf ist in Vorlagen nicht erlaubt."
    elif isinstance(fault, RecursionError | MemoryError):
        meldung = "Diese Anweisung verbraucht zu viel Speicher."
    else:
        meldung = "Diese Anweisung lässt sich mit den Werten des Profils nicht ausführen."
    return Vorlagenfehler(
        KLAUSELTEXT,
        meldung,
        vorlage.datei,
        zeile,
        hilfe="Passen die Werte zueinander (Zahl, Text, Liste, Datum)?",
    )


def _missing_values(vorlage: Vorlage, zeile: int, context: Mapping[str, Any]) -> list[str]:
    """The paths printed in that line of the template whose value is empty."""
    missing = []
    for path in sorted(path for path, line in vorlage.stellen if line == zeile):
        values = [resolve(context, path)]
        while any(isinstance(value, list) for value in values):
            values = [entry for value in values for entry in (value if isinstance(value, list) else [value])]
        if any(value is None for value in values) and path[0] in context:
            missing.append(".".join(path).replace(".*", "[]"))
    return missing
