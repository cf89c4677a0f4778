"""Rounds of play and regression: what is repeated, what is said, and how many fixed points there are."""

import numpy as np
import pytest
from scipy.special import expit

from corridor.foresight.fit import Settings, fit
from corridor.foresight.regress import FitError, Question, Rows
from corridor.games import quantal
from foresight.walk_game import Terms, Walk

STAG, HARE = np.array([[10.0, 1.0], [8.0, 5.0]])  # games/test_quantal.py: the row player's payoffs


class StagHunt:
    """One like all others chooses between the stag and the hare: both questions at once, payoff of one meeting."""

    observers, questions = ("anyone",), (Question("stag", ("one",)), Question("hare", ("one",)))

    def __init__(self, precision=1.0, first=0.5, members=4000):
        self.precision, self.first, self.members = precision, first, members

    def scale(self, observer):
        return 10.0

    def chance(self, answers):
        worth = [answers[0, q.name].weight[0, 0] for q in self.questions] if answers else None
        return self.first if worth is None else float(expit(self.precision * (worth[0] - worth[1])))

    def play(self, answers, seed, explore):
        rng = np.random.default_rng(seed)
        chance = (1 - explore) * self.chance(answers) + explore / 2
        met = (rng.random(self.members) >= chance).astype(int)
        hunts = rng.random(self.members) < 0.5
        found = {}
        for name, mine, pays in (("stag", hunts, STAG), ("hare", ~hunts, HARE)):
            found[0, name] = Rows(np.ones((mine.sum(), 1)), pays[met[mine]][:, None])
        return found


class Counts:
    """Each round pays its own number."""

    observers, questions = ("anyone",), (Question("what", ("one",)),)
    played = 0

    def scale(self, observer):
        return 1.0

    def play(self, answers, seed, explore):
        self.played += 1
        return {(0, "what"): Rows(np.ones((50, 1)), np.full((50, 1), float(self.played)))}


class Broken(Walk):
    """The walk, spoiled."""

    def __init__(self, spoil):
        super().__init__(Terms(), 500)
        self.spoil = spoil

    def play(self, answers, seed, explore):
        return self.spoil(super().play(answers, seed, explore))


def first_rows(found, count):
    return {k: Rows(r.x[:count], r.y[:count]) for k, r in found.items()}


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda found: {}, "^fight: never asked of both; simulate more members$"),
        (lambda found: first_rows(found, 0), "^both: fight: never asked; simulate more members, or explore more$"),
        (lambda found: first_rows(found, 9), "^both: fight: 9 moments for . features that vary; simulate more members"),
        (lambda found: {k: Rows(r.x, r.y * np.nan) for k, r in found.items()}, "^both: fight: .* is not finite"),
    ],
)
def test_a_fit_that_can_not_be_made_says_what_to_change(spoil, message):
    with pytest.raises(FitError, match=message):
        fit(Broken(spoil))


def test_features_that_never_vary_are_named():
    notes = fit(Walk(members=1000), settings=Settings(rounds=2, least=1, tolerance=1.0)).notes
    assert len(notes) == 1
    assert notes[0].startswith("fight: left out, as they never vary in this case: odds, seen, evidence")
    assert "front" not in notes[0]


def test_a_fit_that_does_not_settle_says_so():
    made = fit(Walk(members=1000), settings=Settings(rounds=3, tolerance=1e-9))
    assert not made.settled and len(made.rounds) == 3
    assert "not settled after 3 rounds" in made.notes[-1] and "more rounds or more members" in made.notes[-1]
    assert np.isnan(made.rounds[0].moved)


def test_a_fit_that_settles_stops_but_not_before_the_least_rounds():
    made = fit(Walk(members=4000), settings=Settings(rounds=30, least=6, tolerance=0.05))
    assert made.settled and 6 <= len(made.rounds) < 30 and made.rounds[-1].moved <= 0.05
    assert not any("settled" in note for note in made.notes)


def test_the_same_seed_gives_the_same_fit_and_another_does_not():
    answers = [fit(Walk(members=1000), seed, Settings(rounds=3)).answers[0, "fight"].weight for seed in (4, 4, 5)]
    np.testing.assert_array_equal(answers[0], answers[1])
    assert np.max(abs(answers[0] - answers[2])) > 1e-3


def test_exploration_falls_and_rounds_are_told_one_by_one():
    seen = []
    made = fit(Walk(members=500), settings=Settings(rounds=4, tolerance=0.0, explore=0.1), progress=seen.append)
    assert tuple(seen) == made.rounds and [r.number for r in seen] == [1, 2, 3, 4]
    np.testing.assert_allclose([r.explore for r in seen], 0.1 / np.sqrt([1, 2, 3, 4]))


@pytest.mark.parametrize("fading", [0.0, 0.6, 1.0])
def test_earlier_rounds_fade(fading):
    made = fit(Counts(), settings=Settings(rounds=7, fading=fading, tolerance=0.0, ridge=1e-9))
    # Round r counts for r^-fading, the rounds before it for the rest: none, some, or all alike.
    want = 0.0
    for r in range(1, 8):
        want += r**-fading * (r - want)
    assert made.answers[0, "what"].weight[0, 0] == pytest.approx(want, rel=1e-6)
    assert {0.0: want == 7, 0.6: 5 < want < 7, 1.0: want == pytest.approx(4)}[fading]


@pytest.mark.parametrize("precision", [0.0, 0.1, 0.2, 0.5])
def test_dull_hunters_have_one_fixed_point_whatever_the_start(precision):
    exact = quantal.oneshot([STAG, HARE], np.transpose([STAG, HARE]), precision).row[0]
    for first in (0.1, 0.9):
        game = StagHunt(precision, first, 20_000)
        made = fit(game, 1, Settings(rounds=60 if precision == 0.5 else 20, fading=0.5, tolerance=0.0, explore=0.0))
        assert game.chance(made.answers) == pytest.approx(exact, abs=0.02)


def test_sharp_hunters_have_several_and_the_start_decides():
    found = {}
    for first in (0.1, 0.95):
        game = StagHunt(2.0, first, 8_000)
        found[first] = game.chance(fit(game, 1, Settings(rounds=20, tolerance=0.0, explore=0.0)).answers)
    # The branch from the coin, qre.json: oneshot.stag_hunt at 2.0; and the hunt, highest root of p = σ(12p - 8).
    assert found[0.1] == pytest.approx(0.0003367073928075939, abs=0.0005)
    chance = 1.0
    for _ in range(200):
        chance = expit(12 * chance - 8)
    assert chance > 0.9 and found[0.95] == pytest.approx(chance, abs=0.03)
