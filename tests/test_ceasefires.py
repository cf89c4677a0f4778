"""What is measured of a truce, on days of deaths written by hand, and which theatres stand behind it."""

import json
import math

import numpy as np
import pytest


@pytest.fixture(autouse=True)
def benchmarks_on_the_path(root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "benchmarks"))


def deaths(days: int = 90, **at: float) -> np.ndarray:
    """One truce; ``d5=3`` puts three deaths on day 5 of the clock."""
    column = np.zeros((days, 1))
    for day, count in at.items():
        column[int(day[1:]) - 1, 0] = count
    return column


def test_the_clock_starts_the_day_after_and_counts_from_one():
    from truces import clocks

    assert clocks.first_death(deaths(d1=1)) == [1.0]
    assert clocks.first_death(deaths(d8=1)) == [8.0]
    assert clocks.first_death(deaths()) == [math.inf]
    assert clocks.by(np.array([7.0, 8.0]), 7).tolist() == [True, False]


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ({"d3": 25}, 3),
        ({"d3": 24}, math.inf),
        ({"d1": 10, "d20": 10, "d30": 5}, 30),  # 25 within days 1 to 30
        ({"d1": 10, "d20": 10, "d31": 5}, math.inf),  # day 1 has left the window on day 31
        ({"d1": 10, "d20": 10, "d31": 5, "d40": 10}, 40),
        ({"d2": 1, "d32": 24, "d50": 1}, 50),
    ],
)
def test_fighting_resumes_with_25_deaths_in_at_most_the_last_30_days(at, day):
    from truces import clocks

    assert clocks.resumed(deaths(**at)) == [day]


def test_half_the_toll_is_measured_in_the_same_window():
    from truces import clocks

    both = np.concatenate([deaths(d10=6, d45=5), deaths(d10=6, d45=5)], axis=1)
    assert clocks.returned(both, np.array([12.0, 14.0])).tolist() == [10.0, math.inf]
    # Half of a toll of one is a death all the same.
    assert clocks.returned(deaths(), np.array([1.0])) == [math.inf]


def test_the_sample_is_log_uniform_within_its_strata():
    from truces.sample import chosen

    rng = np.random.default_rng(3)
    toll = np.floor(np.exp(rng.uniform(0.0, np.log(3000.0), 200_000)))
    picked = toll[chosen(toll, 4000, rng)]
    assert len(picked) == len(np.unique(chosen(toll, 4000, rng))) == pytest.approx(4000, abs=16)
    assert (picked.min(), picked.max() < 1000.0) == (10.0, True)
    # 0.45: 100 of 222, base_rates.json: violence_based."bi pre30>=100".first_death.n
    assert np.mean(picked >= 100) == pytest.approx(0.45, abs=0.005)
    for low, high in ((10.0, 100.0), (100.0, 1000.0)):
        here = picked[(picked >= low) & (picked < high)]
        assert np.mean(here < np.sqrt(low * high)) == pytest.approx(0.5, abs=0.02)


def test_figures_are_sums_over_sums_and_their_interval_resamples_whole_clusters():
    from truces.sample import Row, interval

    cluster = np.repeat([3, 8], [100, 900])
    row = Row("", None, 1.0 * (cluster == 8), np.ones(1000))
    assert row.value == 0.9
    # Two clusters of 0 and of 1, drawn twice: 0, 0.9 or 1, each end with chance 1/4.
    assert interval(row, cluster, np.random.default_rng(1), 200) == (0.0, 1.0)
    # A cluster a truce: the interval of a mean of 1,000.
    low, high = interval(row, np.arange(1000), np.random.default_rng(1))
    assert high - low == pytest.approx(2 * 1.96 * np.sqrt(0.09 / 1000), rel=0.1)


def test_the_figures_are_those_of_the_data(root):
    from truces import record

    path = root.parent / "shared" / "data" / "ceasefires" / "base_rates.json"
    if not path.is_file():
        pytest.skip("no data folder beside the repository")
    rates = json.loads(path.read_text(encoding="utf-8"))
    groups = {"all": "nonpartial bi/multilateral", "large": "bi pre30>=100", "small": "bi pre30 10-99"}
    tables = {
        "resumed_25per30d": record.RESUMED, "first_death": record.FIRST_DEATH, "back_to_half_of_pre30": record.RETURNED,
    }  # fmt: skip
    for name, table in tables.items():
        for stratum, by_day in table.items():
            told = rates["violence_based"][groups[stratum]][name]
            for day, figure in by_day.items():
                assert figure == (told["fail_by"][str(day)], *told["ci95"][str(day)])
    placebo = rates["placebo_matched_dates_bi_multilateral_nonpartial"]["placebo"]
    assert {day: f.value for day, f in record.TWINS_RESUMED.items()} == {
        day: placebo[f"resumed_by_{day}"] for day in (7, 30, 90)
    }
    assert record.TWINS_FIRST[7].value == placebo["firstdeath_by_7"]
    bootstrap = rates["robustness_lump_filter"]["placebo"]["bootstrap"]
    for day, figure in record.RATIO.items():
        low, middle, high = bootstrap[f"rate_ratio_{day}d"]
        assert figure == (middle, low, high)


def test_theatres_differ_in_structure_and_their_twins_only_in_the_truce():
    from truces.theatres import BEFORE, START, STRUCTURES, theatre, without

    from corridor.model.layout import layout
    from corridor.scenario.load import from_data

    assert len(STRUCTURES) >= 6 and any(k.bombed for k in STRUCTURES) and any(k.spoilers for k in STRUCTURES)
    shapes = set()
    for kind in STRUCTURES:
        made = [theatre(kind, draw, draw % 2 == 0, draw % 3 == 0) for draw in range(4)]
        for one in made:
            checked = from_data(one.data, kind.name)
            shapes.add((layout(checked).border.shape, layout(checked).group_inside.shape))
            on = checked.timeline[0]
            assert (on.date - START).days == BEFORE and on.published <= checked.questions.known_until
            assert len(checked.plans[0].required) == (2 if one.truce.bilateral else 1)
            assert bool(checked.plans[0].provisions[0].groups) == one.truce.local
            alone = from_data(without(one.data), kind.name)
            assert alone.timeline == [] and alone.model_copy(update={"timeline": checked.timeline}) == checked
    assert len(shapes) == 1  # one compiled program serves all


def test_no_theatre_touches_the_numbers_of_promises():
    from truces.theatres import STRUCTURES, theatre

    for kind in STRUCTURES:
        data = theatre(kind, 0).data
        assert set(data["parameters"]) == {"assault", "bombardment"} and "kinds" not in data
        stated = {key for provision in data["plans"][0]["provisions"] for key in provision}
        assert stated == {"id", "kind", "obligor", "groups"}
        assert all("types" not in party for party in data["parties"])


def test_fronts_lie_apart():
    import networkx
    from truces.theatres import STRUCTURES, theatre

    for kind in STRUCTURES:
        zones = theatre(kind, 2).data["zones"]
        graph = networkx.Graph([(z["id"], other) for z in zones for other in z["neighbours"]])
        assert kind.fronts[0] <= networkx.number_connected_components(graph) <= kind.fronts[1]
