"""Members side by side: whatever is computed is what it would be without the change of layout."""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from corridor.model.lanes import lanes


class _Found(NamedTuple):
    rows: Any
    total: Any


def _scan(start: Any, rows: Any) -> _Found:
    """A running product along the first axis; works for one member's arrays and for a last axis of members."""
    start = start + jnp.zeros_like(rows[0])
    last, out = jax.lax.scan(lambda x, row: (x * row, x * row), start, rows)
    return _Found(out, last + jnp.sum(rows, axis=0))


def _in_lanes(start: Any, rows: Any) -> _Found:
    return lanes(_scan, start, rows)


def _some(*shape: int) -> jax.Array:
    return jnp.asarray(np.random.default_rng(len(shape)).uniform(0.5, 1.5, shape), jnp.float32)


def _same(found: _Found, expected: _Found) -> None:
    for one, other in zip(found, expected, strict=True):
        assert one.shape == other.shape and one.dtype == other.dtype
        np.testing.assert_allclose(one, other, rtol=1e-6)


@pytest.mark.parametrize("wrap", [lambda f: f, jax.jit])
def test_one_member_alone_is_computed_as_it_stands(wrap: Any) -> None:
    start, rows = _some(), _some(7)
    _same(wrap(_in_lanes)(start, rows), _scan(start, rows))
    pairs = _some(7, 3)
    _same(wrap(_in_lanes)(_some(3), pairs), _scan(_some(3), pairs))


@pytest.mark.parametrize("axes", [(0, 0), (None, 0), (0, None), (0, 1)])
def test_a_batch_is_its_members(axes: tuple[int | None, int | None]) -> None:
    members = 5
    start = _some(members) if axes[0] == 0 else _some()
    rows = {0: _some(members, 7), 1: _some(7, members), None: _some(7)}[axes[1]]
    found = jax.vmap(_in_lanes, in_axes=axes)(start, rows)
    for i in range(members):
        mine = start[i] if axes[0] == 0 else start
        row = rows if axes[1] is None else jnp.take(rows, i, axis=axes[1])
        _same(_Found(found.rows[i], found.total[i]), _scan(mine, row))


def test_what_no_member_differs_in_is_there_for_all() -> None:
    def fixed(start: Any, member: Any) -> Any:
        return lanes(_scan, start, jnp.ones(4, jnp.float32)).total + member

    found = jax.vmap(fixed, in_axes=(None, 0))(jnp.float32(2.0), jnp.arange(3.0))
    np.testing.assert_allclose(found, [6.0, 7.0, 8.0])


def test_a_result_that_reads_no_member_is_spread_over_all() -> None:
    """A result with an axis of length 1 in the members' place counts for every member."""

    def blind(x: Any) -> tuple[Any, Any]:
        return x, jnp.full((2, 1), 3.0)

    moved, same = jax.vmap(lambda x: lanes(blind, x))(jnp.arange(4.0))
    assert moved.tolist() == [0.0, 1.0, 2.0, 3.0]
    assert same.tolist() == [[3.0, 3.0]] * 4


def test_the_members_stand_in_the_last_axis() -> None:
    seen: list[tuple[int, ...]] = []

    def look(x: Any) -> Any:
        seen.append(x.shape)
        return x

    lanes(look, jnp.zeros((2, 3)))
    jax.vmap(lambda x: lanes(look, x))(jnp.zeros((9, 2, 3)))
    assert seen[0] == (2, 3, 1) and seen[-1] == (2, 3, 9)


def test_trees_go_in_and_come_out() -> None:
    def swapped(pair: tuple[Any, dict[str, Any]]) -> dict[str, Any]:
        return {"a": pair[1]["b"] * 2.0, "b": pair[0]}

    found = jax.vmap(lambda x: lanes(swapped, (x, {"b": jnp.float32(3.0)})))(jnp.arange(2.0))
    assert found["a"].tolist() == [6.0, 6.0] and found["b"].tolist() == [0.0, 1.0]
