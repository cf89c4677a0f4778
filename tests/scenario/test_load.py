"""Names, folders and paths lead to scenarios; what leads to none is one clear error."""

import os
from pathlib import Path

import pytest

from corridor.errors import ScenarioError
from corridor.evidence import ledger
from corridor.scenario import load, written
from corridor.scenario.yaml_text import MAX_BYTES


@pytest.mark.parametrize("name", load.library())
def test_library_loads_and_carries_its_name(name: str):
    assert load.load(name).meta.id == name


def test_library_lists_cases_and_no_templates():
    assert "teaching-six" in load.library()
    assert not [name for name in load.library() if name.startswith("_")]
    assert load.library_path("teaching-six").parent == load.folder_of("teaching-six")


def test_name_folder_and_file_lead_to_the_same_scenario(tmp_path: Path, teaching: str):
    (tmp_path / "scenario.yaml").write_text(teaching, encoding="utf-8")
    (tmp_path / "other.yaml").write_text("﻿" + teaching, encoding="utf-8")  # a byte order mark is no matter
    wanted = load.load("teaching-six").model_copy(update={"evidence": None})
    assert load.load(tmp_path) == load.load(tmp_path / "scenario.yaml") == load.load(tmp_path / "other.yaml") == wanted
    assert load.folder_of(tmp_path) == load.folder_of(tmp_path / "other.yaml") == tmp_path


def test_a_folder_of_the_same_name_does_not_hide_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "teaching-six").mkdir()
    monkeypatch.chdir(tmp_path)
    assert load.load("teaching-six").meta.id == "teaching-six"
    for folder in ("./teaching-six", Path("teaching-six")):
        with pytest.raises(ScenarioError, match=r"without scenario\.yaml"):
            load.load(folder)


def test_unknown_name_names_the_nearest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ScenarioError, match=r"^teaching-sic: no file, and no .*; did you mean 'teaching-six'\?$"):
        load.load("teaching-sic")
    with pytest.raises(ScenarioError, match="no file"):
        load.folder_of("_template")


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", "", "a" * 300 + ".yaml"])
def test_impossible_names(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ScenarioError):
        load.load(name)


def test_files_that_hold_no_scenario(tmp_path: Path, refused):
    path = tmp_path / "scenario.yaml"
    assert refused(path) == [f"{path}: no such file"]
    assert refused(tmp_path) == [f"{tmp_path}: is a directory without scenario.yaml"]
    for text in ("", "# only a comment\n", "---\n"):
        path.write_text(text)
        [line] = refused(path)
        assert line.startswith(f"{path}: is empty")
    for text in ("- a\n- b\n", "just words\n", "3\n"):
        path.write_text(text)
        [line] = refused(path)
        assert line.startswith(f"{path}: expected a mapping")
    path.unlink()
    path.mkdir()
    assert "is a directory" in refused(path / ".")[0]


def test_bytes_that_are_no_text(tmp_path: Path, refused):
    path = tmp_path / "scenario.yaml"
    path.write_bytes(b"corridor: 1\nmeta:\n  title: caf\xe9\n")
    assert refused(path) == [f"{path}:3: not UTF-8 (byte 30); save the file as UTF-8"]
    path.write_bytes(b"corridor: 1\0")
    assert len(refused(path)) == 1
    path.write_bytes(bytes(range(256)) * 10)
    assert len(refused(path)) == 1


def test_large_file_is_refused_before_it_is_read(tmp_path: Path, refused):
    path = tmp_path / "scenario.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)  # a hole: takes no room on disk
    [line] = refused(path)
    assert line.startswith(f"{path}: got 50 MB; a scenario file has at most 10 MB")
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert len(refused(path)) == 1


def test_special_files_are_not_read(tmp_path: Path, refused):
    path = tmp_path / "pipe.yaml"
    os.mkfifo(path)  # reading it would wait for ever
    assert refused(path) == [f"{path}: is no regular file; expected a scenario file"]


def test_evidence_must_stand_beside_the_file(tmp_path: Path, teaching: str, refused):
    path = tmp_path / "scenario.yaml"
    path.write_text(teaching + "evidence: claims.csv\n", encoding="utf-8")
    [line] = refused(path)
    assert line.endswith("evidence: got 'claims.csv'; there is no such file beside the scenario")
    assert line.startswith(f"{path}:{len(teaching.splitlines()) + 1}: ")
    (tmp_path / "claims.csv").write_text("id\n")
    assert load.load(path).evidence == "claims.csv"
    assert load.from_data(written.plain(load.load(path)), "data").evidence == "claims.csv"


def test_scenario_is_frozen():
    scenario = load.load("teaching-six")
    with pytest.raises(Exception, match="frozen"):
        scenario.period.days = 3  # type: ignore[misc]


def test_teaching_ledger_is_read_and_disagrees_with_itself():
    scenario = load.load("teaching-six")
    assert scenario.evidence is not None
    claims = ledger.read(load.folder_of("teaching-six") / scenario.evidence, scenario).claims
    road = {claim.value for claim in claims if claim.quantity == "route_open"}
    assert road == {"open", "closed"}
