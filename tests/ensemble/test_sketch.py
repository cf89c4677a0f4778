"""Quantiles from bins against numpy's exact ones."""

import numpy as np
import pytest

from corridor.ensemble.sketch import BINS, Scale, counts, quantile


@pytest.mark.parametrize("scale", [Scale(-0.5, 1.0, False), Scale(0.0, 50.0, True)])
@pytest.mark.parametrize("chance", [0.05, 0.5, 0.9])
def test_a_quantile_is_off_by_at_most_one_bin(scale: Scale, chance: float) -> None:
    rng = np.random.default_rng(7)
    values = rng.uniform(max(scale.low, 0.0), scale.high, (3, 5000, 1)).astype(np.float32)
    found = quantile(counts(values, [scale])[:, 0].astype(np.int64), scale, chance)
    exact = np.quantile(values[:, :, 0], chance, axis=1)
    width = np.diff(scale.value(np.arange(BINS + 1.0))).max()
    assert np.all(np.abs(found - exact) <= width)


def test_counts_add_up_whatever_the_split_and_keep_outliers() -> None:
    rng = np.random.default_rng(3)
    scale = Scale(0.0, 1.0, False)
    values = rng.normal(0.5, 1.0, (4, 600, 1)).astype(np.float32)
    whole = counts(values, [scale])
    parts = counts(values[:, :100], [scale]) + counts(values[:, 100:], [scale])
    assert np.array_equal(whole, parts)
    assert np.all(whole.sum(axis=2) == 600)
    assert np.all(whole[:, 0, 0] >= (values[:, :, 0] < 0).sum(axis=1))


def test_what_is_not_a_number_is_counted_nowhere() -> None:
    values = np.array([[[np.nan], [0.2], [np.inf]]], np.float32)
    found = counts(values, [Scale(0.0, 1.0, False)])
    assert found.sum() == 1
    assert np.isnan(quantile(np.zeros((1, BINS), np.int64), Scale(0.0, 1.0, False), 0.5)[0])


@pytest.mark.parametrize("scale", [Scale(-0.5, 1.0, False), Scale(0.0, 50.0, True)])
def test_place_and_value_are_each_others_inverse(scale: Scale) -> None:
    values = np.linspace(max(scale.low, 0.0), scale.high, 50, dtype=np.float32)
    np.testing.assert_allclose(scale.value(scale.place(values).astype(np.float64)), values, atol=1e-4)
    assert float(scale.place(np.float32([scale.high]))[0]) == pytest.approx(BINS)


def test_evenly_filled_bins_have_the_quantiles_of_the_uniform_law() -> None:
    scale = Scale(2.0, 6.0, False)
    even = np.full((1, BINS), 4)
    for chance in (0.0, 0.05, 0.3, 0.5, 0.77, 1.0):
        assert quantile(even, scale, chance)[0] == pytest.approx(2.0 + 4.0 * chance, abs=1e-9)


def test_the_ends_are_counted_and_the_largest_quantile_is_the_largest_value() -> None:
    scale = Scale(0.0, 1.0, False)
    values = np.array([0.0, 0.25, 1.0], np.float32)[None, :, None]
    assert counts(values, [scale])[0, 0, [0, BINS // 4, BINS - 1]].tolist() == [1, 1, 1]
    some = counts(np.array([0.1, 0.2, 0.25], np.float32)[None, :, None], [scale])[:, 0]
    assert quantile(some, scale, 1.0)[0] == pytest.approx(0.25, abs=1.01 / BINS)
    assert quantile(some, scale, 0.0)[0] <= 0.1 + 1 / BINS


def test_below_nothing_is_nothing_on_a_logarithmic_scale() -> None:
    scale = Scale(0.0, 50.0, True)
    assert float(scale.place(np.float32([-3.0]))[0]) == 0.0
