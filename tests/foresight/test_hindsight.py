"""Nothing that was published after the last known day reaches a fit: neither its key nor its answers."""

import copy
import csv
import shutil
from importlib import import_module
from pathlib import Path
from typing import Any

import jax
import numpy as np
import pytest

from corridor.foresight.fit import fit
from corridor.foresight.siege import SiegeGame
from corridor.scenario.load import library_path
from corridor.scenario.schema import Scenario
from foresight.small_siege import MEMBERS, SETTINGS, game, scenario
from scenario.altered import altered

module = import_module("corridor.foresight.foresee")
KNOWN = "2001-03-20"
"""The small siege's last known day."""


def known(entry: dict[str, Any]) -> bool:
    return str(entry["published"]) <= KNOWN


def late_plan() -> dict[str, Any]:
    """A plan like the envoy's that became public a day later."""
    late = copy.deepcopy(altered({})["plans"][0])
    return late | {"id": "late-plan", "name": "Late", "published": "2001-03-21"}


def with_later(tmp_path: Path) -> Scenario:
    """All that is known, and much that came later."""
    data = altered({})
    entries = [
        {"date": "2001-03-21", "published": "2001-03-21", "kind": "plan", "plan": "late-plan", "event": "in_force"},
        {"date": "2001-03-22", "published": "2001-03-22", "kind": "plan", "plan": "pause", "event": "offered"},
        {"date": "2001-03-18", "published": "2001-03-24", "kind": "control", "zone": "market", "held": 0.9},
        {"date": "2001-03-25", "published": "2001-03-25", "kind": "strike", "struck": True},
        {"date": "2001-03-26", "published": "2001-03-26", "kind": "incident", "by": {"envoy": 0.5}},
    ]
    told = [e | {"source": "later"} for e in entries]
    sources = data["sources"] | {"later": {"title": "A later report", "published": "2001-06-01"}}
    evidence = tmp_path / "evidence.csv"
    shutil.copy(library_path("teaching-six").parent / "evidence.csv", evidence)
    timeline = sorted([*data["timeline"], *told], key=lambda e: str(e["date"]))
    return scenario({"timeline": timeline, "sources": sources, "plans": [*data["plans"], late_plan()],
                     "evidence": str(evidence)})  # fmt: skip


def without(tmp_path: Path) -> Scenario:
    """The same with everything later deleted."""
    del tmp_path
    data = altered({})
    return scenario({"timeline": [e for e in data["timeline"] if known(e)]})


def corrupted(tmp_path: Path) -> Scenario:
    """The same with everything later turned into something else."""
    whole = with_later(tmp_path)
    data = altered({})
    other = late_plan() | {
        "proposers": ["provincial-government"],
        "days": 9,
        "provisions": late_plan()["provisions"][:1],
    }
    timeline = [e for e in data["timeline"] if known(e)]
    timeline += [{"date": "2001-03-23", "published": "2001-03-23", "kind": "offensive", "camp": "besieged",
                  "running": True, "source": "later"},
                 {"date": "2001-03-24", "published": "2001-03-24", "kind": "bombardment", "intensity": 1.0,
                  "source": "later"}]  # fmt: skip
    path = tmp_path / "evidence.csv"
    assert whole.evidence == str(path)
    with path.open(newline="") as file:
        rows = list(csv.reader(file))
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([rows[0], rows[2], rows[1]])
    sources = data["sources"] | {"later": {"title": "Something else", "published": "2001-07-01"}}
    return scenario({"timeline": timeline, "sources": sources, "plans": [*data["plans"], other], "evidence": str(path)})


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGER", 0)


@pytest.mark.parametrize("change", [without, corrupted])
def test_what_was_published_later_changes_neither_key_nor_arrays_nor_answers(change: Any, tmp_path: Path) -> None:
    whole, changed = with_later(tmp_path), change(tmp_path)
    assert whole != changed and len(whole.timeline) > len(changed.timeline)
    one, other = (module.game(s, MEMBERS) for s in (whole, changed))
    assert module.key(one, SETTINGS, 1) == module.key(other, SETTINGS, 1)
    for a, b in zip(jax.tree.leaves(one.arrays), jax.tree.leaves(other.arrays), strict=True):
        assert np.array_equal(a, b)
    first, second = (fit(g, 1, SETTINGS) for g in (one, other))
    assert list(first.answers) == list(second.answers)
    for at, answer in first.answers.items():
        assert np.array_equal(answer.weight, second.answers[at].weight), at
    assert first.rounds == second.rounds or first.rounds[1:] == second.rounds[1:]


def test_what_was_published_in_time_does(tmp_path: Path) -> None:
    """The same entries count once the run knows them: the test above could fail."""
    whole, gone = with_later(tmp_path), without(tmp_path)
    later = whole.period.start.replace(month=4, day=20)
    one, other = (SiegeGame(s, MEMBERS, game().length, later) for s in (whole, gone))
    assert module.key(one, SETTINGS, 1) != module.key(other, SETTINGS, 1)
    leaves = (jax.tree.leaves(g.arrays) for g in (one, other))
    assert not all(np.array_equal(a, b) for a, b in zip(*leaves, strict=True))
