"""Members side by side in the last axis, for the few computations whose own axes are too short to vectorise.

A batch of members comes first in every array, as the engine makes it. A loop over rows of a dozen numbers then runs a
dozen numbers at a time; with the members last it runs over all of them. This changes no result, only the layout.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import jax
import jax.numpy as jnp
from jax.custom_batching import custom_vmap

from corridor.types import Flag

T = TypeVar("T")


def lanes(compute: Callable[..., T], *args: Any) -> T:
    """``compute(*args)`` for one member, laid out with the members last when the engine has batched them.

    Args:
        compute: written for arrays with an axis of members behind all others (of length 1, or of the batch); returns a
            tree of arrays that have it too.
        args: trees of one member's arrays, without that axis.
    """
    leaves, tree = jax.tree.flatten(args)

    def flat(*arrays: Any) -> T:
        return compute(*jax.tree.unflatten(tree, arrays))

    @custom_vmap
    def one(*arrays: Any) -> T:
        return jax.tree.map(lambda x: x[..., 0], flat(*(x[..., None] for x in arrays)))

    @one.def_vmap
    def many(size: int, batched: list[bool], *arrays: Any) -> tuple[T, Any]:
        last = [jnp.moveaxis(x, 0, -1) if b else x[..., None] for x, b in zip(arrays, batched, strict=True)]
        out = jax.tree.map(lambda x: jnp.broadcast_to(x, (*x.shape[:-1], size)), flat(*last))
        return jax.tree.map(lambda x: jnp.moveaxis(x, -1, 0), out), jax.tree.map(lambda _: True, out)

    return one(*(jnp.asarray(x) for x in leaves))


@custom_vmap
def anyone(needed: Flag) -> Flag:
    """Whether any member of the batch needs something: ``needed`` itself for one member alone.

    The answer is shared by the batch, so that a branch on it stays a branch and its work is skipped. What the branch
    gives must be, for a member that does not need it, what the other branch gives, bit for bit: only so does no result
    depend on who else is in the batch.
    """
    return needed


@anyone.def_vmap
def _anyone(size: int, batched: list[bool], needed: Any) -> tuple[Any, bool]:
    del size, batched
    return jnp.any(needed), False
