"""Python code of our templates: what Jinja generates, less the work that the fence makes superfluous.

``finalize`` escapes what it prints, so nothing is escaped again; whether a name may be read at all is known when the
template is compiled, so only the value is looked at when it runs. A number is filtered and printed in one step, because
the same figures come again and again.
"""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

# How names begin that no template may read: internals of Python, and of ours.
FORBIDDEN = "_"
# Filters that make text of a number, and of nothing else but that number and constants.
NUMBERS = frozenset(("euro", "betrag", "differenz", "menge", "prozent", "schluessel", "schluessel_kurz", "anzahl"))


def _constant(args: Sequence[nodes.Expr]) -> bool:
    return all(isinstance(arg, nodes.Const) for arg in args)


class Codeerzeugung(CodeGenerator):
    """Generates the code of a template for :class:`Umgebung`."""

    _printed: nodes.Filter | None = None

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if isinstance(node, nodes.Filter) and node.name in NUMBERS and not node.kwargs and _constant(node.args):
            self._printed = node
            args = tuple(arg.value for arg in node.args)  # type: ignore[attr-defined]
            self.write(f"environment.printers[{node.name!r}, {args!r}](context, ")
        else:
            self.write("environment.finalize(context, ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(")")

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        if node is self._printed and node.node is not None:
            self.visit(node.node, frame)
        else:
            super().visit_Filter(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        if node.attr.startswith(FORBIDDEN):
            super().visit_Getattr(node, frame)
            return
        self.write("environment.read(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")
