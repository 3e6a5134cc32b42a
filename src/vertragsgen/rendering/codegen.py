"""Python code of our templates: what Jinja generates, less the work that the fence makes superfluous.

``finalize`` escapes what it prints, so nothing is escaped again; whether a name may be read at all is known when the
template is compiled, so only the value is looked at when it runs.
"""

from __future__ import annotations

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

# Names that no template may read: internals of Python and of pydantic.
FORBIDDEN = ("_", "model_")


class Codeerzeugung(CodeGenerator):
    """Generates the code of a template for :class:`Umgebung`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write("environment.finalize(context, ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        if node.attr.startswith(FORBIDDEN):
            super().visit_Getattr(node, frame)
            return
        self.write("environment.read(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")
