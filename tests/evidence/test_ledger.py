"""The ledger is read whole or refused with every problem named."""

import csv
import datetime
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.errors import EvidenceError
from corridor.evidence.ledger import COLUMNS, MOST_PROBLEMS, read, summary
from corridor.evidence.quantities import FORMS, QUANTITIES
from corridor.scenario.load import load

GOOD = {
    "id": "a-1",
    "published": "2001-04-02",
    "about_start": "2001-04-01",
    "about_end": "2001-04-01",
    "source": "lesson",
    "quantity": "front_share",
    "subject": "market",
    "form": "number",
    "value": "0.3",
    "low": "",
    "high": "",
    "unit": "1",
    "copies": "",
    "note": "",
    "url": "",
}
Write = Callable[..., Path]


@pytest.fixture(scope="module")
def siege():
    return load("teaching-six")


@pytest.fixture
def ledger(tmp_path: Path) -> Write:
    """Write a ledger of rows, each the good row with some cells changed."""

    def write(*changes: dict[str, str]) -> Path:
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(GOOD | change for change in changes)
        path = tmp_path / "evidence.csv"
        path.write_text(text.getvalue(), encoding="utf-8")
        return path

    return write


def complaints(path: Path, siege) -> list[str]:
    with pytest.raises(EvidenceError) as error:
        read(path, siege)
    return str(error.value).splitlines()


def test_good_row_is_read_as_written(ledger: Write, siege):
    (claim,) = read(ledger({}), siege).claims
    assert (claim.id, claim.subject, claim.value, claim.low) == ("a-1", "market", 0.3, None)
    assert claim.published == datetime.date(2001, 4, 2)


def test_empty_about_end_means_one_day(ledger: Write, siege):
    (claim,) = read(ledger({"about_end": ""}), siege).claims
    assert claim.about_end == claim.about_start == datetime.date(2001, 4, 1)


FINE = {
    "interval": {"form": "interval", "value": "", "low": "0.1", "high": "0.4"},
    "at most": {"form": "at_most", "value": "", "high": "0.4"},
    "at least": {"form": "at_least", "value": "", "low": "0.4"},
    "number with bounds": {"low": "0.2", "high": "0.4"},
    "category": {"quantity": "zone_holder", "form": "category", "value": "besieged", "unit": ""},
    "statement": {
        "quantity": "command_share",
        "subject": "town-guard",
        "form": "statement",
        "value": "",
        "unit": "",
        "note": "they follow",
    },
    "pocket": {"subject": "pocket"},
    "camp": {"quantity": "deaths", "subject": "besieger", "unit": "deaths", "value": "12"},
    "civilians": {"quantity": "deaths", "subject": "civilians", "unit": "deaths", "value": "12"},
    "route": {"quantity": "route_open", "subject": "north-road", "value": "0.5"},
    "plan": {"quantity": "plan_event", "subject": "envoy-plan", "form": "category", "value": "refused", "unit": ""},
    "channel": {
        "quantity": "channel_state",
        "subject": "through-the-envoy",
        "form": "category",
        "value": "said_closed",
        "unit": "",
    },
    "depot": {"quantity": "stock", "subject": "town-store", "value": "20", "unit": "days"},
    "key": {"quantity": "other", "subject": "price-of-bread", "value": "20", "unit": "coins"},
}


@pytest.mark.parametrize("change", FINE.values(), ids=FINE)
def test_every_form_and_subject_can_be_written(change: dict[str, str], ledger: Write, siege):
    assert len(read(ledger(change), siege).claims) == 1


