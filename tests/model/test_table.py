"""Every number of a scenario has its row, and a member draws it from the distribution that the file states."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy import stats

from corridor.model.layout import layout
from corridor.model.table import draw, numbers, table
from corridor.rng import run_key
from corridor.scenario.change import apply
from corridor.scenario.load import load
from corridor.scenario.priors import quantities

RATE = "parameters.assault.contest_rate"


@pytest.fixture(scope="module")
def scenario():
    return load("teaching-six")


def drawn(scenario, members=20_000):
    values = table(scenario).quantiles()
    return np.asarray(jax.jit(jax.vmap(lambda key: draw(key, values)))(jax.random.split(run_key(3), members)))


def test_every_quantity_the_day_reads_stands_in_the_table_once(scenario):
    paths = [path for path in table(scenario).paths if path]
    # What a provision does not state is its kind's: one number, read by all provisions of the kind.
    own = [path for path in paths if not path.startswith("kinds.")]
    assert len(set(own)) == len(own)
    left_out = {q.path for q in quantities(scenario)} - set(paths)
    assert {path for path in left_out if not path.startswith("timeline")} == set()


def test_a_value_is_drawn_as_it_stands(scenario):
    changed = apply(scenario, [f"{RATE}=1.25"])
    found, row = table(changed), table(changed).paths.index(RATE)
    assert not found.uncertain[row] and np.all(drawn(changed, 100)[:, row] == 1.25)


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("[0.5, 2]", stats.uniform(0.5, 1.5)),
        ("{distribution: lognormal, median: 1.5, sigma: 0.4}", stats.lognorm(0.4, scale=1.5)),
        ("{distribution: normal, mean: 5, sd: 1}", stats.norm(5, 1)),
        ("{distribution: loguniform, low: 0.1, high: 10}", stats.loguniform(0.1, 10)),
        ("{distribution: triangular, low: 1, mode: 2, high: 5}", stats.triang(0.25, 1, 4)),
    ],
)
def test_a_range_or_distribution_is_drawn_from_its_law(scenario, text, law):
    if text.startswith("{"):
        text = text[:-1] + ", unit: 1/day, source: 'judgement: a test'}"
    changed = apply(scenario, [f"{RATE}={text}"])
    row = table(changed).paths.index(RATE)
    assert table(changed).uncertain[row]
    assert stats.kstest(drawn(changed)[:, row], law.cdf).pvalue > 1e-3


def test_two_numbers_are_independent(scenario):
    changed = apply(scenario, [f"{RATE}=[0.5, 2]", "parameters.cohesion.recover=[0.01, 0.02]"])
    paths = table(changed).paths
    both = drawn(changed)[:, [paths.index(RATE), paths.index("parameters.cohesion.recover")]]
    assert abs(np.corrcoef(both.T)[0, 1]) < 4 / np.sqrt(len(both))


def test_a_number_keeps_its_draws_whatever_else_the_scenario_holds(scenario):
    # Arms of a comparison stay paired when one of them has a group more.
    changed = apply(scenario, [f"{RATE}=[0.5, 2]"])
    more = changed.model_copy(update={"depots": changed.depots * 9})
    here, there = (drawn(s, 50)[:, table(s).paths.index(RATE)] for s in (changed, more))
    assert np.array_equal(here, there) and len(set(here)) > 40


def test_the_flat_draw_becomes_named_numbers(scenario):
    found = table(scenario)
    flat = jnp.arange(len(found.paths), dtype=jnp.float32)
    named = numbers(flat, layout(scenario))
    assert float(named.assault.contest_rate) == found.paths.index(RATE)
    for i, group in enumerate(scenario.groups):
        assert float(named.group.breakpoint[i]) == found.paths.index(f"groups.{group.id}.breakpoint")
    for i, route in enumerate(scenario.routes):
        assert float(named.route.fire_control[i]) == found.paths.index(f"routes.{route.id}.fire_control")
    assert sum(x.size for x in jax.tree.leaves(named)) == len(found.paths)
