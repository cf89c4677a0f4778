"""Fits on disk: written and read back the same, and refused with a reason where they are no fit of this version."""

import json
from pathlib import Path

import numpy as np
import pytest

from corridor.errors import RunError
from corridor.foresight.regress import Answer
from corridor.foresight.store import FORMAT, SUFFIX, Foresight, cache, find, load, save

ABOUT = {"key": "abc", "scenario": "a-case", "settled": True, "gaps": {}, "rounds": [{"number": 1, "moved": None}]}


@pytest.fixture
def some() -> Foresight:
    draw = np.random.default_rng(1)
    answers = {
        (o, q): Answer(draw.normal(size=(3, 4)).astype(np.float32), (1, 3), 250.5) for o in range(2) for q in ("a", "b")
    }
    return Foresight(answers, dict(ABOUT))


def same(one: Foresight, other: Foresight) -> bool:
    """Whether two fits are equal, bit for bit."""
    return one.about == other.about and list(one.answers) == list(other.answers) and all(
        np.array_equal(a.weight, b.weight) and a.weight.dtype == b.weight.dtype and a[1:] == b[1:]
        for a, b in zip(one.answers.values(), other.answers.values(), strict=True)
    )  # fmt: skip


def test_a_fit_is_read_as_it_was_written(some: Foresight, tmp_path: Path) -> None:
    path = tmp_path / "deep" / f"one{SUFFIX}"
    save(some, path)
    assert same(load(path), some) and load(path).settled
    assert [p.name for p in path.parent.iterdir()] == [path.name], "nothing else is left behind"


def test_a_fit_is_found_by_its_key(some: Foresight, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shipped = tmp_path / "library"
    assert find("abc", shipped) is None and find("abc") is None
    save(some, shipped / f"default{SUFFIX}")
    assert find("abc") is None
    found = find("abc", shipped)
    assert found is not None and same(found, some)
    assert find("abd", shipped) is None
    assert cache().is_relative_to(tmp_path / "cache")
    save(some, cache() / f"abc{SUFFIX}")
    assert find("abc") is not None


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.99])
def test_a_fit_that_is_cut_off_is_told(some: Foresight, tmp_path: Path, part: float) -> None:
    path = tmp_path / f"one{SUFFIX}"
    save(some, path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(part * len(whole))])
    with pytest.raises(RunError, match=r"one.foresight.npz: is not a fit of foresight, or is cut off .*fit again"):
        load(path)


@pytest.mark.parametrize("place", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_fit_with_spoilt_bytes_is_told_or_is_unharmed(some: Foresight, tmp_path: Path, place: float) -> None:
    path = tmp_path / f"one{SUFFIX}"
    save(some, path)
    data = bytearray(path.read_bytes())
    at = int(place * len(data))
    data[at : at + 8] = bytes(b ^ 0xFF for b in data[at : at + 8])
    path.write_bytes(data)
    try:
        assert same(load(path), some)
    except RunError as error:
        assert "fit again" in str(error)


def written(path: Path, told: object) -> Path:
    np.savez_compressed(path, told=np.frombuffer(json.dumps(told).encode(), np.uint8))
    return path


@pytest.mark.parametrize("told", [[], 3, {}, {"format": FORMAT}, {"format": FORMAT, "names": [], "rest": []}])
def test_a_file_that_is_no_fit_is_told(tmp_path: Path, told: object) -> None:
    with pytest.raises(RunError, match="is not a fit of foresight"):
        load(written(tmp_path / "other.npz", told))


def test_what_is_no_archive_or_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "text.npz").write_text("hello")
    np.savez(tmp_path / "numbers.npz", a=np.ones(3))
    for name in ("text.npz", "numbers.npz", "nowhere.npz"):
        with pytest.raises(RunError, match=f"{name}: is not a fit of foresight"):
            load(tmp_path / name)


def test_another_format_is_told(some: Foresight, tmp_path: Path) -> None:
    told = {"format": FORMAT + 1, "about": some.about, "names": [], "rest": []}
    path = written(tmp_path / "later.npz", told)
    with pytest.raises(RunError, match=f"written in format {FORMAT + 1}, this version reads {FORMAT}; fit again"):
        load(path)
