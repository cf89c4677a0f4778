"""The lives of plans, from evenings coded by hand."""

import numpy as np

from corridor.engine.record import STEP
from corridor.ensemble.spells import codes, spells
from corridor.model.state import COLLAPSE, FROZEN, NOT_FINITE, OK, OPEN, WITHDRAWAL
from corridor.model.talks import BREACH, CARRIED_OUT, OVERTAKEN, RUNNING, SUPERSEDED, TERM


def _ended(plan: int, reason: int) -> int:
    return STEP * reason + plan + 1


def _lives(evenings: list[int], ending: int = OPEN, ending_day: int = -1, status: int = OK) -> list[tuple[int, ...]]:
    day = np.array([ending_day], np.int32)
    code = codes(np.array(evenings, np.float32)[:, None], day, np.array([status], np.int32))
    found = spells(code, np.array([ending], np.int32), day)
    assert not found.member.any()
    rows = zip(found.plan, found.first, found.last, found.fate, strict=True)
    return [tuple(map(int, row)) for row in rows]


def test_a_plan_lives_from_its_acceptance_to_its_end() -> None:
    assert _lives([0, 1, 1, _ended(0, BREACH), 0, 3, _ended(2, TERM)]) == [(0, 1, 3, BREACH), (2, 5, 6, TERM)]


def test_a_plan_that_ends_on_its_first_day_is_a_life_too() -> None:
    assert _lives([0, _ended(1, BREACH), _ended(1, BREACH), 0]) == [(1, 1, 1, BREACH), (1, 2, 2, BREACH)]


def test_what_was_carried_out_stays_so_whatever_came_after() -> None:
    done = _ended(0, CARRIED_OUT)
    assert _lives([1, done, 1, _ended(0, BREACH), 0]) == [(0, 0, 3, CARRIED_OUT)]
    assert _lives([1, done, 0, 1, _ended(0, BREACH)]) == [(0, 0, 1, CARRIED_OUT), (0, 3, 4, BREACH)]


def test_what_still_holds_was_not_overtaken_and_what_another_replaced_was_superseded() -> None:
    assert _lives([0, 2, 2]) == [(1, 1, 2, RUNNING)]
    assert _lives([0, 2, 2], FROZEN, 2) == [(1, 1, 2, RUNNING)]
    assert _lives([1, 1, 2, 2]) == [(0, 0, 1, SUPERSEDED), (1, 2, 3, RUNNING)]
    assert _lives([1, _ended(1, BREACH), 0]) == [(0, 0, 0, SUPERSEDED), (1, 1, 1, BREACH)]
    assert _lives([1, _ended(0, CARRIED_OUT), 2]) == [(0, 0, 1, CARRIED_OUT), (1, 2, 2, RUNNING)]
    assert _lives([1, _ended(0, BREACH), 2]) == [(0, 0, 1, BREACH), (1, 2, 2, RUNNING)]
    assert _lives([0, 1, 2, 2], COLLAPSE, 2) == [(0, 1, 1, SUPERSEDED), (1, 2, 2, OVERTAKEN)]
    assert _lives([1, 0, 0]) == [(0, 0, 0, OVERTAKEN)]


def test_a_siege_that_ends_first_overtakes_its_plan_unless_it_was_carried_out_that_day() -> None:
    # The evenings after the end repeat the last one; they are not lived.
    assert _lives([0, 1, 1, 1, 1], COLLAPSE, 2) == [(0, 1, 2, OVERTAKEN)]
    done = _ended(0, CARRIED_OUT)
    assert _lives([0, 1, done, done, done], WITHDRAWAL, 2) == [(0, 1, 2, CARRIED_OUT)]
    broken = _ended(0, BREACH)
    assert _lives([0, 1, broken, broken, broken], WITHDRAWAL, 2) == [(0, 1, 2, BREACH)]


def test_members_that_failed_tell_nothing() -> None:
    assert _lives([1, 1, 1], status=NOT_FINITE) == []


def test_members_keep_their_lives_apart() -> None:
    rng = np.random.default_rng(3)
    evenings = rng.choice([0, 1, 2, _ended(0, BREACH), _ended(1, CARRIED_OUT)], (9, 40))
    day = np.full(40, -1, np.int32)
    code = codes(evenings.astype(np.float32), day, np.zeros(40, np.int32))
    found = spells(code, np.zeros(40, np.int32), day)
    rows = list(zip(found.member, found.plan, found.first, found.last, found.fate, strict=True))
    alone = [(m, *life) for m in range(40) for life in _lives(evenings[:, m].tolist())]
    assert [tuple(map(int, row)) for row in rows] == alone
