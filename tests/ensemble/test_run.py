"""An ensemble is the same whatever its size, chunks and interruptions; its summary is what its members say."""

import datetime
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from corridor.engine.roll import BLOCK
from corridor.ensemble import run as run_module
from corridor.ensemble.result import open_run
from corridor.ensemble.run import simulate
from corridor.errors import RunError
from corridor.scenario.change import apply
from corridor.scenario.load import load

SIZE = BLOCK + 40
DAYS = 45


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runs") / "whole"


@pytest.fixture(scope="module")
def whole(folder: Path) -> run_module.Run:
    simulate("teaching-six", SIZE, seed=5, days=DAYS, out=folder)
    return open_run(folder)


def test_the_summary_says_what_the_members_say(whole: run_module.Run) -> None:
    members, summary = whole.members, whole.summary
    assert len(members) == int(summary.members) == SIZE
    counted = members.ending.value_counts()
    assert {str(e): int(summary.ending_members.sel(ending=e)) for e in summary.ending.values} == counted.to_dict()
    assert float(summary.front_mean.isel(day=-1)) == pytest.approx(members.front.mean(), abs=1e-5)
    median = float(summary.strength_besieger.sel(quantile=0.5).isel(day=-1))
    assert median == pytest.approx(members.strength_besieger.median(), rel=0.02)
    assert int(summary.status_members.sel(status="ok")) == SIZE


def test_every_variable_has_a_unit_and_a_meaning(whole: run_module.Run) -> None:
    for name, variable in whole.summary.data_vars.items():
        assert variable.attrs.get("units"), name
        assert variable.attrs.get("long_name"), name
    assert all("units" in v.attrs for v in whole.trajectories.data_vars.values())


def test_a_smaller_ensemble_is_the_first_rows_of_a_larger_one(whole: run_module.Run) -> None:
    few = simulate("teaching-six", 30, seed=5, days=DAYS)
    pd.testing.assert_frame_equal(few.members, whole.members.head(30))
    assert not few.summary.front.equals(whole.summary.front)


def test_another_process_gives_the_same_bits(whole: run_module.Run, tmp_path: Path) -> None:
    out = tmp_path / "elsewhere"
    code = f"import corridor; corridor.simulate('teaching-six', {SIZE}, seed=5, days={DAYS}, out={str(out)!r})"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    pd.testing.assert_frame_equal(open_run(out).members, whole.members)
    xr.testing.assert_identical(open_run(out).summary.drop_attrs(deep=False), whole.summary.drop_attrs(deep=False))


def test_another_seed_is_another_ensemble(whole: run_module.Run) -> None:
    other = simulate("teaching-six", SIZE, seed=6, days=DAYS)
    assert not np.array_equal(other.members.front, whole.members.front)


class _StopAfter:
    """A progress callback that behaves like Ctrl-C after some blocks."""

    def __init__(self, blocks: int) -> None:
        self.left = blocks

    def __call__(self, done: int, wanted: int) -> None:
        self.left -= 1
        if self.left == 0:
            raise KeyboardInterrupt


def test_an_interrupted_run_is_readable_and_resumes_bit_for_bit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "CHUNK", 2)
    size = 5 * BLOCK - 7
    straight = simulate("teaching-six", size, seed=1, days=45)
    out = tmp_path / "cut"
    cut = simulate("teaching-six", size, seed=1, days=45, out=out, progress=_StopAfter(3))
    assert not cut.complete
    partial = open_run(out)
    assert len(partial.members) == int(partial.summary.members) == 3 * BLOCK
    resumed = simulate("teaching-six", size, seed=1, days=45, out=out, resume=True)
    assert resumed.complete
    again = open_run(out)
    pd.testing.assert_frame_equal(again.members, straight.members)
    assert again.summary.drop_attrs(deep=False).identical(straight.summary.drop_attrs(deep=False))
    xr.testing.assert_identical(again.trajectories.load(), straight.trajectories)


def test_a_folder_that_is_there_is_not_written_over(whole: run_module.Run, folder: Path, tmp_path: Path) -> None:
    before = (folder / "run.json").read_text()
    with pytest.raises(RunError, match="nothing was changed"):
        simulate("teaching-six", 5, days=3, out=folder)
    with pytest.raises(RunError, match=r"another run .*seed"):
        simulate("teaching-six", SIZE, seed=9, days=DAYS, out=folder, resume=True)
    assert (folder / "run.json").read_text() == before
    (tmp_path / "mine.txt").write_text("keep")
    for force in (False, True):
        with pytest.raises(RunError, match="no run folder"):
            simulate("teaching-six", 5, days=3, out=tmp_path, force=force)
    assert (tmp_path / "mine.txt").read_text() == "keep"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"members": 0}, "members: got 0, allowed"),
        ({"days": -1}, "days: got -1, allowed"),
        ({"seed": -1}, "seed: got seed -1, allowed"),
        ({"impose": "recrod"}, "did you mean 'record'"),
        ({"known_until": datetime.date(1999, 1, 1)}, "known_until: got 1999-01-01, allowed"),
    ],
)
def test_what_is_not_allowed_is_named(asked: dict, message: str) -> None:
    with pytest.raises(RunError, match=message):
        simulate("teaching-six", **({"members": 5, "days": 3} | asked))


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="not a run folder"):
        open_run(tmp_path)
    (tmp_path / "run.json").write_text(json.dumps({"format": 99}))
    with pytest.raises(RunError, match="got run format 99"):
        open_run(tmp_path)
    (tmp_path / "run.json").write_text("{")
    with pytest.raises(RunError, match="can't be read"):
        open_run(tmp_path)


def test_changing_numbers_never_recompiles() -> None:
    from corridor.engine.roll import roll

    scenario = load("teaching-six")
    simulate(scenario, 5, days=45)
    compiled = roll._cache_size()
    changes = ["parameters.assault.tempo_calm=0.3", "groups.province-army.strength=[900, 4000]", "zones.0.held=0.25"]
    changed = apply(scenario, [*changes, "parameters.cohesion.recover={distribution: lognormal, median: 0.02, "
                               "sigma: 0.3, unit: 1/day, source: 'judgement: test'}"])  # fmt: skip
    other = simulate(changed, 700, seed=3, days=45)
    assert roll._cache_size() == compiled
    assert other.members["parameters.cohesion.recover"].std() > 0
    assert "parameters.assault.tempo_calm" not in other.members
