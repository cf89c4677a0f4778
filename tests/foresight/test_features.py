"""The features of a morning: splines against scipy's, and the names in the order of the columns."""

import numpy as np
import pytest
from scipy.interpolate import BSpline

from corridor.foresight.features import (
    DEGREE,
    KNOTS,
    NAMES,
    PRODUCTS,
    RICH_NAMES,
    SPLINES,
    SQUARES,
    Signals,
    features,
    rich,
    spline,
)

X = np.concatenate([np.linspace(0, 1, 201), np.asarray(KNOTS)]).astype(np.float32)


def basis():
    return np.stack([np.asarray(column) for column in spline(X)], axis=-1)


def test_splines_are_those_of_scipy():
    theirs = BSpline.design_matrix(np.clip(X, 0, 1 - 1e-7).astype(float), np.asarray(KNOTS), DEGREE).toarray()
    assert theirs.shape == (len(X), SPLINES)
    np.testing.assert_allclose(basis(), theirs, atol=3e-6)


def test_splines_sum_to_one_and_are_never_negative():
    np.testing.assert_allclose(basis().sum(axis=-1), 1, atol=1e-6)
    assert basis().min() > -1e-6


@pytest.mark.parametrize("power", range(6))
def test_polynomials_up_to_their_degree_are_met_exactly(power):
    made = basis().astype(float)
    weight = np.linalg.lstsq(made, X.astype(float) ** power, rcond=None)[0]
    np.testing.assert_allclose(made @ weight, X.astype(float) ** power, atol=3e-6)


def test_the_next_power_is_not_met():
    made = basis().astype(float)
    for target in (np.abs(X - 0.5), np.cos(30 * X)):
        weight = np.linalg.lstsq(made, target, rcond=None)[0]
        assert np.max(abs(made @ weight - target)) > 0.01


def test_a_front_beyond_the_ends_counts_as_at_them():
    beyond = np.stack([np.asarray(c) for c in spline(np.array([-0.5, 0.0, 1.0, 1.5], np.float32))], axis=-1)
    np.testing.assert_array_equal(beyond[0], beyond[1])
    np.testing.assert_array_equal(beyond[2], beyond[3])
    assert (beyond[1, 0], beyond[2, -1]) == pytest.approx((1, 1), abs=1e-6)


def test_columns_are_what_their_names_say():
    rng = np.random.default_rng(3)
    at = {name: rng.uniform(0.1, 0.9, (5, 2)).astype(np.float32) for name in Signals._fields}
    for made, names in ((features(Signals(**at)), NAMES), (rich(Signals(**at)), RICH_NAMES)):
        assert made.shape == (5, 2, len(names)) and len(set(names)) == len(names)
        for i, name in enumerate(names):
            if name.startswith("front."):
                want = np.asarray(spline(at["front"])[int(name.removeprefix("front."))])
            elif name.endswith("^2"):
                want = at[name.removesuffix("^2")] ** 2
            else:
                want = np.prod([at[part] for part in name.split("*")], axis=0)
            np.testing.assert_allclose(made[..., i], want, rtol=1e-5, atol=1e-6, err_msg=name)


def test_rich_has_every_product_of_two_signals_once():
    pairs = [frozenset(n.split("*")) for n in RICH_NAMES if "*" in n]
    signals = len(Signals._fields)
    assert len(pairs) == len(set(pairs)) == signals * (signals - 1) // 2
    assert {f"{a}*{b}" for a, b in PRODUCTS} | {f"{n}^2" for n in SQUARES} <= set(NAMES) <= set(RICH_NAMES)
