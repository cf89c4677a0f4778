"""A rival account as a scenario: the same case with the numbers that those who hold the account believe in."""

from __future__ import annotations

import json

from corridor.errors import ScenarioError
from corridor.scenario import change
from corridor.scenario.parties import Account
from corridor.scenario.quantity import Quantity
from corridor.scenario.schema import Scenario


def seen_by(scenario: Scenario, account: Account) -> Scenario:
    """The scenario as those see it who hold an account; the accounts themselves are left out of it.

    Args:
        scenario: a checked scenario.
        account: one of its accounts.

    Raises:
        ScenarioError: a path names no number of the scenario, or a number leaves its range.
    """
    bare = scenario.model_copy(update={"accounts": []})
    if not account.changes:
        return bare
    texts = [f"{path}={_text(quantity)}" for path, quantity in account.changes.items()]
    try:
        return change.apply(bare, texts)
    except ScenarioError as error:
        where = f"accounts.{account.id}.changes"
        raise ScenarioError([problem.replace(change.WHERE, where, 1) for problem in error.problems]) from None


def _text(quantity: Quantity) -> str:
    return json.dumps(quantity.model_dump(mode="json", exclude_none=True))
