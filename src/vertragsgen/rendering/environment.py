"""The fenced Jinja environment of clauses, frames and conditions.

Immutable sandbox, strict undefined, autoescape, our filters only. What Jinja forgives, this refuses: printing
``None`` or a float, unknown names, string arithmetic, calls of anything but our own functions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Undefined, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from vertragsgen.rendering.codegen import FORBIDDEN, Codeerzeugung
from vertragsgen.rendering.draft import Leerstelle, mark_placeholder
from vertragsgen.rendering.filters import Filterfehler, WertFehlt, all_filters
from vertragsgen.rendering.typography import bind
from vertragsgen.rendering.wordml import Wml, escape_value
from vertragsgen.source.platzhalter import Platzhalter

# Names of the functions that compiled clauses call; authors cannot use names with an underscore.
STATE = "_zustand"


class Fehlend(StrictUndefined):
    """An unknown name in a template, reported in German."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        return f"Die Angabe „{self._undefined_name}“ gibt es an dieser Stelle nicht."


def _is_number(value: object) -> bool:
    return isinstance(value, Decimal | int) and not isinstance(value, bool)


class Umgebung(ImmutableSandboxedEnvironment):
    """Sandbox whose operators take numbers only and whose only callables are the given functions."""

    code_generator_class = Codeerzeugung
    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def __init__(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__(undefined=Fehlend, autoescape=True, finalize=_finalize, keep_trailing_newline=True)
        self._allowed = frozenset(id(function) for function in functions.values())
        self.filters = all_filters()
        self.tests = {"none": _is_none, "offen": _in_no_form}
        self.globals = dict(functions)
        self.printers = _Printers(self)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if isinstance(left, Platzhalter):
            return left
        if isinstance(right, Platzhalter):
            return right
        if operator == "**" or not (_is_number(left) and _is_number(right)):
            raise Filterfehler(
                f"Mit „{operator}“ lassen sich hier nur Zahlen verrechnen, nicht „{left}“ und „{right}“."
            )
        if operator in ("/", "//", "%") and right == 0:
            raise Filterfehler("Division durch null.")
        if operator == "/":
            return Decimal(left) / Decimal(right)
        return super().call_binop(context, operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An entry of a mapping or a field of a model; never a method, but for ``items`` of a mapping.

        Jinja's own lookup would prefer the method ``copy`` of a dict to an entry of that name.
        """
        if attribute.startswith(FORBIDDEN):
            return self.unsafe_undefined(obj, attribute)
        return self.read(obj, attribute)

    def read(self, obj: Any, attribute: str) -> Any:
        """The same for a name that is known to be allowed."""
        if isinstance(obj, dict):
            if attribute in obj:
                return obj[attribute]
            return obj.items if attribute == "items" else self.undefined(obj=obj, name=attribute)
        try:
            value = getattr(obj, attribute)
        except AttributeError:
            return self.undefined(obj=obj, name=attribute)
        return self.unsafe_undefined(obj, attribute) if callable(value) else value

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        if id(__obj) in __self._allowed:
            # Jinja hands over the names of the loop; our functions read the document's state only.
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            return __obj(__context, *args, **kwargs)
        return super().call(__context, __obj, *args, **kwargs)

    def is_safe_callable(self, obj: Any) -> bool:
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, Mapping) and getattr(obj, "__name__", "") == "items":
            return True
        return id(obj) in self._allowed

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        return self.undefined(f"Der Zugriff auf „{attribute}“ ist in Vorlagen nicht erlaubt.", obj=obj, name=attribute)


def _is_none(value: object) -> bool:
    return value is None or isinstance(value, Leerstelle)


def _in_no_form(_value: object) -> bool:
    """The test ``is offen``: only a blank form leaves a value to its reader."""
    return False


@pass_context
def _finalize(context: Context, value: object) -> Any:
    """What a ``{{ … }}`` prints: text with no-break spaces, escaped; anything doubtful is an error.

    It takes the context so that Jinja cannot fold constants past it at compile time.
    """
    if type(value) is Wml:
        return value
    if type(value) is str:
        text = value
    elif isinstance(value, Platzhalter):
        return mark_placeholder(value)
    elif isinstance(value, Undefined):
        return str(value)  # raises with the name of the missing value
    elif value is None:
        raise WertFehlt("Hier soll ein Wert gedruckt werden, der im Profil nicht angegeben ist (null).")
    elif isinstance(value, str):
        text = str.__str__(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        text = str(value)
    else:
        raise Filterfehler(
            f"Ein Wert der Art „{type(value).__name__}“ braucht einen Filter (etwa euro, datum, menge), "
            "bevor er gedruckt wird."
        )
    printed, characters = _printed(text) if len(text) <= REMEMBERED else _print(text)
    if (state := context.parent.get(STATE)) is not None:
        state.budget.spend(characters)
    return printed


class _Printers(dict[tuple[str, tuple[Any, ...]], Callable[[Context, object], Any]]):
    """For a filter of numbers and its arguments the function that prints a number through it."""

    def __init__(self, env: Umgebung) -> None:
        super().__init__()
        self._env = env

    def __missing__(self, key: tuple[str, tuple[Any, ...]]) -> Callable[[Context, object], Any]:
        name, args = key
        filter_ = self._env.filters[name]

        # By its text: 1.0 and 1.00 are equal, but not printed alike.
        @lru_cache(maxsize=4096)
        def shown(text: str) -> tuple[str, int]:
            return _print(filter_(Decimal(text), *args))

        def print_number(context: Context, value: object) -> Any:
            if type(value) is not Decimal:
                return _finalize(context, filter_(value, *args))
            printed, characters = shown(str(value))
            if (state := context.parent.get(STATE)) is not None:
                state.budget.spend(characters)
            return printed

        self[key] = print_number
        return print_number


REMEMBERED = 400


def _print(text: str) -> tuple[str, int]:
    """``text`` as content of ``w:t``, and how many characters it has."""
    bound = bind(text)
    return str(escape_value(bound)), len(bound)


_printed = lru_cache(maxsize=4096)(_print)
