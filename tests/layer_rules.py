"""The house rules that a reader of the tree relies on, each a function from source files to a list of complaints.

A complaint reads ``file:line: what is wrong; what to do``. The rules are held by test_layers.py.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import networkx

ORDER = (
    "errors types rng fence elementary draws scenario games model engine foresight ensemble evidence analysis "
    "report app env cli __main__"
).split()
"""The pipe: a file imports only from its own part and from parts that stand before it."""
LATE_IN_MODEL = {"mechanisms": 1, "day": 2}
"""Within the model: state and the like (0), then the mechanisms, then the day that strings them together."""
GAMES_MAY_IMPORT = ("games", "types", "errors")
FILE_LINES, BODY_LINES, DAY_LINES = 300, 50, 80
BATCHING = {"vmap", "pmap", "filter_vmap", "filter_pmap"}
BATCHING_EDGE = ("src/corridor/engine/roll.py",)
"""A builder of value tables may batch too: add it here when it comes."""
LOOPING_DRAWS = {"gamma", "loggamma", "beta", "dirichlet", "chisquare", "t", "f", "poisson", "binomial", "multinomial"}
LIBRARY = "src/corridor/scenario/library/"
CASES = re.compile(
    r"aleppo|ghouta|douma|sarajevo|castello|ramouseh?|ramousah|damascus|nusra|syria|bosnia|"
    r"\b(?:199[2-6]|201[1-8])-",
    re.IGNORECASE,
)
FOLDERS = ("src", "tests", "tools", "benchmarks", "examples")


class Source(NamedTuple):
    """One file: its path from the repository's root, its text and, if it is Python, its syntax tree."""

    path: str
    text: str
    tree: ast.Module | None

    @property
    def module(self) -> str:
        """Dotted name of a file under src; the empty string elsewhere."""
        if self.tree is None or not self.path.startswith("src/"):
            return ""
        return self.path.removeprefix("src/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def is_contents(self) -> bool:
        """Whether it is a package's table of contents."""
        return self.path.endswith("/__init__.py")


def read(root: Path) -> list[Source]:
    """Every Python file of the repository, and every other text file of the package."""
    found = []
    for path in sorted(p for folder in FOLDERS for p in (root / folder).rglob("*") if p.is_file()):
        name, python = path.relative_to(root).as_posix(), path.suffix == ".py"
        if "__pycache__" in name or not (python or name.startswith("src/corridor/")):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found.append(Source(name, text, ast.parse(text, name) if python else None))
    return found


def _package(files: Iterable[Source]) -> list[Source]:
    return [f for f in files if f.module.split(".")[0] == "corridor"]


def _targets(node: ast.AST, file: Source, modules: set[str]) -> list[str]:
    if isinstance(node, ast.Import):
        return [a.name for a in node.names]
    if isinstance(node, ast.ImportFrom):
        base = node.module or ""
        if node.level:
            parts = file.module.split(".")
            base = ".".join([*parts[: len(parts) - node.level + file.is_contents], *base.split(".")]).strip(".")
        # `from corridor.model.state import State` asks for the module, `from corridor.model import state` too.
        named = [f"{base}.{a.name}" for a in node.names]
        return [name if name in modules else base for name in named]
    if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("import_module", "__import__"):
        return [a.value for a in node.args[:1] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    return []


def _imports(file: Source, modules: set[str]) -> set[tuple[int, str]]:
    """Line and module of each import from the package; inside functions and for types alone they count as well."""
    assert file.tree is not None
    nodes = (n for n in ast.walk(file.tree) if isinstance(n, ast.stmt | ast.expr))
    found = {(node.lineno, target) for node in nodes for target in _targets(node, file, modules)}
    return {(line, target) for line, target in found if target.split(".")[0] == "corridor"}


def _edges(files: Iterable[Source]) -> Iterator[tuple[Source, int, str]]:
    package = _package(files)
    modules = {f.module for f in package}
    for file in package:
        if file.module != "corridor":  # the root's table of contents stands beside the pipe and loads lazily
            for line, target in sorted(_imports(file, modules)):
                yield file, line, target


def _place(module: str) -> tuple[int, int] | None:
    parts = module.split(".")
    if len(parts) == 1:
        return len(ORDER), 0
    if parts[1] not in ORDER:
        return None
    if parts[1] != "model":
        return ORDER.index(parts[1]), 0
    if len(parts) == 2:
        return ORDER.index("model"), 3
    return ORDER.index("model"), LATE_IN_MODEL.get(parts[2], 0)


def imports_go_up(files: list[Source]) -> list[str]:
    """A file imports only what stands above it in the pipe."""
    complaints = []
    for file in _package(files):
        if _place(file.module) is None:
            complaints.append(
                f"{file.path}:1: {file.module} has no place in the pipe; move it into a part, or add it to ORDER in "
                "tests/layer_rules.py and to ARCHITECTURE.md"
            )
    for file, line, target in _edges(files):
        own, other = _place(file.module), _place(target)
        if own is not None and other is not None and other > own:
            complaints.append(
                f"{file.path}:{line}: imports {target}, which stands after {file.module} in the pipe; move what both "
                "need up the pipe, or hand it in as an argument"
            )
    return complaints


def no_cycle(files: list[Source]) -> list[str]:
    """No two files import each other, directly or by way of others."""
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    for file, line, target in _edges(files):
        graph.add_edge(file.module, target, where=f"{file.path}:{line}")
    complaints = []
    for knot in networkx.strongly_connected_components(graph):
        edges = sorted(w for a, b, w in graph.edges(data="where") if a in knot and b in knot)
        if edges:
            complaints.append(
                f"{edges[0]}: closes a circle of imports among {', '.join(sorted(knot))} (also at "
                f"{', '.join(edges[1:]) or 'no other line'}); move what they share into a file above them"
            )
    return complaints


def mechanisms_stand_alone(files: list[Source]) -> list[str]:
    """A mechanism imports no other mechanism."""
    home = "corridor.model.mechanisms"
    return [
        f"{file.path}:{line}: imports {target}, another mechanism; mechanisms meet only in the state: pass the number "
        "through it, or move the shared function to src/corridor/model/"
        for file, line, target in _edges(files)
        if file.module.startswith(f"{home}.") and (target == home or target.startswith(f"{home}."))
    ]


def games_stand_alone(files: list[Source]) -> list[str]:
    """Games are pure mathematics: of the package they import types and errors only."""
    return [
        f"{file.path}:{line}: imports {target}; a game imports only {', '.join(GAMES_MAY_IMPORT)}: take the numbers as "
        "arguments"
        for file, line, target in _edges(files)
        if file.module.startswith("corridor.games") and target.split(".")[1:2] not in [[g] for g in GAMES_MAY_IMPORT]
    ]


def files_are_short(files: list[Source]) -> list[str]:
    """No file is over 300 lines; the day is under 80."""
    complaints = []
    for file in files:
        most = DAY_LINES - 1 if file.module == "corridor.model.day" else FILE_LINES
        lines = len(file.text.splitlines())
        if file.tree is not None and lines > most:
            complaints.append(f"{file.path}:{most + 1}: {lines} lines, allowed {most}; split it by concept")
    return complaints


def _first_line(node: ast.stmt) -> int:
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(d.lineno for d in decorators)])


