"""Payoffs to go and least squares from sums: against loops, numpy's own solver and rows kept whole."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.foresight.regress import FitError, Question, Rows, mixed, moved, solve, sums, to_go, varying

COLUMNS = ("one", "a", "b", "c")
ASKED = Question("fight", COLUMNS)


def table(rows, seed=0, components=2):
    rng = np.random.default_rng(seed)
    x = np.column_stack([np.ones(rows), rng.uniform(-1, 1, (rows, 3))])
    return Rows(x, x @ rng.normal(size=(4, components)) + rng.normal(0, 0.3, (rows, components)))


def joined(parts):
    return Rows(np.concatenate([r.x for r in parts]), np.concatenate([r.y for r in parts]))


@given(st.integers(1, 6), st.integers(1, 4), st.integers(0, 10_000))
def test_payoff_to_go_is_the_discounted_sum(days, members, seed):
    rng = np.random.default_rng(seed)
    paid, tail, d = rng.normal(size=(days, members, 2)), rng.normal(size=(members, 2)), rng.uniform(0.5, 1, members)
    told = to_go(paid, d, tail)
    for t in range(days):
        for m in range(members):
            later = sum(d[m] ** (u - t) * paid[u, m] for u in range(t, days)) + d[m] ** (days - t) * tail[m]
            np.testing.assert_allclose(told[t, m], later, rtol=1e-12, atol=1e-12)


def test_coefficients_are_those_of_least_squares():
    rows = table(200)
    exact = np.linalg.lstsq(rows.x, rows.y, rcond=None)[0].T
    np.testing.assert_allclose(solve(ASKED, sums(rows), 1e-9).weight, exact, atol=1e-9)


def test_ridge_is_rows_worth_of_evidence_for_zero():
    # The same as that many rows in which one feature is 1, the others and the payoff are 0.
    rows, ridge = table(200), 7
    padded = np.concatenate([rows.x, np.repeat(np.eye(4), ridge, axis=0)])
    exact = np.linalg.lstsq(padded, np.concatenate([rows.y, np.zeros((4 * ridge, 2))]), rcond=None)[0].T
    np.testing.assert_allclose(solve(ASKED, sums(rows), float(ridge)).weight, exact, atol=1e-10)


def test_rounds_mixed_at_one_over_r_are_all_their_rows_together():
    parts = [table(n, seed) for seed, n in enumerate((80, 80, 80, 80))]
    store = None
    for r, part in enumerate(parts, 1):
        store = mixed(store, sums(part), 1 / r)
    whole = sums(joined(parts))
    assert store.count == pytest.approx(320)
    for name in ("x", "xx", "xy"):
        np.testing.assert_allclose(getattr(store, name), getattr(whole, name), atol=1e-12)


def test_only_the_last_round_counts_at_share_one():
    store = mixed(sums(table(60, 1)), sums(table(90, 2)), 1.0)
    np.testing.assert_allclose(store.xy, sums(table(90, 2)).xy)
    assert store.count == pytest.approx(90)


def test_a_round_with_twice_the_rows_weighs_twice():
    few, many = sums(table(50, 1)), sums(table(100, 2))
    store = mixed(few, many, 0.5)
    np.testing.assert_allclose(store.xx, (few.xx + 2 * many.xx) / 3)
    assert store.count == pytest.approx(150)


def test_a_round_in_which_nothing_was_asked_changes_nothing():
    before = sums(table(50, 1))
    after = mixed(before, sums(Rows(np.zeros((0, 4)), np.zeros((0, 2)))), 0.5)
    np.testing.assert_allclose(after.xy, before.xy)
    assert after.count == pytest.approx(50)


def test_a_question_beside_another_answers_the_difference():
    rows = table(400)
    fight = solve(ASKED, sums(rows), 1e-9)
    rng = np.random.default_rng(9)
    x, mine = table(300, 5).x, rng.normal(size=(300, 2))
    more = np.array([[1.0, -2.0], [0.5, 3.0]])
    accept = Rows(mine, x @ fight.weight.T + mine @ more.T, beside=x)
    answer = solve(Question("accept", ("d", "e"), "fight"), sums(accept), 1e-9, fight)
    np.testing.assert_allclose(answer.weight, more, atol=1e-8)


def test_what_never_varies_is_left_out_and_one_stands_for_the_constant():
    rows = table(200)
    x = np.column_stack([np.zeros(200), rows.x, np.full(200, 0.5)])
    answer = solve(Question("fight", ("nil", *COLUMNS, "half")), sums(Rows(x, rows.y)), 1e-9)
    assert answer.still == (0, 5)
    np.testing.assert_allclose(answer.weight[:, 1:5], solve(ASKED, sums(rows), 1e-9).weight, atol=1e-9)
    assert not answer.weight[:, [0, 5]].any()
    np.testing.assert_array_equal(varying(sums(rows)), True)


def test_by_how_much_an_answer_moved():
    rows = table(150)
    old, new = solve(ASKED, sums(rows), 1e-9), solve(ASKED, sums(table(150, 4)), 1e-9)
    by_hand = np.sqrt(np.mean((rows.x @ (new.weight - old.weight).T) ** 2, axis=0))
    np.testing.assert_allclose(moved(new, old, sums(rows)), by_hand, rtol=1e-9)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (table(7), "^fight: 7 moments for 4 features that vary; simulate more members or more days$"),
        (table(0), "^fight: never asked; simulate more members, or explore more$"),
        (table(50)._replace(y=np.full((50, 2), np.inf)), "^fight: a feature or a payoff is not finite"),
    ],
)
def test_what_can_not_be_answered_is_said(rows, message):
    with pytest.raises(FitError, match=message):
        solve(ASKED, sums(rows), 1.0)
