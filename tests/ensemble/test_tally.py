"""What is counted over members, on blocks written by hand; and that adding blocks is counting them together."""

from types import SimpleNamespace

import numpy as np
import pytest

from corridor.engine.record import SERIES
from corridor.ensemble.sketch import Scale, quantile
from corridor.ensemble.tally import INDEX, SUDDEN_DAYS, SUDDEN_SHARE, add, empty, scales, sudden, tally
from corridor.model.state import CAUSES, COLLAPSE, ENDINGS, OPEN, RELIEF, STATUSES
from corridor.model.table import table
from corridor.scenario.change import apply
from corridor.scenario.load import load
from corridor.scenario.timeline import ArrivalEntry

DAYS = 8
WIDTHS = [Scale(0.0, 1.0, False)] * len(SERIES)
HUNGER, GROUND = CAUSES.index("hunger"), CAUSES.index("ground")


def series(fronts, **causes):
    """Recorded figures of members with these fronts, [day, member, series]; ``cause={day: index}`` for all."""
    front = np.array(fronts, np.float32).T
    found = np.zeros((*front.shape, len(SERIES)), np.float32)
    found[:, :, INDEX["front"]] = front
    for day, cause in causes.get("cause", {}).items():
        found[day, :, INDEX[f"cause_{CAUSES[0]}"] + cause] = 1.0
    return found


def block(found, ending=OPEN, ending_day=-1, changed_day=-1, status=0, watched=0, zones=3):
    """A block with these figures; what stands for a member may be one number or one each."""
    days, members, _ = found.shape

    def each(x, *shape):
        return np.broadcast_to(np.asarray(x, np.int32), (members, *shape))

    last = SimpleNamespace(ending=each(ending), ending_day=each(ending_day), status=each(status),
                           changed_day=each(changed_day, zones + 5))  # fmt: skip
    return SimpleNamespace(
        series=found, last=last, watched=SimpleNamespace(taken=np.broadcast_to(watched, (days, zones + 5)))
    )


STEEP = [
    [0, 0, 0.10, 0.20, 0.45, 0.45, 0.45, 0.45],  # 0.45 in the three days to day 4
    [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5],  # all on the first day
    [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8],  # never more than 0.3 in three days
    [0, -0.2, -0.2, -0.2, 0, 0.1, 0.1, 0.1],  # ground won back and lost again
]


def test_the_steepest_loss_within_three_days():
    found = sudden(series(STEEP, cause={0: GROUND, 4: HUNGER, 7: 0}))
    assert (SUDDEN_DAYS, SUDDEN_SHARE) == (3, pytest.approx(1 / 3))
    np.testing.assert_allclose(found.share, [0.45, 0.5, 0.3, 0.3], atol=1e-6)
    assert found.day[:2].tolist() == [4, 0] and found.day[3] == 5
    # What had been lost to by then, not at the end.
    assert found.cause[:2].tolist() == [HUNGER, GROUND]


def test_only_a_third_of_the_pocket_is_sudden():
    found = tally(block(series(STEEP, cause={0: GROUND, 4: HUNGER})), 4, 3, WIDTHS)
    assert found.sudden.tolist() == [int(i in (HUNGER, GROUND)) for i in range(len(CAUSES))]


def test_a_horizon_shorter_than_three_days_is_counted_whole():
    np.testing.assert_allclose(sudden(series([[0.2, 0.4]])).share, [0.4], atol=1e-6)


def test_endings_by_day_and_those_still_open():
    found = tally(block(series([[0] * DAYS] * 5), ending=[OPEN, COLLAPSE, COLLAPSE, RELIEF, COLLAPSE],
                        ending_day=[-1, 0, DAYS - 1, 3, 0]), 5, 3, WIDTHS)  # fmt: skip
    expected = np.zeros((len(ENDINGS), DAYS + 1), int)
    expected[OPEN, DAYS] = 1
    expected[COLLAPSE, 0], expected[COLLAPSE, DAYS - 1], expected[RELIEF, 3] = 2, 1, 1
    np.testing.assert_array_equal(found.ending_days, expected)


