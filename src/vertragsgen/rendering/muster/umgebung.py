"""The Jinja environment of blank forms: conditions in three-valued logic, open values in their printed form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from msgspec.structs import replace

from vertragsgen.rendering.environment import Umgebung
from vertragsgen.rendering.muster import logik
from vertragsgen.rendering.muster.alternativen import GRENZE, beide, verbinde
from vertragsgen.source.platzhalter import WAHL, Musterwert

# Names that authors cannot use: they begin with an underscore.
_FUNKTIONEN: dict[str, Callable[..., Any]] = {
    "_moeglich": logik.moeglich,
    "_sicher": logik.sicher,
    "_offen": logik.offen,
    "_und": logik.und,
    "_oder": logik.oder,
    "_nicht": logik.nicht,
    "_vergleich": logik.vergleich,
    "_beide": beide,
}
_ALTERNATIVEN = "_alternativen"
TAG_MONAT_JAHR = "TT.MM.JJJJ"


class Musterumgebung(Umgebung):
    """The same templates, compiled for a form: both branches of a condition that is not decided are printed."""

    def __init__(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__({**functions, **{name: _ohne_kontext(funktion) for name, funktion in _FUNKTIONEN.items()}})
        self.filters = {name: _fuer_muster(name, filter_) for name, filter_ in self.filters.items()}
        self.filters[_ALTERNATIVEN] = verbinde
        self.tests = {"none": logik.ist_leer, "offen": logik.ist_offen}

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        return super()._generate(_Umbau().visit(source), *args, **kwargs)


def _ohne_kontext(funktion: Callable[..., Any]) -> Callable[..., Any]:
    """The environment hands its context to every function; logic has no use for it."""
    return lambda _, *args: funktion(*args)


def _fuer_muster(name: str, filter_: Callable[..., Any]) -> Callable[..., Any]:
    darstellung = _DARSTELLUNG.get(name)
    if darstellung is None:
        return filter_  # our filters let placeholders pass

    def filter_or_form(wert: object, *args: Any) -> Any:
        return darstellung(wert, *args) if isinstance(wert, Musterwert) else filter_(wert, *args)

    return filter_or_form


def _auswahl(wert: Musterwert, zuordnung: object = None) -> Musterwert:
    """All texts of the mapping, to strike out what does not apply."""
    texte = list(zuordnung.values()) if wert.art == WAHL and isinstance(zuordnung, Mapping) else []
    verschiedene = list(dict.fromkeys(text for text in texte if isinstance(text, str)))
    return replace(wert, bild="/".join(verschiedene)) if verschiedene else wert


_DARSTELLUNG: dict[str, Callable[..., Musterwert]] = {
    "euro": lambda wert: replace(wert, nach="\u00a0€"),
    "prozent": lambda wert: replace(wert, nach="\u00a0%"),
    "schluessel": lambda wert: replace(wert, vor="1\u00a0:\u00a0"),
    "schluessel_kurz": lambda wert: replace(wert, vor="1:"),
    "datum": lambda wert: replace(wert, bild=wert.bild or TAG_MONAT_JAHR),
    "anzahl": lambda wert, einzahl, mehrzahl: replace(wert, nach=f"\u00a0{mehrzahl}"),
    "auswahl": _auswahl,
}


def _ruf(name: str, *args: Any) -> nodes.Call:
    ruf = nodes.Call(nodes.Name(name, "load"), list(args), [], None, None)
    ruf.set_lineno(args[0].lineno)
    return ruf


class _Umbau(NodeTransformer):
    """Rewrites conditions: each branch that may apply is printed, and a filter makes alternatives of several."""

    def visit_If(self, node: nodes.If) -> list[nodes.Node]:
        zweige: list[tuple[nodes.Expr | None, list[nodes.Node]]] = [
            (self.visit(zweig.test), self._body(zweig.body)) for zweig in (node, *node.elif_)
        ]
        if node.else_:
            zweige.append((None, self._body(node.else_)))
        stuecke: list[nodes.Node] = []
        vorige: list[nodes.Expr] = []
        for test, body in zweige:
            bedingung: nodes.Expr = _ruf("_moeglich", test) if test is not None else nodes.Const(True)
            for frueher in reversed(vorige):
                bedingung = nodes.And(nodes.Not(_ruf("_sicher", frueher)), bedingung)
            if stuecke:
                stuecke.append(nodes.Output([nodes.TemplateData(GRENZE)]))
            stuecke.append(nodes.If(bedingung, body, [], []))
            vorige += [test] if test is not None else []
        if len(zweige) == 1:
            return _an_zeile(stuecke, node.lineno)
        block = nodes.FilterBlock(stuecke, nodes.Filter(None, _ALTERNATIVEN, [], [], None, None))
        return _an_zeile([block], node.lineno)

    def _body(self, body: list[nodes.Node]) -> list[nodes.Node]:
        neu: list[nodes.Node] = []
        for teil in body:
            ersatz = self.visit(teil)
            neu += ersatz if isinstance(ersatz, list) else [ersatz]
        return neu

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.Node:
        self.generic_visit(node)
        if node.expr2 is None:
            node.test = _ruf("_moeglich", node.test)
            return node
        entschieden = nodes.CondExpr(_ruf("_sicher", node.test), node.expr1, node.expr2)
        return _an_zeile(
            [nodes.CondExpr(_ruf("_offen", node.test), _ruf("_beide", node.expr1, node.expr2), entschieden)],
            node.lineno,
        )[0]

    def visit_For(self, node: nodes.For) -> nodes.Node:
        self.generic_visit(node)
        if node.test is not None:
            node.test = _ruf("_moeglich", node.test)
        return node

    # The right side is looked at only where the left leaves it open: it may name what is not there otherwise.
    def visit_And(self, node: nodes.And) -> nodes.Node:
        self.generic_visit(node)
        return nodes.CondExpr(
            _ruf("_moeglich", node.left), _ruf("_und", node.left, node.right), nodes.Const(False)
        ).set_lineno(node.lineno, override=True)

    def visit_Or(self, node: nodes.Or) -> nodes.Node:
        self.generic_visit(node)
        return nodes.CondExpr(
            _ruf("_sicher", node.left), nodes.Const(True), _ruf("_oder", node.left, node.right)
        ).set_lineno(node.lineno, override=True)

    def visit_Not(self, node: nodes.Not) -> nodes.Node:
        self.generic_visit(node)
        return _ruf("_nicht", node.node)

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:
        self.generic_visit(node)
        if len(node.ops) != 1:
            return node
        return _ruf("_vergleich", nodes.Const(node.ops[0].op, lineno=node.lineno), node.expr, node.ops[0].expr)


def _an_zeile(stuecke: list[nodes.Node], zeile: int) -> list[nodes.Node]:
    """New nodes belong to the author's line; those below them that have one keep it."""
    for stueck in stuecke:
        offen: list[nodes.Node] = [stueck]
        while offen:
            node = offen.pop()
            if getattr(node, "lineno", None) is None:
                node.lineno = zeile
            offen += node.iter_child_nodes()
    return stuecke
