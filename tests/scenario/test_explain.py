"""Every fault of a section is one line: file, line, path, given, allowed, nearest."""

import pytest

STORE = "stock: {value: 15, unit: days, source"
GUARD = "strength: {range: [700, 900], unit: persons, source: lesson}"
OFFENSIVE = "kind: offensive, camp: besieger, running: true"

FAULTS = {
    "unknown key": ("  days: 120", "  dayz: 120", "+0 period.dayz: unknown key; did you mean 'days'?"),
    "unknown key far from all": ("  days: 120", "  x: 1", "+0 period.x: unknown key; allowed: days"),
    "unknown section": ("questions:\n", "question: 1\nquestions:\n", "+0 question: unknown key"),
    "missing key": ("  start: 2001-03-01 # day 0\n", "", "-1 period.start: missing; expected a date, YYYY-MM-DD"),
    "missing quantity": (
        f"    {GUARD}\n",
        "",
        "-7 groups.town-guard.strength: missing; expected a quantity in persons, 0 to 10,000,000: "
        "{value: ..., unit: persons, source: ...}",
    ),
    "wrong unit": (
        STORE,
        "stock: {value: 15, unit: weeks, source",
        "+0 depots.relief-store.stock.unit: got 'weeks'; expected 'days'",
    ),
    "out of range": (
        STORE,
        "stock: {value: -15, unit: days, source",
        "+0 depots.relief-store.stock: got -15 days; allowed 0 to 10,000 days",
    ),
    "end of a range out of range": (
        GUARD,
        "strength: {range: [700, 1e9], unit: persons, source: lesson}",
        "+0 groups.town-guard.strength: got 700 to 1,000,000,000 persons; allowed 0 to 10,000,000 persons",
    ),
    "plain number out of range": (
        "held: 0.1",
        "held: 1.1",
        "+0 zones.riverside.held: got 1.1; expected a number, 0 to 1",
    ),
    "latitude out of range": (
        "at: [45.0180, -30.0000]",
        "at: [145.0180, -30.0000]",
        "+0 zones.causeway.at.0: got 145.018; expected a number, -90 to 90",
    ),
    "NaN": ("held: 0.1", "held: .nan", "+0 zones.riverside.held: got nan; expected a number, 0 to 1, finite"),
    "NaN in a quantity": (
        STORE,
        "stock: {value: .nan, unit: days, source",
        "+0 depots.relief-store.stock.value: got nan; expected a number, finite",
    ),
    "infinite": (
        STORE,
        "stock: {value: .inf, unit: days, source",
        "+0 depots.relief-store.stock.value: got inf; expected a number, finite",
    ),
    "bare number for a quantity": (
        GUARD,
        "strength: 900",
        "+0 groups.town-guard.strength: got 900; expected a quantity in persons, 0 to 10,000,000: "
        "{value: ..., unit: persons, source: ...}",
    ),
    "two forms": (
        STORE,
        "stock: {value: 15, range: [1, 2], unit: days, source",
        "+0 depots.relief-store.stock: needs exactly one of value, range, distribution (got value and range)",
    ),
    "range upside down": (
        GUARD,
        "strength: {range: [900, 700], unit: persons, source: lesson}",
        "+0 groups.town-guard.strength: the lower end must lie below the upper one (got 900.0 and 700.0)",
    ),
    "no source": (
        GUARD,
        "strength: {value: 700, unit: persons}",
        "+0 groups.town-guard.strength.source: missing; expected text",
    ),
    "judgement without a reason": (
        GUARD,
        "strength: {value: 700, unit: persons, source: judgement}",
        "+0 groups.town-guard.strength.source: a judgement must say why: write 'judgement: <reason>'",
    ),
    "distribution misspelt": (
        GUARD,
        "strength: {distribution: lognorml, median: 7, sigma: 1, unit: persons, source: lesson}",
        "+0 groups.town-guard.strength.distribution: got 'lognorml'; allowed: uniform, loguniform, triangular, "
        "normal, lognormal; did you mean 'lognormal'?",
    ),
    "bad kind": (
        OFFENSIVE,
        "kind: ofensive, camp: besieger, running: true",
        "+0 timeline.0.kind: got 'ofensive'; allowed: offensive, bombardment, truce, exit, route, arrival, control, "
        "plan, provision, channel, calendar, deployment, strike, incident; did you mean 'offensive'?",
    ),
    "no kind": (
        OFFENSIVE,
        "camp: besieger, running: true",
        "+0 timeline.0.kind: missing; allowed: offensive, bombardment, truce, exit, route, arrival, control, plan, "
        "provision, channel, calendar, deployment, strike, incident",
    ),
    "key of another kind": (
        OFFENSIVE,
        "kind: offensive, camp: besieger, runing: true, running: true",
        "+0 timeline.0.runing: unknown key; allowed: note",
    ),
    "camp misspelt": (
        OFFENSIVE,
        "kind: offensive, camp: besiger, running: true",
        "+0 timeline.0.camp: got 'besiger'; allowed: besieger, besieged; did you mean 'besieger'?",
    ),
    "no date": (
        "{date: 2001-03-06, published: 2001-03-06",
        "{date: 2001-02-30, published: 2001-03-06",
        "+0 timeline.0.date: got '2001-02-30'; expected a date, YYYY-MM-DD",
    ),
    "neither list nor word": (
        "area: all",
        "area: some",
        "+0 groups.province-army.area: got 'some'; expected a list of ids or 'all'",
    ),
    "bad id in a list": (
        "area: all",
        "area: [Old Town]",
        "+0 groups.province-army.area.0: got 'Old Town'; expected an id: lower-case letters, "
        "digits, - and _, at most 48",
    ),
    "too few": (
        "dates: [2001-04-01, 2001-05-01, 2001-06-01]",
        "dates: []",
        "+0 questions.dates: got 0 entries; expected a list of entries, at least 1",
    ),
    "number for a text": (
        "title: The siege of Verrin, an invented town of six quarters",
        "title: 1984",
        "+0 meta.title: got 1984; expected text that is not empty; put it in quotes",
    ),
    "text for a number": (
        "  days: 120",
        "  days: many",
        "+0 period.days: got 'many'; expected a whole number, 1 to 4000",
    ),
    "word for a switch": (
        "inside: true",
        "inside: maybe",
        "+0 groups.town-guard.inside: got 'maybe'; expected true or false",
    ),
    "list for a section": (
        "  start: 2001-03-01 # day 0\n  days: 120",
        "  - 1",
        "-1 period: got a list of 1; expected a mapping with the keys start, days",
    ),
    "unquoted comma": (
        "name: Hold out, hardness",
        "name: Hold out, come what may, hardness",
        "+0 parties.town-council.factions.hold-out.come what may: unknown key; a text that holds a comma must "
        "stand in quotes inside { }",
    ),
    "version": ("corridor: 1 # version", "corridor: 2 # version", "+0 corridor: got 2; allowed: 1"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_one_line_that_says_what_to_do(name: str, spoilt):
    old, new, told = FAULTS[name]
    [line] = spoilt((old, new))
    assert line.startswith(told)


def test_all_faults_are_told_at_once_in_the_order_of_the_file(spoilt):
    names = ["unknown key", "plain number out of range", "out of range", "bare number for a quantity", "camp misspelt"]
    lines = spoilt(*[FAULTS[name][:2] for name in names])
    assert len(lines) == len(names)
    for name, line in zip(names, lines, strict=True):
        assert line.partition(" ")[2].startswith(FAULTS[name][2].partition(" ")[2])


def test_wrong_unit_is_told_beside_an_unknown_key_of_the_same_section(spoilt):
    lines = spoilt((GUARD, GUARD.replace("persons", "people")), ("    inside: true", "    inside: true\n    x: 1"))
    assert [line.split(" ")[1] for line in lines] == ["groups.town-guard.x:", "groups.town-guard.strength.unit:"]


def test_units_of_pure_numbers_may_stand_without_quotes(tmp_path, teaching: str):
    from corridor.scenario.load import load

    (tmp_path / "scenario.yaml").write_text(teaching.replace('unit: "1"', "unit: 1"), encoding="utf-8")
    assert load(tmp_path).groups == load("teaching-six").groups


def test_only_twenty_are_told_and_the_rest_counted(tmp_path, teaching: str, refused):
    text = teaching.replace("period:\n", "period:\n" + "".join(f"  key-{i}: 1\n" for i in range(33)))
    path = tmp_path / "scenario.yaml"
    path.write_text(text, encoding="utf-8")
    lines = refused(path)
    assert len(lines) == 21 and lines[-1] == "... and 13 more"
