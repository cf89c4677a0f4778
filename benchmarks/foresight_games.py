"""Foresight on small games beside exact solutions and beside QuantEcon's solver: error and time, in one run.

``python benchmarks/foresight_games.py`` takes about ten seconds. The games are those of the tests (tests/foresight).
QuantEcon.py solves decision problems of one chooser (``DiscreteDP``), so it is asked two things: the walk in which only
the besieger chooses, and, where both do, the best reply to what the other side was fitted to do.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from figures import show

from corridor.foresight.fit import Settings, fit
from corridor.games import fixed_split, quantal

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from foresight import fight_talk_game
from foresight.walk_game import Terms, Walk

SETTINGS = Settings(rounds=16, tolerance=0.0, ridge=1.0)
MEMBERS, SEEDS = 20_000, (0, 1, 2)
VALUES, CHANCES, BOTH = 0.01, 0.03, 0.02
"""Largest error allowed: of values and of acceptance on the walk; of choices where both act at once."""
SHARP, ALONE = 0.02, Terms(noise=0.005, discount=0.99)
"""Error allowed where choice is all but without noise, and that game."""
BOLD = Settings(rounds=30, tolerance=0.0, ridge=1.0, explore=0.3, fading=0.4)
"""Where choice is sharp, what is never done is known from trying alone: more exploration, or its answers stay stale."""


def missing() -> str | None:
    """Why QuantEcon can't run here, or None."""
    return None if find_spec("quantecon") else "QuantEcon is not installed"


class OneChooser(Walk):
    """The walk in which the besieged accept whatever is offered."""

    def accept(self, answers):
        """The besieger's chances, and certainty."""
        return np.stack([super().accept(answers)[0], np.ones(self.terms.zones + 1)])


def timed(run: Callable[[], object]) -> tuple[object, float]:
    """What a call gives, and the seconds of processor time it took."""
    start = time.process_time()
    return run(), time.process_time() - start


def best_reply(terms: Terms, other: np.ndarray) -> np.ndarray:
    """The besieger's best values by zones held, against the other's chance of accepting, by QuantEcon's DiscreteDP.

    States 0..zones and one more, in which it is over; actions: fight on, accept.
    """
    from quantecon.markov import DiscreteDP

    over, held = terms.zones + 1, np.arange(1, terms.zones)
    gain, moves = np.zeros((over + 1, 2)), np.zeros((over + 1, 2, over + 1))
    agreed = np.stack([np.zeros(terms.zones - 1), terms.talk * other[held]], axis=1)
    gain[held] = agreed * terms.share - (1 - agreed) * terms.cost_besieger
    for way, chance in ((1, terms.p), (-1, 1 - terms.p)):
        moves[held[:, None], [0, 1], held[:, None] + way] = (1 - agreed) * chance
    moves[held, :, over] = agreed
    moves[[0, terms.zones, over], :, over] = 1.0
    gain[terms.zones] = 1.0
    return DiscreteDP(gain, moves, terms.discount).solve(method="policy_iteration").v[:over]


def play_value(terms: Terms, fight: np.ndarray, accept: np.ndarray) -> np.ndarray:
    """The besieger's value before a talk, of fighting on at these values and accepting with these chances."""
    agreed = terms.talk * accept.prod(axis=0)
    return fight[0] + agreed * (terms.share - fight[0])


def spread(found: list[float]) -> str:
    """The median, least and greatest."""
    return f"{np.median(found):.4f} ({min(found):.4f} to {max(found):.4f})"


def both_sides() -> bool:
    """The walk in which both accept with noise, beside value iteration."""
    terms, value, chance, spent, gaps = Terms(discount=0.99), [], [], [], []
    exact, exact_time = timed(lambda: fixed_split.values(*terms))
    assert isinstance(exact, fixed_split.Split)
    for seed in SEEDS:
        game = Walk(terms, MEMBERS)
        made, seconds = timed(lambda game=game, seed=seed: fit(game, seed, SETTINGS).answers)
        fight, accept = game.worth(made), game.accept(made)
        value.append(float(np.max(abs(fight - exact.fight)[:, 1:-1])))
        chance.append(float(np.max(abs(accept - exact.accept)[:, 1:-1])))
        spent.append(seconds)
        if not missing():
            played = play_value(terms, *_evaluated(terms, accept))
            gaps.append(float(np.max((best_reply(terms, accept[1]) - played)[1:-1])))
    good = show("walk: largest error of values", f"<= {VALUES}", spread(value), max(value) <= VALUES)
    good &= show("walk: largest error of acceptance", f"<= {CHANCES}", spread(chance), max(chance) <= CHANCES)
    show("walk: time of a fit beside value iteration", "", f"{np.median(spent):.2f} s, {exact_time:.3f} s", None)
    if gaps:
        exact_gap = best_reply(terms, exact.accept[1]) - play_value(terms, exact.fight, exact.accept)
        measured = f"{spread(gaps)}; exact play leaves {np.max(exact_gap[1:-1]):.4f}, by its noise"
        show("walk: gain of QuantEcon's best reply", "", measured, None)
    return good