def test_zones_by_the_day_they_changed_hands():
    changed = [[-1, 0, 2, -1, -1, -1, -1, -1], [DAYS - 1, 0, 3, 5, 5, 5, 5, 5]]
    found = tally(block(series([[0] * DAYS] * 2), changed_day=changed), 2, 3, WIDTHS)
    expected = np.zeros((3, DAYS + 1), int)
    expected[0, [DAYS - 1, DAYS]] = 1
    expected[1, 0] = 2
    expected[2, [2, 3]] = 1
    np.testing.assert_array_equal(found.changed, expected)


def test_members_that_only_fill_the_block_and_zones_that_are_padding_are_not_counted():
    status = [0] * 3 + [1] * 2
    full = block(series([[0.25] * DAYS] * 5), ending=COLLAPSE, ending_day=1, changed_day=2, status=status, watched=3)
    found = tally(full, 3, 2, WIDTHS)
    assert int(found.members) == 3 and found.statuses.tolist() == [3] + [0] * (len(STATUSES) - 1)
    assert found.ending_days.sum() == 3 and found.changed.sum() == 3 * 2 and found.taken.shape == (DAYS, 2)
    assert np.all(found.bins.sum(axis=2) == 3)
    np.testing.assert_allclose(found.sums[:, INDEX["front"]], 0.75)


def test_sums_are_double():
    rng = np.random.default_rng(3)
    found = series([[0] * DAYS] * 256)
    found[:, :, 1] = rng.uniform(0, 1e6, (DAYS, 256))
    exact = found[:, :, 1].astype(np.float64).sum(axis=1)
    np.testing.assert_allclose(tally(block(found), 256, 3, WIDTHS).sums[:, 1], exact, rtol=1e-13)


def test_two_blocks_added_are_counted_together():
    rng = np.random.default_rng(1)
    whole = series(np.cumsum(rng.uniform(-0.1, 0.3, (9, DAYS)), axis=1), cause={2: HUNGER})
    total = empty(DAYS, 3)
    for part in (whole[:, :4], whole[:, 4:]):
        add(total, tally(block(part, ending=COLLAPSE, ending_day=2, watched=1), part.shape[1], 3, WIDTHS))
    together = tally(block(whole, ending=COLLAPSE, ending_day=2, watched=2), 9, 3, WIDTHS)
    for here, there in zip(total, together, strict=True):
        np.testing.assert_allclose(here, there, rtol=1e-12)


def test_scales_reach_as_far_as_any_member_can():
    scenario = load("teaching-six")
    first = scenario.groups[0].id
    changed = apply(scenario, [f"groups.{first}.strength=123456"])
    persons = {"value": 654321, "unit": "persons", "source": "judgement: a test"}
    joins = {"date": scenario.period.start, "published": scenario.period.start, "source": "judgement: a test"}
    entry = ArrivalEntry.model_validate(joins | {"kind": "arrival", "group": first, "persons": persons})
    changed = changed.model_copy(update={"timeline": [*changed.timeline, entry]})
    widths = dict(zip([s.name for s in SERIES], scales(changed, table(changed)), strict=True))
    # Everybody at their most, with all replacements and arrivals, on one side.
    most = 123456.0
    for group in changed.groups:
        most += 0.0 if group.id == first else group.strength.span()[1]
        most += group.replacement.pool.span()[1] if group.replacement else 0.0
    most += sum(entry.persons.span()[1] for entry in changed.timeline if entry.kind == "arrival")
    assert most > 123456 + 654321 and any(group.replacement for group in changed.groups)
    for name in ("strength_besieger", "strength_besieged", "strength_relief", "lost_besieger", "killed_besieged"):
        assert (widths[name].low, widths[name].high >= most) == (0.0, True)
    assert widths["civilians"].high >= changed.civilians.population.span()[1]
    assert widths["stock_besieged"].high >= max(d.capacity.span()[1] for d in changed.depots)
    # Ground won back makes the front negative.
    found = series([[-0.3] * DAYS])
    bins = tally(block(found), 1, 3, [widths[s.name] for s in SERIES]).bins[:, INDEX["front"]]
    np.testing.assert_allclose(quantile(bins, widths["front"], 0.5), -0.3, atol=0.005)
