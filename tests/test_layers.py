"""The tree keeps its house rules, and the rules catch what they are meant to catch."""

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

import layer_rules
from layer_rules import RULES, Source

Rule = Callable[[list[Source]], list[str]]


@pytest.fixture(scope="module")
def files(root: Path) -> list[Source]:
    found = layer_rules.read(root)
    assert any(f.module == "corridor.scenario.schema" for f in found), "read no source: the rules would hold of nothing"
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.__name__)
def test_tree_keeps_the_rule(rule: Rule, files: list[Source]):
    if complaints := rule(files):
        pytest.fail("\n".join(complaints), pytrace=False)


def complaints_about(tmp_path: Path, rule: Rule, tree: dict[str, str]) -> list[str]:
    for name, text in tree.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    return rule(layer_rules.read(tmp_path))


LONG_BODY = "def f(x):\n    '''Docstring.'''\n" + "    x += 1\n" * 51
NESTED_BODY = "def f(x):\n    @g\n    def h():\n" + "        x = 1\n" * 49 + "    return h\n"

# The rule, the tree that breaks it, and where the complaint must point.
BROKEN = {
    "upward": (
        layer_rules.imports_go_up,
        {"engine/roll.py": "import jax\nfrom corridor.ensemble.run import run\n"},
        "engine/roll.py:2: imports corridor.ensemble.run, which stands after",
    ),
    "upward in a function": (
        layer_rules.imports_go_up,
        {"rng.py": "def f():\n    import corridor.scenario.load\n"},
        "rng.py:2: imports corridor.scenario.load",
    ),
    "upward for types alone": (
        layer_rules.imports_go_up,
        {"rng.py": "if TYPE_CHECKING:\n    from corridor.model import day\n"},
        "rng.py:2: imports corridor.model",
    ),
    "upward by a dot": (
        layer_rules.imports_go_up,
        {"model/state.py": "from ..engine import roll\n", "engine/roll.py": ""},
        "model/state.py:1: imports corridor.engine.roll",
    ),
    "upward by name": (
        layer_rules.imports_go_up,
        {"rng.py": "import importlib\nm = importlib.import_module('corridor.cli')\n"},
        "rng.py:2: imports corridor.cli",
    ),
    "upward to the root": (
        layer_rules.imports_go_up,
        {"cli.py": "from corridor import load\n", "__init__.py": ""},
        "cli.py:1: imports corridor,",
    ),
    "state imports a mechanism": (
        layer_rules.imports_go_up,
        {"model/state.py": "from corridor.model.mechanisms.supply import step\n"},
        "model/state.py:1: imports corridor.model.mechanisms.supply",
    ),
    "mechanism imports the day": (
        *(
            layer_rules.imports_go_up,
            {"model/mechanisms/supply.py": "from corridor.model import day\n", "model/day.py": ""},
        ),
        "model/mechanisms/supply.py:1: imports corridor.model.day",
    ),
    "no place": (layer_rules.imports_go_up, {"utils.py": ""}, "utils.py:1: corridor.utils has no place"),
    "circle": (
        layer_rules.no_cycle,
        {"model/a.py": "from corridor.model.b import x\n", "model/b.py": "import os\nfrom . import a\n"},
        "model/a.py:1: closes a circle of imports among corridor.model.a, corridor.model.b (also at",
    ),
    "circle through the contents": (
        layer_rules.no_cycle,
        {"games/__init__.py": "from corridor.games.a import f\n", "games/a.py": "\nfrom corridor.games import f\n"},
        "games/__init__.py:1: closes a circle",
    ),
    "mechanism imports a mechanism": (
        layer_rules.mechanisms_stand_alone,
        {"model/mechanisms/a.py": "\nfrom corridor.model.mechanisms import b\n", "model/mechanisms/b.py": ""},
        "model/mechanisms/a.py:2: imports corridor.model.mechanisms.b, another mechanism",
    ),
    "game imports a key": (
        layer_rules.games_stand_alone,
        {"games/ruin.py": "from corridor.rng import key_for\n"},
        "games/ruin.py:1: imports corridor.rng",
    ),
    "long file": (layer_rules.files_are_short, {"errors.py": "\n" * 301}, "errors.py:301: 301 lines, allowed 300"),
    "long day": (layer_rules.files_are_short, {"model/day.py": "\n" * 80}, "model/day.py:80: 80 lines, allowed 79"),
    "long body": (
        layer_rules.functions_are_short,
        {"errors.py": LONG_BODY},
        "errors.py:1: the body of f has 51 lines",
    ),
    "long with a function inside": (
        layer_rules.functions_are_short,
        {"errors.py": NESTED_BODY},
        "errors.py:1: the body of f has 52 lines",
    ),
    "vmap": (
        layer_rules.one_batching_edge,
        {"model/day.py": "import jax\ng = jax.vmap(f)\n"},
        "model/day.py:2: jax.vmap",
    ),
    "vmap by import": (
        layer_rules.one_batching_edge,
        {"ensemble/run.py": "from jax import vmap as batch\ng = batch(f)\n"},
        "ensemble/run.py:2: jax.vmap",
    ),
    "gamma": (
        layer_rules.draws_are_bounded,
        {"model/day.py": "import jax.random as jr\nx = jr.gamma(k, 1.0)\n"},
        "model/day.py:2: jax.random.gamma",
    ),
    "poisson": (
        layer_rules.draws_are_bounded,
        {"engine/roll.py": "from jax import random\nx = random.poisson(k, 1.0)\n"},
        "engine/roll.py:2: jax.random.poisson",
    ),
    "binomial": (
        layer_rules.draws_are_bounded,
        {"draws.py": "from jax.random import binomial\n"},
        "draws.py:1: jax.random.binomial",
    ),
    "place": (
        layer_rules.no_case_in_code,
        {"report/page.py": '"""A page.\n\nAs for eastern Aleppo.\n"""\n'},
        "report/page.py:3: names 'Aleppo'",
    ),
    "date": (
        layer_rules.no_case_in_code,
        {"report/page.html": "<p>from 2016-10-07 on</p>"},
        "report/page.html:1: names '2016-'",
    ),
    "work in an init": (
        layer_rules.init_is_contents,
        {"games/__init__.py": "import os\n\ndef f(): ...\n"},
        "games/__init__.py:3: an __init__ is a table of contents",
    ),
}

