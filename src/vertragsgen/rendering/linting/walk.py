"""One syntax tree, followed name by name: which values it uses, which references, and what it names in vain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jinja2 import nodes
from msgspec import Struct, field

from vertragsgen.rendering.environment import Umgebung
from vertragsgen.rendering.errors import KLAUSELTEXT, VARIABLE
from vertragsgen.rendering.fingerprint import EACH, Path
from vertragsgen.rendering.linting.context import LOOP
from vertragsgen.rendering.linting.shapes import ANY, VALUE, Shape, union
from vertragsgen.source.suggest import aehnlich

ITEMS = "items"
REFERENCES = ("ziffer", "anlage")
_MANY = 8


class Use(Struct, frozen=True):
    """A value that a template names in a line; ``whole`` if with it all that lies below is used."""

    path: Path
    line: int
    whole: bool


class Reference(Struct, frozen=True):
    """A call of ``ziffer`` or ``anlage`` with a fixed target."""

    function: str
    target: str
    line: int


class Fault(Struct, frozen=True):
    """A name that leads nowhere: ``word`` as it stands in the source."""

    code: str
    line: int
    word: str
    meldung: str
    hilfe: str | None


class Findings(Struct):
    """What one tree uses and what is wrong in it."""

    uses: list[Use] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class _Value(Struct, frozen=True):
    """The shape of an expression and, if it is a plain chain of names, its path from the context."""

    shape: Shape = ANY
    path: Path | None = None


Scope = dict[str, _Value]


def walk(tree: nodes.Node, context: Mapping[str, Shape], env: Umgebung) -> Findings:
    """Follow every name of ``tree``, whose variables have the shapes of ``context``."""
    walker = _Walker(context, env)
    walker.statement(tree, {})
    return walker.found


class _Walker(Struct):
    context: Mapping[str, Shape]
    env: Umgebung
    found: Findings = field(default_factory=Findings)

    # -- statements ---------------------------------------------------------------------------------------

    def statement(self, node: nodes.Node, scope: Scope) -> None:
        match node:
            case nodes.For():
                self._for(node, scope)
            case nodes.Assign(target=nodes.Name(name=name)):
                # An alias uses nothing yet; what it is used for later counts.
                scope[name] = self._value(node.node, scope)
            case nodes.Assign(target=target, node=value):
                self._use(value, scope)
                scope.update((name.name, _Value()) for name in target.find_all(nodes.Name))
            case nodes.Expr():
                self._use(node, scope)
            case _:
                for child in node.iter_child_nodes():
                    self.statement(child, scope)

    def _for(self, node: nodes.For, scope: Scope) -> None:
        inner: Scope = {**scope, "loop": _Value(LOOP)}
        source = self._iterated(node.iter, scope)
        if isinstance(node.target, nodes.Name):
            entry = (*source.path, EACH) if source.path else None
            inner[node.target.name] = _Value(source.shape.entries(), entry)
        else:
            targets = [target.name for target in node.target.find_all(nodes.Name)]
            inner |= dict.fromkeys(targets, _Value())
            if self._is_items(node.iter) and len(targets) == 2:
                inner[targets[0]] = _Value(VALUE)
                inner[targets[1]] = _Value(source.shape.entries())
        if node.test is not None:
            self._use(node.test, inner)
        for child in node.body:
            self.statement(child, inner)
        for child in node.else_:
            self.statement(child, dict(scope))

    def _iterated(self, node: nodes.Node, scope: Scope) -> _Value:
        value = self._value(node, scope)
        if self._is_items(node) or any(kind.zuordnung for kind in value.shape.kinds):
            self._record(value, node.lineno, whole=True)
        elif value.path is not None:
            self.found.uses.append(Use(value.path, node.lineno, value.shape.whole))
        return value

    @staticmethod
    def _is_items(node: nodes.Node) -> bool:
        return isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr) and node.node.attr == ITEMS

    # -- expressions --------------------------------------------------------------------------------------

    def _use(self, node: nodes.Node, scope: Scope) -> Shape:
        value = self._value(node, scope)
        self._record(value, node.lineno)
        return value.shape

    def _record(self, value: _Value, line: int, *, whole: bool | None = None) -> None:
        if value.path is not None:
            self.found.uses.append(Use(value.path, line, value.shape.whole if whole is None else whole))

    def _value(self, node: nodes.Node, scope: Scope) -> _Value:
        match node:
            case nodes.Name():
                return self._name(node, scope)
            case nodes.Getattr(node=inner, attr=attr):
                return self._step(self._value(inner, scope), attr, node.lineno)
            case nodes.Getitem():
                return self._item(node, scope)
            case nodes.Call():
                return self._call(node, scope)
            case nodes.Filter():
                return self._filter(node, scope)
            case nodes.CondExpr(test=test, expr1=first, expr2=second):
                self._use(test, scope)
                parts = [self._use(part, scope) for part in (first, second) if part is not None]
                return _Value(union(parts))
            case nodes.Test(name=name) if name not in self.env.tests:
                self._unknown("Vergleich", name, self.env.tests, node.lineno)
        for child in node.iter_child_nodes():
            self._use(child, scope)
        return _Value()

    def _name(self, node: nodes.Name, scope: Scope) -> _Value:
        name = node.name
        if name in scope:
            return scope[name]
        if name in self.context:
            return _Value(self.context[name], (name,))
        if name not in REFERENCES and not name.startswith("_"):
            near = aehnlich(name, [*scope, *self.context])
            below = [f"{root}.{name}" for root, shape in self.context.items() if name in shape.names()]
            hilfe = f"Gemeint ist vielleicht „{near or below[0]}“." if near or below else _list(self.context)
            self._fault(VARIABLE, node.lineno, name, f"Die Angabe „{name}“ gibt es nicht.", hilfe)
        return _Value()

    def _step(self, base: _Value, name: str, line: int) -> _Value:
        shape = base.shape.step(name)
        if shape is None:
            full = ".".join((*base.path, name)).replace(f".{EACH}", "[]") if base.path else name
            known = base.shape.names()
            near = aehnlich(name, known)
            hilfe = f"Gemeint ist vielleicht „{full.removesuffix(name)}{near}“." if near else _list(known)
            self._fault(VARIABLE, line, name, f"Die Angabe „{full}“ gibt es nicht.", hilfe)
            return _Value()
        return _Value(shape, (*base.path, name) if base.path else None)

    def _item(self, node: nodes.Getitem, scope: Scope) -> _Value:
        base = self._value(node.node, scope)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._step(base, node.arg.value, node.lineno)
        self._use(node.arg, scope)
        if any(kind.zuordnung for kind in base.shape.kinds):
            self._record(base, node.lineno, whole=True)
            return _Value(base.shape.entries())
        return _Value(base.shape.entries(), (*base.path, EACH) if base.path else None)

    def _call(self, node: nodes.Call, scope: Scope) -> _Value:
        for argument in (*node.args, *node.kwargs):
            self._use(argument, scope)
        if self._is_items(node):
            assert isinstance(node.node, nodes.Getattr)
            return self._value(node.node.node, scope)
        if not isinstance(node.node, nodes.Name):
            self._use(node.node, scope)
            return _Value()
        name = node.node.name
        if name in REFERENCES:
            if node.args and isinstance(node.args[0], nodes.Const) and isinstance(node.args[0].value, str):
                self.found.references.append(Reference(name, node.args[0].value, node.lineno))
        elif not name.startswith("_"):
            near = aehnlich(name, REFERENCES)
            filters = f"Als Filter schreiben: {{{{ wert|{name} }}}}." if name in self.env.filters else None
            hilfe = f"Gemeint ist vielleicht „{near}“." if near else filters or _list(REFERENCES)
            self._fault(KLAUSELTEXT, node.lineno, name, f"Die Funktion „{name}“ gibt es nicht.", hilfe)
        return _Value(VALUE)

    def _filter(self, node: nodes.Filter, scope: Scope) -> _Value:
        if node.name not in self.env.filters:
            self._unknown("Filter", node.name, self.env.filters, node.lineno)
        if node.node is not None:
            self._use(node.node, scope)
        for argument in node.args:
            value = self._value(argument, scope)
            self._record(value, argument.lineno, whole=True)
        return _Value()

    # -- faults -------------------------------------------------------------------------------------------

    def _unknown(self, word: str, name: str, known: Iterable[str], line: int) -> None:
        near = aehnlich(name, known)
        hilfe = f"Gemeint ist vielleicht „{near}“." if near else f"Es gibt: {', '.join(sorted(known))}."
        self._fault(KLAUSELTEXT, line, name, f"Den {word} „{name}“ gibt es nicht.", hilfe)

    def _fault(self, code: str, line: int, word: str, meldung: str, hilfe: str | None) -> None:
        self.found.faults.append(Fault(code, line, word, meldung, hilfe))


def _list(names: Iterable[str]) -> str | None:
    names = list(names)
    if not names:
        return "Dieser Wert hat keine Unterangaben."
    return f"Vorhanden: {', '.join(names[:_MANY])}{' …' if len(names) > _MANY else ''}."
