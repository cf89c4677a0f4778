"""What came after each moment, against loops over days; blame, endings, and days that history imposed."""

from typing import Any

import numpy as np
import pytest

from corridor.foresight import columns, rows
from corridor.foresight.payoff import COMMON, DEPARTED, GROUND
from corridor.foresight.recorded import FACTS, PLAIN, Days
from corridor.foresight.regress import Answer, Rows
from corridor.foresight.rows import EVERY
from foresight.small_siege import game

DAYS, MEMBERS, SHARE, IMPOSED = 14, 6, len(COMMON), 3
PARTIES = game().parties
VIEW, NUMBER = 1, 0


def played(**facts: Any) -> Days:
    """Members at random through days of which the first are imposed; no plan, nothing started, unless said."""
    draw = np.random.default_rng(7)

    def some(*more: int) -> np.ndarray:
        return draw.uniform(-0.5, 0.5, (DAYS, MEMBERS, *more)).astype(np.float32)

    told = {name: np.zeros((DAYS, MEMBERS), np.float32) for name in FACTS}
    discount = np.broadcast_to(np.linspace(0.9, 0.99, MEMBERS, dtype=np.float32), (DAYS, MEMBERS))
    told |= {name: np.ones_like(discount) for name in ("alive", "alive_after", "free")}
    told |= {"plan": told["plan"] - 1, "accepted": told["plan"] - 1, "discount": discount}
    told["free"][:IMPOSED] = 0.0
    told |= {name: np.asarray(x, np.float32) for name, x in facts.items()}
    signals = {name: some() for name in PLAIN}
    signals["front"] = np.abs(signals["front"])
    pays = np.abs(some(SHARE + PARTIES))
    return Days(signals, some(3), some(3), told, pays, np.zeros((DAYS, MEMBERS, PARTIES), np.float32), {})


def asked(told: Days, answers: dict[tuple[int, str], Answer] | None = None) -> dict[str, Rows]:
    return rows.rows(told, VIEW, NUMBER, answers or {}, game().arrays[0].layout)


def one(name: str, value: float, *at: tuple[int, int]) -> np.ndarray:
    """A fact that is ``value`` on some days of some members, and as usual on all others."""
    usual = -1.0 if name in ("plan", "accepted") else 0.0
    made = np.full((DAYS, MEMBERS), usual, np.float32)
    for day, member in at:
        made[day, member] = value
    return made


def chosen(mask: np.ndarray) -> list[tuple[int, int]]:
    """Days and members in the order of rows, one in three."""
    return [(t, m) for t in range(DAYS) for m in range(MEMBERS) if mask[t, m] and (t + m) % EVERY == 0]


def looped(told: Days, t: int, m: int, pays: np.ndarray, after: np.ndarray) -> np.ndarray:
    d, total = float(told.facts["discount"][0, m]), np.zeros(pays.shape[-1])
    for later in range(t, DAYS):
        total += d ** (later - t) * pays[later, m]
    return total + d ** (DAYS - t) * after[m]


def as_it_stands(told: Days) -> np.ndarray:
    """Ground and fighters of the last day, for good."""
    after = np.zeros((MEMBERS, SHARE + PARTIES))
    for m in range(MEMBERS):
        for c in (GROUND, DEPARTED):
            after[m, c] = told.paid[-1, m, c] / (1.0 - float(told.facts["discount"][0, m]))
    return after


def test_what_comes_is_the_discounted_sum_of_what_was_paid() -> None:
    told = played()
    found = asked(told)["fight"]
    at = chosen(told.facts["free"] > 0)
    assert len(found.x) == len(at) > 0
    x = rows.looked_at(told, VIEW)
    for (t, m), row, features in zip(at, found.y, found.x, strict=True):
        assert row == pytest.approx(looped(told, t, m, told.paid, as_it_stands(told)), rel=1e-5)
        assert np.array_equal(features, x[t, m])


def test_blame_for_refusing_is_charged_to_the_days_before_and_not_to_the_refusal() -> None:
    party, day, member = 1, 9, 3
    plain = played()
    refused = np.zeros((DAYS, MEMBERS, PARTIES), np.float32)
    refused[day, member, party] = 1.0
    told = plain._replace(refused=refused)
    at = chosen(told.facts["free"] > 0)
    d = float(told.facts["discount"][0, member])
    assert (day, member) in at and any(m == member and t < day for t, m in at)
    for (t, m), before, after in zip(at, asked(plain)["fight"].y, asked(told)["fight"].y, strict=True):
        more = np.zeros(SHARE + PARTIES)
        if m == member and t < day:
            more[SHARE + party] = d ** (day - t)
        assert after - before == pytest.approx(more, abs=1e-9)


