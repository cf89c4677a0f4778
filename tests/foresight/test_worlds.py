"""Rival accounts: who lives in which world, what an account changes there, and that it changes nothing elsewhere."""

import jax
import numpy as np
import pytest

from corridor.errors import ScenarioError
from corridor.foresight.siege import SiegeGame
from corridor.foresight.worlds import COMMON, VIEW, worlds
from corridor.model.table import table
from corridor.scenario import template
from corridor.scenario.account import seen_by
from corridor.scenario.load import load
from corridor.scenario.schema import Scenario
from foresight.small_siege import LESSON, MEMBERS, game, scenario

LIBRARY = ("aleppo-2016", "eastern-ghouta-2018", "teaching-six")


def observer(of: Scenario, party: str, common: bool = False) -> tuple[str, int]:
    """Account and view of a party."""
    found = worlds(of, common)
    number = [p.id for p in of.parties].index(party)
    (at,) = np.flatnonzero(found.is_observer[number])
    return found.names[found.observers[at].world], found.observers[at].view


@pytest.mark.parametrize("name", [*LIBRARY, "small"])
@pytest.mark.parametrize("common", [False, True])
def test_every_party_is_one_observer_through_its_own_camp_s_view(name: str, common: bool) -> None:
    of = scenario() if name == "small" else load(name)
    found = worlds(of, common)
    parties = len(of.parties)
    assert np.array_equal(found.is_observer.sum(axis=1), np.arange(len(found.is_observer)) < parties)
    assert found.is_observer.sum(axis=0).all(), "an observer that is nobody"
    holds = {} if common else {party: a.id for a in of.accounts for party in a.believed_by}
    for party in of.parties:
        assert observer(of, party.id, common) == (holds.get(party.id, COMMON), VIEW[party.camp])


def test_a_party_without_an_account_sees_the_common_prior() -> None:
    of = scenario()
    assert observer(of, "envoy") == (COMMON, 2)
    assert observer(of, "neighbour") == observer(of, "town-council") == ("road-decides", 1)
    assert observer(of, "town-council", common=True) == (COMMON, 1)
    assert worlds(of).scenarios[worlds(of).names.index(COMMON)] is of
    nobody_sees_it = scenario({"accounts.0.believed_by": [p.id for p in of.parties], "accounts.1.believed_by": []})
    assert worlds(nobody_sees_it).names == ("road-decides",)


def test_an_account_changes_its_own_numbers_in_its_own_world_and_nothing_else() -> None:
    of = scenario()
    plain = table(scenario({"accounts": []}))
    changed = {"road-decides": "groups.town-guard.strength", "hunger-decides": "civilians.food"}
    for name, world in zip(worlds(of).names, worlds(of).scenarios, strict=True):
        here = table(world)
        assert here.paths == plain.paths
        rows = np.flatnonzero((here.values != plain.values).any(axis=1))
        assert [here.paths[i] for i in rows] == ([] if name == COMMON else [changed[name]])
    strength = table(worlds(of).scenarios[worlds(of).names.index("road-decides")])
    row = strength.values[strength.paths.index("groups.town-guard.strength")]
    assert (row.min(), row.max()) == (900.0, 1100.0)


def test_the_common_world_s_war_is_bit_for_bit_that_of_a_scenario_without_accounts() -> None:
    with_accounts, alone = game(), SiegeGame(scenario({"accounts": []}), MEMBERS)
    assert alone.worlds.names == (COMMON,)
    common = with_accounts.arrays[with_accounts.worlds.names.index(COMMON)]
    for one, other in zip(jax.tree.leaves(common), jax.tree.leaves(alone.arrays[0]), strict=True):
        assert np.array_equal(one, other)
    for name, world in zip(with_accounts.worlds.names, with_accounts.arrays, strict=True):
        assert np.array_equal(world.quantiles.place, common.quantiles.place)
        assert np.array_equal(world.quantiles.values, common.quantiles.values) == (name == COMMON)


STRENGTH = {"range": [1, 2], "unit": "persons", "source": LESSON}


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("groups.town-gard.strength", STRENGTH, "no entry has this id; did you mean 'town-guard'?"),
        ("groups.town-guard.strenght", STRENGTH, "unknown key; did you mean 'strength'?"),
        ("parameters.assualt.mirror", STRENGTH, "unknown key; did you mean 'assault'?"),
        ("groups.town-guard.cohesion", {"value": 1.5, "unit": "1", "source": LESSON}, "allowed 0 to 1"),
        ("groups.town-guard.strength", {"value": 900, "unit": "km", "source": LESSON}, "persons"),
        ("groups.town-guard.strength", {"value": 900, "unit": "persons", "source": "lessn"}, "did you mean 'lesson'?"),
    ],
)
def test_what_an_account_can_not_change_is_told(path: str, value: dict[str, object], told: str) -> None:
    of = scenario({"accounts.0.changes": {path: value}})
    with pytest.raises(ScenarioError) as error:
        worlds(of)
    (line,) = error.value.problems
    assert line.startswith("accounts.road-decides.changes: ") and told in line
    assert path.rsplit(".", 1)[0] in line


@pytest.mark.parametrize("name", [*LIBRARY, "template"])
def test_accounts_of_the_library_and_the_template_apply(name: str, tmp_path) -> None:
    of = load(template.write("my-case", tmp_path)) if name == "template" else load(name)
    for account in of.accounts:
        seen = seen_by(of, account)
        assert seen.accounts == []
        before, after = table(of), table(seen)
        assert before.paths == after.paths
        moved = {before.paths[i] for i in np.flatnonzero((before.values != after.values).any(axis=1))}
        assert moved == set(account.changes)