def _evaluated(terms: Terms, accept: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Exact values of fighting on when both accept with these chances, and the chances."""
    size, gives = terms.zones, np.array([terms.share, 1 - terms.share])
    agreed = terms.talk * accept.prod(axis=0)
    agreed[[0, -1]] = 0.0
    system, known = np.eye(size + 1), np.zeros((size + 1, 2))
    known[size, 0] = known[0, 1] = 1.0
    for n in range(1, size):
        for way, chance in ((1, terms.p), (-1, 1 - terms.p)):
            weight = terms.discount * chance
            system[n, n + way] -= weight * (1 - agreed[n + way])
            known[n] += weight * agreed[n + way] * gives
        known[n] -= [terms.cost_besieger, terms.cost_besieged]
    return np.linalg.solve(system, known).T, np.where(np.isin(np.arange(size + 1), [0, size]), 0.0, accept)


def one_side() -> bool:
    """The walk in which only the besieger chooses, nearly without noise, beside QuantEcon."""
    peer, first = timed(lambda: best_reply(ALONE, np.ones(ALONE.zones + 1)))
    _, again = timed(lambda: best_reply(ALONE, np.ones(ALONE.zones + 1)))
    assert isinstance(peer, np.ndarray)
    found, spent, lost = [], [], []
    for seed in SEEDS:
        game = OneChooser(ALONE, MEMBERS)
        made, seconds = timed(lambda game=game, seed=seed: fit(game, seed, BOLD).answers)
        ours = play_value(ALONE, game.worth(made), game.accept(made))
        found.append(float(np.max(abs(ours - peer)[1:-1])))
        spent.append(seconds)
        lost.append(float(np.max((peer - play_value(ALONE, *_evaluated(ALONE, game.accept(made))))[1:-1])))
    good = show("one chooser: error beside QuantEcon", f"<= {SHARP}", spread(found), max(found) <= SHARP)
    show("one chooser: what fitted play loses to QuantEcon's", "", spread(lost), None)
    measured = f"{np.median(spent):.2f} s, {again:.4f} s ({first:.1f} s the first time)"
    show("one chooser: time of a fit beside QuantEcon", "", measured, None)
    return good


def at_once() -> bool:
    """War or truce, both at once, beside the exact logit equilibrium."""
    moves = np.stack([1 - fight_talk_game.TO_TRUCE, fight_talk_game.TO_TRUCE], axis=-1)
    good = True
    for precision in (0.5, 1.0):
        exact, exact_time = timed(lambda at=precision: quantal.markov(fight_talk_game.PAYOFF, moves, 0.9, at))
        assert isinstance(exact, quantal.Play)
        found, spent = [], []
        for seed in SEEDS:
            start = None
            began = time.process_time()
            for at in (0.5, precision):
                game = fight_talk_game.FightTalk(at, members=6000)
                start = fit(game, seed, Settings(rounds=10, fading=0.5, tolerance=0.0, ridge=1.0), start).answers
            spent.append(time.process_time() - began)
            found.append(float(np.max(abs(game.soft(start)[0] - exact.first[:, 1]))))
        name = f"war or truce, precision {precision:g}"
        good &= show(f"{name}: largest error of choices", f"<= {BOTH}", spread(found), max(found) <= BOTH)
        show(f"{name}: time of a fit beside Newton", "", f"{np.median(spent):.2f} s, {exact_time:.3f} s", None)
    return good


def main() -> None:
    """Compare and report."""
    good = both_sides()
    if why := missing():
        print(f"QuantEcon: left out, {why}")
    else:
        good &= one_side()
    good &= at_once()
    if not good:
        sys.exit("a required figure is missed")


if __name__ == "__main__":
    main()
