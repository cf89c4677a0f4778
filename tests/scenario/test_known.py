"""What was not public yet is not on the menu, and leaves no trace."""

import datetime

from corridor.model.table import table
from corridor.scenario.known import as_known
from corridor.scenario.load import load


def test_later_plans_and_what_became_of_them_are_dropped():
    whole = load("aleppo-2016")
    until = datetime.date(2016, 10, 7)
    known = as_known(whole, until)
    late = {plan.id for plan in whole.plans if plan.published > until}
    assert late and {plan.id for plan in known.plans} == {plan.id for plan in whole.plans} - late
    assert not late & {getattr(entry, "plan", None) for entry in known.timeline}
    assert as_known(known, until) is known


def test_every_other_number_keeps_its_row():
    whole = load("aleppo-2016")
    known = as_known(whole, datetime.date(2016, 10, 7))
    before, after = table(whole), table(known)
    rows = {path: row for path, row in zip(before.paths, before.values, strict=True) if path}
    kept = [(path, row) for path, row in zip(after.paths, after.values, strict=True) if path]
    assert len(kept) > 300 and all((rows[path] == row).all() for path, row in kept)
