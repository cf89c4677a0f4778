"""The war of forts: bargaining while fighting over a line of zones, in closed form.

The besieger holds n of ``zones`` zones and needs them all; each battle moves the front one zone (``walk``) and costs
each side something; the prize is 1. Before a battle the two may talk, with chance ``talk``; one of them, drawn by
``besieger_offers``, then names a division. Neither side is sure of the besieger's chance p of winning a battle: each
has a Beta belief (``belief``) and learns from the battles.

What a side expects from refusing is its *value*; where the two values leave something over, the *surplus*, they settle.
Three exact answers, of one shape:

- ``now_or_never``: any two beliefs, no later talks (V0).
- ``known`` and ``common``: one belief that both hold, talks as frequent as one likes (V1).
- ``settlement.opening``: any two beliefs and any frequency, by backward induction (V2).

V2 equals V0 with no talks and V1 under a common belief. V1 fed with each side's own belief is wrong, by up to
930 battles in the tests' example: it prices a disagreement over the whole war, where bargainers who will talk again
price that over one battle.

Source: the model of Smith and Stam, Bargaining and the Nature of War, Journal of Conflict Resolution 48 (2004) 783-813,
doi:10.1177/0022002704268026, in our own statement of it; frequency of talks, discount and relief are added here.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from corridor.games import belief as beliefs
from corridor.games import domain, walk
from corridor.games.belief import Belief
from corridor.games.domain import Array

# Outcomes as functions of the log-odds are analytic in a strip around the real line, whose width falls with the zones.
_STEP, _STEP_REFLECTING, _MOST_STEP = 1.06, 0.53, 0.5


class War(NamedTuple):
    """What both sides know of the war. Costs, discount and relief are scalars or arrays that broadcast.

    Attributes:
        zones: zones in all, 1 or more.
        cost_besieger: cost of one battle to the besieger, in units of the prize, 0 or more.
        cost_besieged: cost of one battle to the besieged, 0 or more.
        discount: factor for one battle, above 0, at most 1.
        relief: chance in a battle period that the war ends with the besieged's win, 0 to 1.
        reflecting: whether a battle lost with no zone held leaves the besieger there (the besieged cannot win by
            storming); else the besieged have then won.
    """

    zones: int
    cost_besieger: ArrayLike
    cost_besieged: ArrayLike
    discount: ArrayLike = 1.0
    relief: ArrayLike = 0.0
    reflecting: bool = False


class Values(NamedTuple):
    """What each side expects from refusing today, by zones held: axis [..., zones + 1], and axes in front as returned.

    Attributes:
        besieger: the least share that the besieger accepts, C_G; below 0 where even giving up everything is better.
        besieged: the least share that the besieged accept, C_R.
    """

    besieger: Array
    besieged: Array

    @property
    def surplus(self) -> Array:
        """What settling today leaves over, 1 - C_G - C_R: they settle where it is 0 or more."""
        return 1 - self.besieger - self.besieged

    def share(self, besieger_offers: ArrayLike = 0.5) -> Array:
        """What the besieger expects of a talk: his value and, where they settle, what of the surplus he gets."""
        return self.besieger + domain.within("besieger_offers", besieger_offers, 0, 1) * np.maximum(self.surplus, 0)


def known(war: War, p: ArrayLike, talk: ArrayLike = 0.0, besieger_offers: ArrayLike = 0.5) -> Values:
    """Both values where p is known, for any frequency of talks.

    Fighting to the finish is worth W_G = E[δ^T; win] - k_G L and W_R = E[δ^T; loss] - k_R L, L = L(δ(1-ρ)) the
    discounted number of battles and ρ the relief. The chance of later talks adds to them

        C_G = W_G + α κ (L(d) - L(d (1-r))),   C_R = W_R + (1-α) κ (L(d) - L(d (1-r))),   d = δ (1-ρ),

    κ = k_G + k_R + 1 - δ what a battle's delay destroys, so that the surplus is κ L(d (1-r)). Undiscounted and without
    relief it is (k_G + k_R) E[(1 - (1-r)^T) / r], from the width of Fearon's range, (k_G + k_R) D(n), at r = 0 to one
    battle's cost, k_G + k_R, at r = 1. At α = 1/2 the share that they agree on in the mean, C_G + surplus / 2, does not
    depend on r: it is P + (k_R - k_G) D / 2.

    Args:
        war: zones, costs, discount, relief, edge.
        p: chance that the besieger wins a battle, above 0 and below 1.
        talk: chance of a talk before a battle, r, 0 to 1. Today's talk, if there is one, is on top.
        besieger_offers: chance that it is the besieger who names the division, α, 0 to 1.

    Returns:
        Values of shape [..., zones + 1], [...] the broadcast shape of the arguments.

    Raises:
        ValueError: an argument lies outside its range.
    """
    return _known(checked(war), domain.chance("p", p), *_manner(talk, besieger_offers))


def common(war: War, belief: Belief, talk: ArrayLike = 0.0, besieger_offers: ArrayLike = 0.5) -> Values:
    """Both values where the sides share one belief, for any frequency of talks (V1): the mean of ``known`` over it.

    That battles teach both something changes nothing, as they agree on what they will come to think. They settle at the
    first talk.

    Args:
        war: zones, costs, discount, relief, edge.
        belief: what both think of the besieger's chance of winning a battle.
        talk: chance of a talk before a battle, r, 0 to 1.
        besieger_offers: chance that it is the besieger who names the division, 0 to 1.

    Returns:
        Values of shape [..., zones + 1], [...] the broadcast shape of the arguments.

    Raises:
        ValueError: an argument lies outside its range, or a reflecting war has neither discount nor relief.
    """
    return Values(*_mean(checked(war), belief, *_manner(talk, besieger_offers)))


def now_or_never(war: War, besieger: Belief, besieged: Belief) -> Values:
    """Both values where each side has its own belief and this is the last talk (V0).

    Args:
        war: zones, costs, discount, relief, edge.
        besieger: what the besieger thinks of his chance of winning a battle.
        besieged: what the besieged think of the besieger's chance of winning a battle.

    Returns:
        Values of shape [..., zones + 1], [...] the broadcast shape of the arguments.

    Raises:
        ValueError: an argument lies outside its range, or a reflecting war has neither discount nor relief.
    """
    war = checked(war)
    own = [_mean(war, belief, *_manner(0.0, 0.5))[side] for side, belief in enumerate((besieger, besieged))]
    return Values(*np.broadcast_arrays(*own))


def outcome(war: War, belief: Belief) -> walk.Finish:
    """What a side expects of a war fought to the finish: discounted chances and number of battles.

    Args:
        war: zones, discount, relief, edge; its costs play no part.
        belief: what the side thinks of the besieger's chance of winning a battle.

    Returns:
        Finish of shape [..., zones + 1].

    Raises:
        ValueError: an argument lies outside its range, or a reflecting war has neither discount nor relief.
    """
    war = checked(war)
    p, weights = _nodes(war, belief)
    p, discount, relief = np.broadcast_arrays(p, *(np.asarray(x)[..., None] for x in (war.discount, war.relief)))
    at = walk.unchecked(war.zones, p, discount, relief, war.reflecting)
    return walk.Finish(*((x * weights[..., None]).sum(axis=-2) for x in at))


def critical_cost(war: War, besieger: Belief, besieged: Belief) -> Array:
    """The cost of a battle, to each side, above which two optimists settle now if it is now or never.

    (P_G + P_R - 1) / (L_G + L_R): each side's own chance of winning and number of battles, by its own belief.

    Args:
        war: zones, discount, relief, edge; its costs play no part.
        besieger: what the besieger thinks of his chance of winning a battle.
        besieged: what the besieged think of the besieger's chance of winning a battle.

    Returns:
        Cost in units of the prize, of shape [..., zones + 1]; 0 or less where they settle whatever a battle costs, NaN
        where the war is over.

    Raises:
        ValueError: an argument lies outside its range, or a reflecting war has neither discount nor relief.
    """
    first, second = outcome(war, besieger), outcome(war, besieged)
    claimed, length = first.win + second.loss - 1, first.length + second.length
    return np.divide(claimed, length, out=np.full(claimed.shape, np.nan), where=length > 0)


def checked(war: War) -> War:
    """The war with its numbers as float64 arrays of one shape, all in range."""
    numbers = np.broadcast_arrays(
        domain.nonnegative("cost_besieger", war.cost_besieger),
        domain.nonnegative("cost_besieged", war.cost_besieged),
        domain.factor("discount", war.discount),
        domain.within("relief", war.relief, 0, 1),
    )
    return War(domain.whole("zones", war.zones, 1), *numbers, reflecting=bool(war.reflecting))


def learnable(war: War) -> War:
    """A checked war whose value under a Beta belief is finite: a reflecting one needs a discount or relief."""
    if war.reflecting and np.any((np.asarray(war.discount) == 1) & (np.asarray(war.relief) == 0)):
        raise domain.refuse(
            "war", "reflecting without discount or relief", "discount below 1 or relief above 0: else no end in sight"
        )
    return war


def _manner(talk: ArrayLike, besieger_offers: ArrayLike) -> tuple[Array, Array]:
    return domain.within("talk", talk, 0, 1), domain.within("besieger_offers", besieger_offers, 0, 1)


def _nodes(war: War, belief: Belief) -> tuple[Array, Array]:
    step = min(_MOST_STEP, (_STEP_REFLECTING if war.reflecting else _STEP) / learnable(war).zones)
    return beliefs.nodes(belief, step)


def _mean(war: War, belief: Belief, talk: Array, offers: Array) -> list[Array]:
    p, weights = _nodes(war, belief)
    at_each = war._replace(**{name: np.asarray(getattr(war, name))[..., None] for name in War._fields[1:5]})
    return [(x * weights[..., None]).sum(axis=-2) for x in _known(at_each, p, talk[..., None], offers[..., None])]


def _known(war: War, p: Array, talk: Array, offers: Array) -> Values:
    p, cost_g, cost_r, discount, relief, talk, offers = np.broadcast_arrays(p, *war[1:5], talk, offers)
    end = walk.unchecked(war.zones, p, discount, relief, war.reflecting)
    until_talk = walk.unchecked(war.zones, p, discount * (1 - talk), relief, war.reflecting).length
    hoped = (cost_g + cost_r + 1 - discount)[..., None] * (end.length - until_talk)
    return Values(
        end.win - cost_g[..., None] * end.length + offers[..., None] * hoped,
        end.loss - cost_r[..., None] * end.length + (1 - offers)[..., None] * hoped,
    )