# What is wrong, the cells that make it so, and what the one line of complaint must hold.
WRONG = {
    "unknown zone": ({"subject": "markt"}, "column subject: got 'markt'", "did you mean 'market'?"),
    "unknown group": (
        {"quantity": "strength", "subject": "town-gard", "unit": "persons", "value": "9"},
        "column subject: got 'town-gard'",
        "did you mean 'town-guard'?",
    ),
    "zone where a group belongs": (
        {"quantity": "group_share", "subject": "market"},
        "expected group for group_share",
        "",
    ),
    "unknown channel": (
        {"quantity": "channel_state", "subject": "through-envoy", "form": "category", "value": "open", "unit": ""},
        "column subject: got 'through-envoy'",
        "did you mean 'through-the-envoy'?",
    ),
    "unknown source": ({"source": "leson"}, "column source: got 'leson'", "did you mean 'lesson'?"),
    "unknown quantity": ({"quantity": "front_shar"}, "column quantity", "did you mean 'front_share'?"),
    "unknown form": ({"form": "atleast"}, "column form: got 'atleast'", "did you mean 'at_least'?"),
    "share of 130": ({"value": "130"}, "column value: got 130, allowed 0 to 1", "front_share"),
    "negative deaths": (
        {"quantity": "deaths", "subject": "all", "unit": "deaths", "value": "-1"},
        "column value: got -1, allowed 0 to 1e+06 deaths",
        "",
    ),
    "NaN": ({"value": "nan"}, "column value: got 'nan', expected a number", ""),
    "infinite": ({"value": "inf"}, "column value: got 'inf', expected a number", ""),
    "no number": ({"value": "a third"}, "column value: got 'a third', expected a number", ""),
    "low above high": (
        {"form": "interval", "value": "", "low": "0.5", "high": "0.4"},
        "column low: got 0.5, which lies above high 0.4",
        "",
    ),
    "number missing": ({"value": ""}, "column value: is empty, but the form number needs it", ""),
    "number too many": ({"form": "at_most", "high": "0.4"}, "column value: got '0.3', but the form at_most", ""),
    "wrong unit": ({"unit": "percent"}, "column unit: got 'percent', expected '1'", ""),
    "no date": ({"published": "2 April"}, "column published: got '2 April', expected a date", ""),
    "published early": (
        {"published": "2001-03-31"},
        "column published: got 2001-03-31, before the last day it is about (2001-04-01)",
        "",
    ),
    "date out of range": (
        {"about_start": "1995-01-01", "about_end": "1995-01-01"},
        "column about_start: got 1995-01-01, allowed 2000-02-29 to 2002-06-30",
        "",
    ),
    "dates swapped": (
        {"about_start": "2001-04-02", "about_end": "2001-04-01"},
        "column about_end: got 2001-04-01, which lies before about_start",
        "",
    ),
    "unknown category": (
        {"quantity": "zone_holder", "form": "category", "value": "besiegers", "unit": ""},
        "column value: got 'besiegers'",
        "did you mean 'besieger'?",
    ),
    "category of a number": (
        {"form": "category", "value": "besieger", "unit": ""},
        "column form: got 'category', but front_share has no categories",
        "",
    ),
    "number of a category": ({"quantity": "zone_holder", "unit": ""}, "takes category or statement", ""),
    "statement without words": (
        {"form": "statement", "value": "", "unit": ""},
        "column note: is empty",
        "",
    ),
    "copies itself": ({"copies": "lesson"}, "column copies: got 'lesson', the row's own source", ""),
    "copies the unknown": ({"copies": "rumour"}, "column copies: got 'rumour'", "allowed: lesson"),
    "no id": ({"id": ""}, "column id: is empty", ""),
}


@pytest.mark.parametrize(("change", "told", "hint"), WRONG.values(), ids=WRONG)
def test_wrong_row_is_refused_where_it_is_wrong(change, told, hint, ledger: Write, siege):
    lines = complaints(ledger({"id": "z"}, change), siege)
    mine = [line for line in lines if told in line]
    assert mine, lines
    assert mine[0].startswith("evidence.csv, row 3, column")
    assert hint in mine[0]


