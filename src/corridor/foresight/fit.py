"""Rounds of play and regression until what the parties expect is what comes of acting on it.

Each round plays the war with the answers of the last one (and some exploration), regresses payoffs-to-go on features
(``regress``), and mixes the new sums into the old ones with a falling share: a fixed point is a logit Markov
equilibrium within the features. Nothing here knows of sieges: a ``Game`` plays, asks and pays; the siege is one
(``siege``), the small games of the tests are others.

Sources: fitted Q-iteration with logit choice, see ``regress``; falling steps: Robbins and Monro, Annals of Mathematical
Statistics 22 (1951) 400-407, doi:10.1214/aoms/1177729586; quantal response: McKelvey and Palfrey (1995),
doi:10.1006/game.1995.1023.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from corridor.foresight.regress import Answer, FitError, Question, Rows, Sums, mixed, moved, solve, sums

NAMED = 8
"""Features that a note names, at most."""
Answers = Mapping[tuple[int, str], Answer]
"""By observer and question. Empty before the first round: the game then plays as it likes."""


class Game(Protocol):
    """What is fitted: it plays members by the answers so far and says what was asked and paid."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """What each observer wants to know."""
        ...

    @property
    def observers(self) -> tuple[str, ...]:
        """Names of those who expect: each has its own world."""
        ...

    def play(self, answers: Answers, seed: int, explore: float) -> dict[tuple[int, str], Rows]:
        """One round: fresh members by ``seed``; a share ``explore`` of choices is made at random."""
        ...

    def scale(self, observer: int) -> float | NDArray[np.float64]:
        """Size of a payoff, or of each component; above 0. By it is judged whether answers still move."""
        ...


class Settings(NamedTuple):
    """How a fit is made."""

    rounds: int = 12
    """At most."""
    least: int = 4
    """At least."""
    explore: float = 0.05
    """Share of choices made at random in the first round; it falls as 1/sqrt(round)."""
    ridge: float = 5.0
    """Rows' worth of evidence that a coefficient is 0."""
    fading: float = 0.6
    """Round r's sums count for ``r ** -fading``, 0 (only the last round) to 1 (all rounds alike)."""
    tolerance: float = 0.01
    """Settled when no answer moves by more than this share of a payoff's size (root mean square)."""


class Round(NamedTuple):
    """What one round did."""

    number: int
    rows: int
    explore: float
    moved: float
    """Largest root mean square by which an answer moved, in sizes of a payoff; nan in the first round."""


class Fit(NamedTuple):
    """Answers and how they came about."""

    answers: dict[tuple[int, str], Answer]
    rounds: tuple[Round, ...]
    settled: bool
    """No answer moved by more than the tolerance in the last round."""
    notes: tuple[str, ...]
    """What the user should know: features that never vary, a fit that did not settle."""


def fit(
    game: Game,
    seed: int = 0,
    settings: Settings = Settings(),  # noqa: B008 (immutable)
    start: Answers | None = None,
    progress: Callable[[Round], None] | None = None,
) -> Fit:
    """Play and regress to a fixed point.

    Args:
        game: see ``Game``.
        seed: root of all draws; every round plays fresh members.
        settings: see ``Settings``.
        start: answers to begin from; None: the game's own first play.
        progress: called after each round.

    Raises:
        FitError: too few moments for the features, or something not finite; says what to change.
    """
    answers: dict[tuple[int, str], Answer] = dict(start or {})
    store: dict[tuple[int, str], Sums] = {}
    done: list[Round] = []
    settled = False
    for number in range(1, settings.rounds + 1):
        explore = settings.explore / np.sqrt(number)
        rows = game.play(answers, _round_seed(seed, number), explore)
        new = _solved(game, rows, store, number, settings)
        steps = [np.max(moved(new[k], answers[k], store[k]) / game.scale(k[0])) for k in new if k in answers]
        answers = {**answers, **new}
        count = sum(len(r.x) for r in rows.values())
        done.append(Round(number, count, float(explore), float(max(steps)) if steps else float("nan")))
        if progress is not None:
            progress(done[-1])
        settled = bool(steps) and done[-1].moved <= settings.tolerance
        if settled and number >= settings.least:
            break
    return Fit(answers, tuple(done), settled, _notes(game, answers, done, settled, settings))


def _round_seed(seed: int, number: int) -> int:
    return (seed * 1_000_003 + number) % 2**32


def _solved(
    game: Game,
    rows: Mapping[tuple[int, str], Rows],
    store: dict[tuple[int, str], Sums],
    number: int,
    settings: Settings,
) -> dict[tuple[int, str], Answer]:
    """Answers after this round; ``store`` takes up its sums."""
    new: dict[tuple[int, str], Answer] = {}
    for observer in range(len(game.observers)):
        for question in game.questions:
            at = (observer, question.name)
            if at not in rows:
                raise FitError(f"{question.name}: never asked of {game.observers[observer]}; simulate more members")
            store[at] = mixed(store.get(at), sums(rows[at]), number**-settings.fading)
            beside = None if question.beside is None else new[observer, question.beside]
            try:
                new[at] = solve(question, store[at], settings.ridge, beside)
            except FitError as error:
                raise FitError(f"{game.observers[observer]}: {error}") from None
    return new


def _notes(game: Game, answers: Answers, done: list[Round], settled: bool, settings: Settings) -> tuple[str, ...]:
    notes = []
    for question in game.questions:
        still = set.intersection(*(set(answers[o, question.name].still) for o in range(len(game.observers))))
        if still:
            names = [question.features[i] for i in sorted(still)]
            told = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
            notes.append(f"{question.name}: left out, as they never vary in this case: {told}")
    if not settled:
        notes.append(
            f"not settled after {len(done)} rounds: answers still move by {done[-1].moved:.3f} of a payoff's size "
            f"(asked {settings.tolerance}); use more rounds or more members"
        )
    return tuple(notes)
