"""The teaching siege made small and given rival accounts, to fit in seconds: one block of members, eight weeks."""

from functools import cache
from typing import Any

from corridor.ensemble.run import use_compilation_cache
from corridor.foresight.fit import Fit, Settings, fit
from corridor.foresight.siege import SiegeGame
from corridor.scenario.load import from_data
from corridor.scenario.schema import Scenario
from scenario.altered import altered

MEMBERS, DAYS = 256, 56
SETTINGS = Settings(rounds=2, least=2)
LESSON = "judgement: a test"
ACCOUNTS: dict[str, Any] = {
    "accounts.0.believed_by": ["town-council", "neighbour"],
    "accounts.0.changes": {"groups.town-guard.strength": {"range": [900, 1100], "unit": "persons", "source": LESSON}},
    "accounts.1.believed_by": ["provincial-government"],
    "accounts.1.changes": {"civilians.food": {"range": [20, 30], "unit": "days", "source": LESSON}},
}
"""The council and its patron think more of the guard, the government less of the town's food; the envoy has none."""


def scenario(changes: dict[str, Any] | None = None) -> Scenario:
    """The small siege; ``changes`` by path, see ``altered``."""
    questions = {"period.days": DAYS, "questions.dates": ["2001-04-01"], "evidence": None}
    return from_data(altered(questions | ACCOUNTS | (changes or {})), "small siege")


@cache
def game() -> SiegeGame:
    """Its game, with everything as it stands."""
    # Compiling takes longer than everything else here; where tests write to a cache of their own it is set up by now.
    use_compilation_cache()
    return SiegeGame(scenario(), MEMBERS)


@cache
def fitted() -> Fit:
    """A fit of two rounds."""
    return fit(game(), 1, SETTINGS)