def test_duplicate_id_names_both_rows(ledger: Write, siege):
    (line,) = complaints(ledger({}, {"id": "b"}, {}), siege)
    assert line == "evidence.csv, row 4, column id: got 'a-1', which row 2 already has; an id must be unique"


def test_all_problems_at_once_but_no_flood(ledger: Write, siege):
    lines = complaints(ledger(*({"id": f"a-{i}", "value": "130"} for i in range(30))), siege)
    assert len(lines) == MOST_PROBLEMS + 1
    assert lines[-1] == "evidence.csv: and 10 more problems"


def test_column_missing_and_column_unknown(tmp_path: Path, siege):
    path = tmp_path / "evidence.csv"
    path.write_text(",".join("sources" if c == "source" else c for c in COLUMNS) + "\n", encoding="utf-8")
    assert complaints(path, siege) == [
        "evidence.csv, row 1: column 'source' is missing",
        "evidence.csv, row 1: column 'sources' is unknown; did you mean 'source'?",
    ]


def test_row_of_the_wrong_length(tmp_path: Path, siege):
    path = tmp_path / "evidence.csv"
    path.write_text(",".join(COLUMNS) + "\na-1,2001-04-02\n", encoding="utf-8")
    assert complaints(path, siege) == ["evidence.csv, row 2: 2 cells, expected 15"]


FILES = {
    "not UTF-8": (b",".join(c.encode() for c in COLUMNS) + b"\n\xff\xfe", "row 2: byte 100 is not UTF-8"),
    "empty": (b"", "column 'id' is missing"),
    "binary": (b"\x00\x00\x00", "is no CSV table"),
    "open quote": (b'id,published\n"a,b\n', "is no CSV table"),
    "huge": (b"x" * 20_000_001, "20,000,001 bytes, allowed at most 20,000,000"),
}


@pytest.mark.parametrize(("data", "told"), FILES.values(), ids=FILES)
def test_file_that_is_no_ledger(data: bytes, told: str, tmp_path: Path, siege):
    path = tmp_path / "evidence.csv"
    path.write_bytes(data)
    assert told in complaints(path, siege)[0]


def test_folder_and_missing_file(tmp_path: Path, siege):
    assert "is a folder" in complaints(tmp_path, siege)[0]
    assert "no such file" in complaints(tmp_path / "nowhere.csv", siege)[0]


def test_as_of_never_sees_what_was_published_later(ledger: Write, siege):
    book = read(ledger({}, {"id": "late", "published": "2001-05-01"}), siege)
    assert [c.id for c in book.as_of(datetime.date(2001, 4, 30)).claims] == ["a-1"]
    assert [c.id for c in book.as_of(datetime.date(2001, 5, 1)).claims] == ["a-1", "late"]


def test_summary_counts(ledger: Write, siege):
    war = {"quantity": "offensive", "subject": "besieger", "form": "category", "value": "started", "unit": ""}
    found = summary(read(ledger({}, {"id": "b"}, war | {"id": "c", "published": "2001-06-01"}), siege))
    assert found.claims == 3
    assert found.by_quantity == {"front_share": 2, "offensive": 1}
    assert found.by_source == {"lesson": 3}
    assert (found.first_published, found.last_published) == (datetime.date(2001, 4, 2), datetime.date(2001, 6, 1))


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=12)


@given(st.dictionaries(st.sampled_from(COLUMNS), CELLS, min_size=1), st.sampled_from(FORMS))
def test_any_row_is_read_or_refused_never_worse(tmp_path_factory, siege, cells, form):
    path = tmp_path_factory.mktemp("ledger") / "evidence.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerow(GOOD | {"form": form} | cells)
    try:
        claims = read(path, siege).claims
    except EvidenceError as error:
        assert "evidence.csv" in str(error)
    else:
        for claim in claims:
            kind = QUANTITIES[claim.quantity]
            numbers = [n for n in (claim.value, claim.low, claim.high) if isinstance(n, float)]
            assert all(kind.low <= n <= kind.high for n in numbers)