def functions_are_short(files: list[Source]) -> list[str]:
    """No function's body is over 50 lines, its docstring not counted, functions inside it counted."""
    complaints = []
    for file in files:
        for node in ast.walk(file.tree) if file.tree else ():
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
            lines = (body[-1].end_lineno or 0) - _first_line(body[0]) + 1 if body else 0
            if lines > BODY_LINES:
                complaints.append(
                    f"{file.path}:{node.lineno}: the body of {node.name} has {lines} lines, allowed {BODY_LINES}; give "
                    "a part of it a name of its own"
                )
    return complaints


def _names(file: Source) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of every name and attribute, import aliases undone."""
    assert file.tree is not None
    alias: dict[str, str] = {}
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Import):
            alias |= {a.asname: a.name for a in node.names if a.asname}
        if isinstance(node, ast.ImportFrom) and node.module:
            alias |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
            yield from ((node.lineno, f"{node.module}.{a.name}") for a in node.names)
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Name | ast.Attribute):
            head, dot, rest = ast.unparse(node).partition(".")
            yield node.lineno, alias.get(head, head) + dot + rest


def one_batching_edge(files: list[Source]) -> list[str]:
    """Code is written for one member; members are batched in one place."""
    return [
        f"{file.path}:{line}: {name} outside {', '.join(BATCHING_EDGE)}; write for one member and let the engine batch"
        for file in _package(files)
        if file.path not in BATCHING_EDGE
        for line, name in sorted(set(_names(file)))
        if name.split(".")[-1] in BATCHING
    ]


def draws_are_bounded(files: list[Source]) -> list[str]:
    """The day draws nothing whose cost depends on the numbers drawn."""
    return [
        f"{file.path}:{line}: {name} loops until the slowest member of a block is done; use corridor.draws"
        for file in _package(files)
        if file.module.split(".")[1:2] in (["model"], ["engine"], ["draws"], ["rng"])
        for line, name in sorted(set(_names(file)))
        if name.startswith("jax.random.") and name.split(".")[-1] in LOOPING_DRAWS
    ]


def no_case_in_code(files: list[Source]) -> list[str]:
    """Code and comments outside the library name no place and no date of a case."""
    return [
        f"{file.path}:{number}: names {match.group()!r}; a case's names and dates belong in the library's files"
        for file in files
        if file.path.startswith("src/corridor/") and not file.path.startswith(LIBRARY)
        for number, line in enumerate(file.text.splitlines(), 1)
        for match in CASES.finditer(line)
    ]


def _is_entry(node: ast.stmt) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    if isinstance(node, ast.If):
        return ast.unparse(node.test).endswith("TYPE_CHECKING") and all(map(_is_entry, node.body + node.orelse))
    if isinstance(node, ast.Assign | ast.AnnAssign):
        names = node.targets if isinstance(node, ast.Assign) else [node.target]
        return all(isinstance(n, ast.Name) and n.id.startswith("_") for n in names)
    return isinstance(node, ast.FunctionDef) and node.name in ("__getattr__", "__dir__")


def init_is_contents(files: list[Source]) -> list[str]:
    """A package's __init__ is a table of contents: imports and names, nothing that works."""
    return [
        f"{file.path}:{node.lineno}: an __init__ is a table of contents (imports, __all__, a lazy __getattr__); move "
        "this into a file of its own"
        for file in _package(files)
        if file.is_contents and file.tree is not None
        for node in file.tree.body
        if not _is_entry(node)
    ]


RULES = (
    imports_go_up,
    no_cycle,
    mechanisms_stand_alone,
    games_stand_alone,
    files_are_short,
    functions_are_short,
    one_batching_edge,
    draws_are_bounded,
    no_case_in_code,
    init_is_contents,
)
