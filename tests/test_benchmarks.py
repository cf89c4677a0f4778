"""The reduced siege is one law in every implementation, and the benchmark scripts load."""

import importlib
import runpy

import numpy as np
import pytest


@pytest.fixture(autouse=True)
def benchmarks_on_the_path(root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "benchmarks"))


@pytest.mark.parametrize("name", ["c_model", "numba_model", "mesa_model"])
def test_each_implementation_follows_the_same_law(name):
    from reduced import corridor_model
    from speed_reduced import p_values

    peer = importlib.import_module(f"reduced.{name}")
    if why := peer.missing():
        pytest.skip(why)
    # Few members: a wrong exponent or sign shows, a subtle fault is for the benchmark itself with its 4,096.
    ours, theirs = corridor_model.simulate(1024, 3), peer.simulate(160 if name == "mesa_model" else 1024, 4)
    assert min(p_values(ours, theirs).values()) > 1e-4
    assert len(np.unique(ours.end)) > 20


def test_the_comparison_sees_another_law():
    from reduced import corridor_model
    from speed_reduced import p_values

    ours, theirs = corridor_model.simulate(1024, 3), corridor_model.simulate(1024, 4)
    assert p_values(ours, theirs)["end"] > 1e-4
    assert p_values(ours, theirs._replace(end=np.where(theirs.end < 0, -1, theirs.end - 8)))["end"] < 1e-4


@pytest.mark.parametrize(
    "script",
    ["speed_reduced", "speed_aleppo", "memory", "startup", "run_all", "magnitudes", "ceasefires", "foresight_games"],
)
def test_each_script_loads_without_running(root, script):
    assert "main" in runpy.run_path(str(root / "benchmarks" / f"{script}.py"), run_name=script)


def test_a_figure_is_read_back_from_what_a_script_printed(capsys):
    import figures

    assert figures.show("ratio", ">= 0.9", "0.95 (0.9 to 1.0)", True)
    assert not figures.show("seconds", "<= 8 s", "9.1 s", False)
    assert figures.show("something else", "", "1", None)
    found = [figures.read(line) for line in capsys.readouterr().out.splitlines()]
    assert found == [
        ("ratio", ">= 0.9", "0.95 (0.9 to 1.0)", "met"),
        ("seconds", "<= 8 s", "9.1 s", "MISSED"),
        ("something else", "", "1", "not required"),
    ]
    table = figures.joint([x for x in found if x]).splitlines()
    assert [line.split()[-1] for line in table[1:3]] == ["met", "MISSED"]
    assert table[1].index("0.95") == table[2].index("9.1")


def test_other_lines_are_no_figures():
    from figures import read

    assert [read(line) for line in ("", "* a list", "ratio | >= 0.9 | 0.95 | met", "* a | b | c | perhaps")] == [
        None
    ] * 4


def test_run_all_collects_the_figures_of_a_script_and_passes_on_its_exit_code(tmp_path, root, monkeypatch, capfd):
    import run_all

    path = str(root / "benchmarks")
    text = f"import sys; sys.path.insert(0, {path!r}); from figures import show; print('by the way')\n"
    (tmp_path / "one.py").write_text(text + "sys.exit(0 if show('x', '< 1', '2', False) else 3)\n")
    monkeypatch.setattr(run_all, "HERE", tmp_path)
    code, found = run_all.run("one.py")
    assert code == 3 and found == [("x", "< 1", "2", "MISSED")]
    assert "by the way" in capfd.readouterr().out
    assert "cores" in run_all.machine()


def test_the_exponent_of_a_cost_in_proportion_is_one():
    from speed_aleppo import Point, exponents

    points = [Point("members", n, 3.0 * n) for n in (10, 20, 40)] + [Point("days", n, 0.5 * n**2) for n in (2, 4)]
    assert exponents(points) == pytest.approx({"members": 1.0, "days": 2.0})
