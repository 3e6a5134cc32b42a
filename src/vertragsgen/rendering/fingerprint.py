"""The short hash in a document's footer: what that document was made from, and nothing else.

It covers the values that the document's templates name, the text of its clauses and its frame, in a canonical form
without comments and line ends. A change elsewhere in the profile or package leaves it alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec
from jinja2 import nodes

from vertragsgen.dateien import sha256

Path = tuple[str, ...]
EACH = "*"
# Last step of a path where only is asked whether there is a value at all.
NONE = "?"
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
DIGITS = 10


def place_paths(tree: nodes.Template) -> frozenset[tuple[Path, int]]:
    """The values a template names, as paths from the context with the line they stand in.

    ``*`` stands for every entry of a list.
    """
    found: set[tuple[Path, int, bool]] = set()
    _collect(tree, {}, found)
    return frozenset((path, line) for path, line, _ in found)


def asked_paths(tree: nodes.Template) -> frozenset[Path]:
    """The same without lines, with a last step ``NONE`` where a template only asks whether there is a value."""
    found: set[tuple[Path, int, bool]] = set()
    _collect(tree, {}, found)
    return frozenset((*path, NONE) if asks_none else path for path, _, asks_none in found)


def _collect(node: nodes.Node, names: dict[str, Path | None], paths: set[tuple[Path, int, bool]]) -> None:
    if isinstance(node, nodes.For):
        source = _chain(node.iter, names)
        _collect(node.iter, names, paths)
        inner = dict(names) | {"loop": None}
        if isinstance(node.target, nodes.Name):
            inner[node.target.name] = (*source, EACH) if source else None
        else:  # for key, value in …: what the names stand for is part of the mapping itself
            inner.update(dict.fromkeys((target.name for target in node.target.find_all(nodes.Name)), None))
        for child in (*node.body, *node.else_, *([node.test] if node.test else [])):
            _collect(child, inner, paths)
        return
    if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
        _collect(node.node, names, paths)
        names[node.target.name] = _chain(node.node, names)
        return
    if isinstance(node, nodes.Test) and node.name == "offen":
        return  # true in a blank form, false elsewhere, whatever the value
    asks_none = isinstance(node, nodes.Test) and node.name == "none"
    value = node.node if asks_none else node  # type: ignore[attr-defined]
    chain = _chain(value, names)
    if chain:
        paths.add((chain, value.lineno, asks_none))
        while isinstance(value, nodes.Getitem | nodes.Getattr):  # what the indexes of a[b.c].d[e] name
            if isinstance(value, nodes.Getitem):
                _collect(value.arg, names, paths)
            value = value.node
        return
    if isinstance(node, nodes.Name):
        return
    for child in node.iter_child_nodes():
        _collect(child, names, paths)


def _chain(node: nodes.Node, names: Mapping[str, Path | None]) -> Path | None:
    """The path of ``a.b[0].c``; a dynamic index stands for every entry, a call of ``items`` for its mapping."""
    match node:
        case nodes.Name(name=name):
            return names.get(name, (name,))
        case nodes.Getattr(node=inner, attr=attr):
            base = _chain(inner, names)
            return (*base, attr) if base else None
        case nodes.Getitem(node=inner, arg=nodes.Const(value=value)):
            base = _chain(inner, names)
            return (*base, str(value)) if base else None
        case nodes.Getitem(node=inner):
            return _chain(inner, names)
        case nodes.Call(node=nodes.Getattr(node=inner, attr="items")):
            return _chain(inner, names)
    return None


def resolve(context: Mapping[str, Any], path: Path, missing: Any = None) -> Any:
    """The value at ``path``, lists of values where the path has ``*``; ``missing`` where the path leads nowhere."""
    value: Any = context.get(path[0], missing)
    for index, step in enumerate(path[1:], 1):
        mapping = is_mapping(type(value))
        if step == EACH:
            entries = list(value.items()) if mapping else list(value or ())
            return [resolve({"": entry}, ("", *path[index + 1 :]), missing) for entry in entries]
        if mapping:
            value = value.get(step, missing)
        elif isinstance(value, list | tuple):
            if not step.isdecimal():  # behind a dynamic index: any entry may be meant
                return [resolve({"": entry}, ("", *path[index:]), missing) for entry in value]
            value = value[int(step)] if int(step) < len(value) else missing
        else:
            value = getattr(value, step, missing)
    return value


is_mapping: Callable[[type], bool] = lru_cache(maxsize=1024)(lambda kind: issubclass(kind, Mapping))
"""True for the type of a mapping; asked of the same few types thousands of times."""


def field_names(value: object) -> tuple[str, ...]:
    """The fields of a struct in order, empty for anything else."""
    return getattr(value, "__struct_fields__", ())


def _plain(value: Any) -> Any:
    """What JSON cannot hold: other mappings than its own, and everything else as text."""
    return dict(value) if isinstance(value, Mapping) else str(value)


_JSON = msgspec.json.Encoder(enc_hook=_plain, order="sorted")


def canonical_text(text: str) -> str:
    """Wording without template comments, line ends and trailing blanks."""
    lines = _COMMENT.sub("", text).replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def text_digest(text: str) -> str:
    """SHA-256 (hex) of a wording in canonical form."""
    return sha256(canonical_text(text).encode("utf-8"))


def digest(value: Any) -> str:
    """SHA-256 (hex) of a value in canonical JSON, independent of how it was written in YAML."""
    return sha256(_JSON.encode(value))


def fingerprint(clauses: Iterable[tuple[str, str, str]], rest: Any) -> str:
    """The short hash of a document.

    ``clauses`` are its clauses in order: id, hash of the text, hash of the values it names. ``rest`` is everything
    else (frame, references, titles).
    """
    return digest({"klauseln": list(clauses), "rest": rest})[:DIGITS]
