"""A fence for the compiler: what stands behind it is computed once, whoever reads it.

XLA on a CPU fuses a cheap-looking computation into each of its readers and so computes it again in every one of them;
its own optimization barriers are removed before that happens. A branch whose condition it can't know is not fused
across. The condition must be the same for all members of a batch, so that it stays a branch under vmap.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import jax
import jax.numpy as jnp

from corridor.types import Scalar

T = TypeVar("T")


def fenced(step: Scalar, compute: Callable[[], T]) -> T:
    """The result of ``compute()``, computed once.

    Args:
        step: the length of a step, which is always positive and shared by all members.
        compute: what to compute; closes over its inputs.
    """
    shapes = jax.eval_shape(compute)
    nothing = jax.tree.map(lambda x: jnp.zeros(x.shape, x.dtype), shapes)
    return jax.lax.cond(step > 0.0, compute, lambda: nothing)
