"""An ensemble whose parties decide by foresight is the same whatever its size, its blocks and its interruptions."""

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from corridor.engine.roll import BLOCK
from corridor.ensemble import run as run_module
from corridor.ensemble.result import Run, open_run
from corridor.ensemble.run import simulate
from corridor.foresight.store import Foresight
from foresight.small_siege import DAYS, fitted, game, scenario

SIZE = BLOCK + 40


@cache
def foresight() -> Foresight:
    """The small siege's fit, as ``foresee`` would tell it."""
    made = game()
    about = {"key": "a fit", "scenario": made.scenario.meta.id, "plans": [p.id for p in made.scenario.plans],
             "common": made.common, "overrates": made.overrates, "known_until": made.known_until.isoformat(),
             "settled": False}  # fmt: skip
    return Foresight(dict(fitted().answers), about)


def run(members: int, **more: Any) -> Run:
    return simulate(scenario(), members, seed=5, days=DAYS, parties="foresight", foresight=foresight(), **more)


@cache
def whole() -> Run:
    return run(SIZE)


def test_a_smaller_ensemble_is_the_first_rows_of_a_larger_one() -> None:
    pd.testing.assert_frame_equal(run(30).members, whole().members.head(30))


def test_twice_is_the_same_and_says_by_which_fit() -> None:
    again = run(SIZE)
    pd.testing.assert_frame_equal(again.members, whole().members)
    assert again.summary.drop_attrs(deep=False).identical(whole().summary.drop_attrs(deep=False))
    assert again.about["parties"] == "foresight" and again.about["foresight"] == "a fit"


def test_expectations_change_what_parties_do() -> None:
    nothing = foresight()._replace(answers={})
    other = simulate(scenario(), SIZE, seed=5, days=DAYS, parties="foresight", foresight=nothing)
    assert not other.members.equals(whole().members)


def test_an_interrupted_run_resumes_bit_for_bit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "CHUNK", 1)
    out = tmp_path / "cut"

    def stop(done: int, wanted: int) -> None:
        raise KeyboardInterrupt

    cut = run(SIZE, out=out, progress=stop)
    assert not cut.complete
    assert run(SIZE, out=out, resume=True).complete
    again = open_run(out)
    pd.testing.assert_frame_equal(again.members, whole().members)
    assert again.summary.drop_attrs(deep=False).identical(whole().summary.drop_attrs(deep=False))
