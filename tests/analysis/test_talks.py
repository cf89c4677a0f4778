"""Deals by date, refusals and what reports can tell, against hand counts."""

import math

import numpy as np
import pytest
import xarray as xr

from corridor.analysis import talks

ENDS = ["nothing", "carried out", "breach"]
TYPES = ["able", "unable", "preserving"]


def _summary() -> xr.Dataset:
    """Ten members over six days: three accept on day 1 (one carried out, two breached), two on day 4: both stand, one
    with its promises done. The other plan is of one camp alone: five declared on day 0 stand undone.
    """
    fates, stands = np.zeros((2, 3, 6), int), np.zeros((2, 3, 6), int)
    fates[0, 1, 1], fates[0, 2, 1], fates[0, 0, 4] = 1, 2, 2
    stands[0, 0, 4], stands[0, 2, 4] = 1, 1
    fates[1, 0, 0], stands[1, 2, 0] = 5, 5
    ended = np.zeros((2, 6), int)
    ended[1, 2] = 2  # two collapse on day 2
    belief = np.array([[[[0.8, 0.1, 0.1]], [[0.3, 0.4, 0.3]], [[np.nan] * 3]]])
    return xr.Dataset(
        {
            "members": 10,
            "ending_day_members": (("ending", "day"), np.vstack([ended, np.zeros((1, 6), int)])),
            "plan_fates": (("plan", "end", "day"), fates),
            "plan_standing": (("plan", "standing", "day"), stands),
            "kept_last_members": (("side", "day"), [[0, 1, 0, 0, 1, 0], [0, 0, 0, 0, 0, 0]]),
            "strike_day_members": ("day", [1, 0, 0, 2, 0, 1]),
            "deal_members": (("side", "deal"), [[4, 1, 2], [5, 0, 0]]),
            "refused_times": ("party", [3, 0, 7]),
            "true_type_members": (("sponsor", "true_type"), [[6, 4, 0]]),
            "type_prior": (("sponsor", "type"), [[0.4, 0.3, 0.3]]),
            "type_belief": (("sponsor", "view", "type"), [[[0.6, 0.2, 0.2]]]),
            "type_belief_by_truth": (("sponsor", "true_type", "view", "type"), belief),
            "log_factor": (("quantile", "sponsor", "view"), np.log([[[1.0]], [[2.9]], [[30.0]]])),
        },
        coords={
            "ending": ["open", "collapse", "withdrawal"],
            "end": ENDS,
            "deal": ["accepted", "carried out", "kept"],
            "side": ["negotiated", "one-sided"],
            "standing": ["kept", "little used", "undone"],
            "plan_side": ("plan", ["negotiated", "one-sided"]),
            "party": ["a", "b", "c"],
            "type": TYPES,
            "view": ["neither"],
            "quantile": [0.1, 0.5, 0.9],
        },
    )


def test_a_kept_deal_by_date_counts_those_still_open() -> None:
    early, late = talks.by_date(_summary(), free=0, width=3)
    assert (early.first, early.last, early.open, early.accepted) == (0, 2, 10, 3)
    assert early.kept is not None and early.kept.value == pytest.approx(1 / 3)
    assert early.carried is not None and early.carried.value == pytest.approx(1 / 3)
    assert early.still is not None and early.still.value == pytest.approx(2 / 10)
    # Two sieges have ended by day 3, one kept deal is still to come.
    assert (late.first, late.last, late.open, late.accepted) == (3, 5, 8, 2)
    assert late.kept is not None and late.kept.value == 0.5
    assert late.carried is not None and late.carried.value == 0.0
    assert late.still is not None and late.still.value == pytest.approx(1 / 8)


def test_what_one_camp_declares_is_no_negotiated_plan() -> None:
    early, late = talks.by_date(_summary(), free=0, width=3, side=talks.ONE_SIDED)
    assert (early.accepted, late.accepted) == (5, 0)
    assert early.kept is not None and early.kept.value == 0.0
    assert late.still is not None and late.still.value == 0.0
    assert talks.deals(_summary(), talks.ONE_SIDED)["accepted"].value == pytest.approx(0.5)


def test_a_bin_without_deals_has_no_share_and_nothing_imposed_is_counted() -> None:
    (only,) = talks.by_date(_summary(), free=5, width=30)
    assert (only.first, only.last, only.accepted, only.kept) == (5, 5, 0, None)
    assert talks.by_date(_summary(), free=6) == []


def test_the_pocket_falls_by_any_of_two_endings() -> None:
    found = talks.fall(_summary())
    assert found.chance.value == pytest.approx(0.2)
    assert found.days == [2, 2, 2]


def test_strikes_on_record_are_not_counted() -> None:
    assert talks.strike(_summary(), 0).chance.value == pytest.approx(0.4)
    later = talks.strike(_summary(), 1)
    assert later.chance.value == pytest.approx(0.3)
    assert later.days == [3, 3, 5]
    never = talks.strike(_summary(), 6)
    assert never.chance.value == 0 and never.days == [None, None, None]


def test_deals_are_shares_of_all_members() -> None:
    assert {name: s.value for name, s in talks.deals(_summary()).items()} == {
        "accepted": 0.4, "carried out": 0.1, "kept": 0.2,
    }  # fmt: skip


def test_who_refused_most_is_asked_among_some() -> None:
    assert talks.refusals(_summary(), ["a", "b"]) == ("a", 3, 3)
    assert talks.refusals(_summary(), ["a", "b", "c"]) == ("c", 7, 10)
    assert talks.refusals(_summary(), ["b"]) is None
    assert talks.refusals(_summary(), []) is None


@pytest.mark.parametrize(("factor", "words"), [(2.99, talks.CANNOT_TELL), (3.01, "the reports tell")])
def test_below_three_the_reports_cannot_tell(factor: float, words: str) -> None:
    summary = _summary().rename(sponsor="party_").drop_vars(["refused_times", "party"]).rename(party_="party")
    summary = summary.assign_coords(party=["s"])
    summary["log_factor"] = summary.log_factor * 0 + math.log(factor)
    found = talks.sponsor(summary, "s")
    assert found.factor["neither"] == pytest.approx(factor)
    assert found.verdict("neither") == words
    assert found.prior == pytest.approx(dict(zip(TYPES, [0.4, 0.3, 0.3], strict=True)))
    # 6 able members believed at 0.8, 4 unable ones at 0.4
    assert found.truth["neither"] == pytest.approx((6 * 0.8 + 4 * 0.4) / 10)
