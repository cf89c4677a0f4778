"""A branch on what anyone in a batch needs."""

import jax
import jax.numpy as jnp
import pytest

from corridor.model.lanes import anyone


@pytest.mark.parametrize("needed", [[False, False], [False, True], [True, True]])
def test_the_answer_is_shared_by_the_batch(needed: list[bool]) -> None:
    answer = jax.vmap(anyone)(jnp.array(needed))
    assert answer.tolist() == [any(needed)] * len(needed)


@pytest.mark.parametrize("needed", [False, True])
def test_a_member_alone_answers_for_itself(needed: bool) -> None:
    assert bool(anyone(jnp.bool_(needed))) == needed


def test_a_branch_on_it_stays_a_branch_when_batched() -> None:
    def one(needed: jax.Array, x: jax.Array) -> jax.Array:
        return jax.lax.cond(anyone(needed), lambda: jnp.where(needed, 2.0 * x, x), lambda: x)

    text = str(jax.make_jaxpr(jax.vmap(one))(jnp.array([True, False]), jnp.ones(2)))
    assert "cond[" in text