def test_days_that_history_imposed_are_no_moments() -> None:
    """Whatever was paid and seen on them reaches no row."""
    told = played(plan=one("plan", 1, (1, 2), (5, 2)), accepted=one("accepted", 0, (2, 1), (6, 1)))
    found = asked(told)
    spoilt = told._replace(
        signals={n: np.where(told.facts["free"] > 0, x, np.nan) for n, x in told.signals.items()},
        paid=np.where(told.facts["free"][..., None] > 0, told.paid, np.nan),
    )
    assert (len(found["accept"].x), len(found["standing"].x)) == (1, 0)
    for name, other in asked(spoilt).items():
        for a, b in zip(found[name], other, strict=True):
            if a is not None and b is not None:
                assert np.isfinite(b).all() and np.array_equal(a, b), name


def test_an_ended_siege_keeps_its_ground_and_fighters_for_good_whatever_the_answers_say() -> None:
    alive = np.ones((DAYS, MEMBERS), np.float32)
    alive[10:, 0] = 0.0
    after = np.ones((DAYS, MEMBERS), np.float32)
    after[9:, 0] = 0.0
    told = played(alive=alive, alive_after=after)
    answers = {(NUMBER, "fight"): Answer(np.full((SHARE + PARTIES, len(game().questions[0].features)), 9.0), (), 1.0)}
    found = asked(told, answers)["fight"]
    at = chosen((told.facts["free"] > 0) & (alive > 0))
    assert len(at) == len(found.y)
    for (t, m), row in zip(at, found.y, strict=True):
        if m == 0:
            assert row == pytest.approx(looped(told, t, m, told.paid, as_it_stands(told)), rel=1e-5)


@pytest.mark.parametrize("size", [0.02, -3.0, 50.0])
def test_a_siege_that_goes_on_is_worth_what_the_answers_say_within_what_there_is(size: float) -> None:
    """Never less than nothing, never more than one pocket or a unit on every day to come."""
    told = played(plan=one("plan", 1, (DAYS - 1, 2)))
    draw, made = np.random.default_rng(1), game()
    at = made.arrays[0].layout
    answers = {
        (NUMBER, q.name): Answer(size * np.abs(draw.normal(size=(made.components, len(q.features)))), (), 1.0)
        for q in made.questions
    }
    x, terms = rows.looked_at(told, VIEW), rows.terms_of(told, VIEW)
    found = rows.tail(told, x, terms, NUMBER, answers, at)
    for m in range(MEMBERS):
        d = float(told.facts["discount"][0, m])
        expected = answers[NUMBER, "fight"].weight @ x[-1, m]
        if m == 2:
            expected = (
                expected + answers[NUMBER, "standing"].weight @ columns.of_plan(np.array([1]), terms[-1, [m]], at)[0]
            )
        most = np.full(SHARE + PARTIES, 1 / (1 - d))
        most[[GROUND, DEPARTED]] = 1.0
        assert found[m] == pytest.approx(np.clip(expected, 0.0, most), rel=1e-3, abs=1e-5)


def test_each_moment_belongs_to_one_question_and_offensives_only_where_one_could_start() -> None:
    in_force = [(t, 2) for t in range(5, 9)]
    told = played(
        plan=one("plan", 1, *in_force),
        accepted=one("accepted", 1, (4, 2)),
        attack_besieger=one("attack_besieger", 1, (7, 5)),
        attack_besieged=one("attack_besieged", 1, (7, 5), (8, 5)),
    )
    found = asked(told)
    free, plan = told.facts["free"] > 0, told.facts["plan"] >= 0
    new = told.facts["accepted"] >= 0
    assert len(found["accept"].x) == 1
    assert len(found["standing"].x) == len(chosen(free & plan))
    assert len(found["fight"].x) == len(chosen(free & ~plan & ~new))
    both_run = (told.facts["attack_besieger"] > 0) & (told.facts["attack_besieged"] > 0)
    assert len(found["press"].x) == int((free & ~plan & ~new & ~both_run).sum())