CLEAN = {
    "__init__.py": '"""Contents."""\n__all__ = ["load"]\n\ndef __getattr__(name):\n    from corridor import cli\n',
    "errors.py": "def f(x):\n    '''Docstring.\n" + "\n" * 60 + "    '''\n" + "    x += 1\n" * 50,
    "types.py": "",
    "draws.py": "import jax\nx = jax.random.uniform(k)\ngamma = 2.0\n",
    "games/ruin.py": "from corridor.types import Day\n",
    "model/__init__.py": "from corridor.model.day import step\n",
    "model/state.py": "from corridor.types import Day\n",
    "model/mechanisms/__init__.py": "from corridor.model.mechanisms import supply\n",
    "model/mechanisms/supply.py": "from corridor.model.state import State\nfrom corridor import draws\n",
    "model/day.py": "from corridor.model.mechanisms import supply\n",
    "engine/roll.py": "import jax\nfrom corridor.model.day import step\nblock = jax.vmap(step)\n",
    "cli.py": "def main():\n    from corridor.engine import roll\n",
    "scenario/library/case/scenario.yaml": "id: sarajevo\nstart: 1992-04-05\n",
}


@pytest.mark.parametrize(("rule", "tree", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_rule_reports_a_broken_tree(rule: Rule, tree: dict[str, str], expected: str, tmp_path: Path):
    complaints = complaints_about(tmp_path, rule, {f"src/corridor/{name}": text for name, text in tree.items()})
    assert [c for c in complaints if c.startswith(f"src/corridor/{expected}")], complaints
    assert all("; " in c for c in complaints), "a complaint says what to do"


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.__name__)
def test_rule_passes_a_clean_tree(rule: Rule, tmp_path: Path):
    assert complaints_about(tmp_path, rule, {f"src/corridor/{name}": text for name, text in CLEAN.items()}) == []


def test_every_rule_has_a_broken_tree():
    assert {rule for rule, _, _ in BROKEN.values()} == set(RULES)


def test_tests_and_tools_are_short_too(tmp_path: Path):
    tree = {"tests/test_x.py": "\n" * 301, "tools/x.py": LONG_BODY}
    assert complaints_about(tmp_path, layer_rules.files_are_short, tree)
    assert complaints_about(tmp_path, layer_rules.functions_are_short, {})
