"""Random keys that belong to named decisions, never to a place in a sequence.

``key_for(run, member, day, "assault")`` is the same whatever the number of members, the order of the mechanisms or
the machine that computes it. So adding a mechanism changes no other draw, and two runs with one seed are paired.
"""

from __future__ import annotations

import hashlib

import jax

from corridor.types import Count, RandomKey


def decision_number(name: str) -> int:
    """A stable 32-bit number for a decision's name (Python's own ``hash`` is salted and would not do)."""
    return int.from_bytes(hashlib.blake2s(name.encode(), digest_size=4).digest(), "little")


def run_key(seed: int) -> RandomKey:
    """The root key of a run.

    Args:
        seed: any integer from 0 to 2**32 - 1; 0 is as good as another.

    Raises:
        ValueError: seed outside that range.
    """
    if not 0 <= seed < 2**32:
        raise ValueError(f"got seed {seed}, allowed 0 to {2**32 - 1}")
    return jax.random.key(seed, impl="threefry2x32")


def member_key(run: RandomKey, member: Count | int) -> RandomKey:
    """The key of one member of the ensemble (in a filter: of one particle slot)."""
    return jax.random.fold_in(run, member)


def decision_key(key: RandomKey, decision: str) -> RandomKey:
    """The key of a named decision under a member's, a day's or another decision's key."""
    return jax.random.fold_in(key, decision_number(decision))


def key_for(run: RandomKey, member: Count | int, day: Count | int, decision: str) -> RandomKey:
    """The key of one decision of one member on one day.

    Args:
        run: the run's root key.
        member: index of the member.
        day: day number, 0 on the scenario's first day.
        decision: name of the mechanism or decision.
    """
    return decision_key(jax.random.fold_in(member_key(run, member), day), decision)
