"""Text to data: lines, what is read as what, and the parts of YAML that are refused."""

import datetime
import math

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from corridor.errors import ScenarioError
from corridor.scenario import yaml_text
from corridor.scenario.yaml_text import MAX_DEPTH, parse, scalar


def refused(text: str) -> list[str]:
    with pytest.raises(ScenarioError) as error:
        parse(text, "f.yaml")
    return error.value.problems


def test_every_path_has_its_line():
    text = parse("a: 1\nb:\n  - x\n  - {id: y,\n     z: 2}\n# comment\nc:\n  d: e\n", "f.yaml")
    assert text.data == {"a": 1, "b": ["x", {"id": "y", "z": 2}], "c": {"d": "e"}}
    assert text.lines == {
        (): 1, ("a",): 1, ("b",): 2, ("b", 0): 3, ("b", 1): 4, ("b", 1, "id"): 4, ("b", 1, "z"): 5, ("c",): 7,
        ("c", "d"): 8,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("900", 900), ("-3", -3), ("1_000", 1000), ("010", 10), ("0.5", 0.5), ("1e-3", 0.001), ("1E5", 1e5),
        (".5", 0.5), ("1.", 1.0), ("-.inf", -math.inf), ("9" * 30, 10**30 - 1), ("9" * 400, math.inf), ("true", True),
        ("False", False), ("~", None), ("null", None), ("", None), ("2001-03-01", datetime.date(2001, 3, 1)),
        ("2001-02-30", "2001-02-30"), ("no", "no"), ("on", "on"), ("12:30", "12:30"), ("0x1f", "0x1f"),
        ("1/day", "1/day"), ("1e", "1e"),
        ("-", "-"), ("0_", "0_"), ("1__0", "1__0"), (".", "."), ("1_0.5e+1", 105.0), ("1._5", "1._5"),
    ],
)  # fmt: skip
def test_plain_scalars(text: str, value: object):
    assert scalar(text) == value and type(scalar(text)) is type(value)
    if text not in ("", "-"):
        assert parse(f"a: '{text}'", "f").data == {"a": text}, "in quotes everything is text"


def test_not_a_number():
    assert math.isnan(scalar(".nan")) and math.isnan(scalar(".NaN"))


def test_yaml_bomb_is_refused_at_once():
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert refused(bomb) == ["f.yaml:1: anchors and aliases ('a') are not allowed; write the text out"]
    assert refused("a: 1\nb: *x\n") == ["f.yaml:2: anchors and aliases ('x') are not allowed; write the text out"]
    assert len(refused("&a x: 1\n")) == 1


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting(opening: str):
    [line] = refused(opening * 100_000)
    assert line.startswith(f"f.yaml:1: nested more than {MAX_DEPTH} deep")
    deepest = "x"
    for _ in range(MAX_DEPTH):
        deepest = f"[{deepest}]"
    assert parse(deepest, "f.yaml").lines


def test_all_duplicate_keys_are_told():
    assert refused("a: 1\nb: {c: 1, c: 2}\na: 3\n") == [
        "f.yaml:2: b.c: duplicate key; first on line 2",
        "f.yaml:3: a: duplicate key; first on line 1",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: [1, 2\nb: 3\n", "f.yaml:2: not valid YAML: "),
        ("a: 1\n\tb: 2\n", "f.yaml:2: not valid YAML: "),
        ("a: b: c\n", "f.yaml:1: not valid YAML: "),
        ("a: 1\n---\nb: 2\n", "f.yaml:2: a second document"),
        ("a: !!python/object:os.system x\n", "f.yaml:1: the tag 'tag:yaml.org,2002:python/object:os.system'"),
        ("a: !!str 3\n", "f.yaml:1: the tag"),
        ("[a, b]: 3\n", "f.yaml:1: a key must be a plain name"),
        ("? {a: b}\n: 3\n", "f.yaml:1: a key must be a plain name"),
        ("a: \x07\n", "f.yaml: not valid YAML: "),
        ("a: 'open\n", "f.yaml:2: not valid YAML: "),
    ],
)
def test_refused_text(text: str, told: str):
    [line] = refused(text)
    assert line.startswith(told)


@given(st.text(max_size=200) | st.text("ab:-[]{}&*!|>'\"#%@`,? \n\t0.", max_size=60))
def test_any_text_is_data_or_one_clear_error(text: str):
    try:
        parse(text, "f.yaml")
    except ScenarioError as error:
        assert error.problems and all(line.startswith("f.yaml") and "\n" not in line for line in error.problems)


@given(
    st.recursive(
        st.integers() | st.booleans() | st.none() | st.text("abc '#:-", max_size=8),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=4),
        max_leaves=20,
    )
)
def test_plain_data_is_read_as_a_full_reader_reads_it(data: object):
    text = yaml.safe_dump(data)
    read = parse(text, "f.yaml").data
    assert read == yaml.safe_load(text)


@given(st.text("0123456789_.eE+-infaN:", max_size=12))
def test_number_like_texts_are_something(text: str):
    assert scalar(text) is None or isinstance(scalar(text), str | int | float | datetime.date)


def test_works_without_the_compiled_parser(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(yaml_text, "_LOADER", yaml.SafeLoader)
    assert parse("a: [1, b]\n", "f").data == {"a": [1, "b"]}
    assert refused("a: \x07\n")[0].startswith("f.yaml: not valid YAML")
    assert refused("a: [1\nb: 2\n")[0].startswith("f.yaml:2: not valid YAML")
