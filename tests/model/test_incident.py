"""Incidents on record: Bayes by stated chances of who did it, partiality, news, and who may know of it."""

import datetime
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from corridor.model import incident
from corridor.model.belief import belief
from corridor.model.mechanisms import learning
from corridor.model.numbers import Params
from corridor.model.talks_history import talks_history
from corridor.scenario.load import load
from model.parley import parley
from model.support import morning, nothing

TYPES = {"talks.party.able": 0.5, "talks.party.unable": 0.0, "talks.party.preserving": 0.5,
         "talks.agreements.try_able": 0.9, "talks.agreements.try_preserving": 0.2}  # fmt: skip


def _after(known: Params, by: list[float]) -> Any:
    given = jax.tree.map(lambda x: x[0], nothing(known.layout, 1))
    given = given._replace(talks=given.talks._replace(incident=jnp.asarray(by, jnp.float32)))
    return learning.step(jax.random.key(0), morning(known), known, given)[0].talks


def _able(known: Params, by: list[float]) -> np.ndarray:
    """Belief of each view that each party is able, [view, party]."""
    return np.asarray(belief(_after(known, by), known))[:, :, 0]


@pytest.mark.parametrize("chance", [0.0, 0.3, 1.0])
def test_belief_is_bayes_as_far_as_the_party_did_it(chance: float) -> None:
    found = _able(parley(TYPES), [chance, 0.0])
    # Not to try has chance 0.1 under the one type and 0.8 under the other: 1/9 by Bayes.
    assert found[:, 0] == pytest.approx(chance / 9 + (1 - chance) * 0.5, abs=1e-5)
    assert found[:, 1] == pytest.approx(0.5, abs=1e-6)


def test_each_camp_is_slower_to_blame_its_own_where_it_is_disputed() -> None:
    known = parley(TYPES | {"talks.learning.partiality": 0.2}, parties=3)
    own, other, neither = _able(known, [0.5, 0.0, 0.0])[:, 0]
    assert [own, other, neither] == pytest.approx([a / 9 + (1 - a) * 0.5 for a in (0.3, 0.7, 0.5)], abs=1e-5)
    # What is admitted is so for all.
    assert _able(known, [1.0, 0.0, 0.0])[:, 0] == pytest.approx(1 / 9, abs=1e-5)


def test_it_is_news_to_those_who_lay_it_to_others() -> None:
    known = parley(TYPES, parties=3)
    assert np.asarray(_after(known, [0.6, 0.3, 0.0]).today.news) == pytest.approx([0.3, 0.6, 0.9], abs=1e-6)
    assert np.asarray(_after(known, [0.0, 0.0, 0.0]).today.news).tolist() == [0.0, 0.0, 0.0]


def test_chances_stay_chances() -> None:
    known = parley(TYPES | {"talks.learning.partiality": 0.9}, parties=2)
    for chance in (0.05, 0.5, 0.95):
        found = np.asarray(incident.laid(jnp.full(2, chance), known))
        assert (found >= 0).all() and (found <= 1).all()


@pytest.mark.parametrize(
    ("until", "known"), [("2016-09-18", 0), ("2016-09-19", 1), ("2016-09-20", 2), ("2016-12-31", 3)]
)
def test_nobody_knows_of_aleppo_s_incidents_before_they_were_public(until: str, known: int) -> None:
    scenario = load("aleppo-2016")
    given = talks_history(scenario, 180, datetime.date.fromisoformat(until), True)
    told = np.asarray(given.incident)
    assert np.count_nonzero(told.sum(axis=1)) == known
    assert np.asarray(talks_history(scenario, 180, datetime.date.fromisoformat(until), False).incident).sum() == 0
    if known:
        day = (datetime.date(2016, 9, 17) - scenario.period.start).days
        at = [party.id for party in scenario.parties].index("united-states")
        assert told[day].argmax() == at and told[day, at] == 0.5


def test_two_incidents_of_a_day_are_at_least_one() -> None:
    scenario = load("aleppo-2016")
    first = next(e for e in scenario.timeline if e.kind == "incident" and "russia" in e.by)
    twice = scenario.model_copy(update={"timeline": [first, first]})
    told = np.asarray(talks_history(twice, 180, datetime.date(2016, 10, 1), True).incident)
    assert told.max() == pytest.approx(1 - 0.6 * 0.6)
