"""The set-up holds together: pins, papers, the Makefile, a light start, and nothing that only one machine has."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

OLDEST = {"python_version": "3.11", "python_full_version": "3.11.0"}


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text())["project"]


@pytest.fixture(scope="module")
def pins(root: Path) -> dict[str, str]:
    lines = (root / "constraints.txt").read_text().splitlines()
    exact = [re.fullmatch(r"([A-Za-z0-9._-]+)==([A-Za-z0-9.!+]+)", line) for line in lines if not line.startswith("#")]
    assert all(exact), "constraints.txt holds comments and name==version, nothing else"
    names = [canonicalize_name(m[1]) for m in exact if m]
    assert len(names) == len(set(names)), "a package is pinned twice"
    return dict(zip(names, [m[2] for m in exact if m], strict=True))


def test_every_dependency_is_pinned_within_its_bounds(project: dict[str, Any], pins: dict[str, str]):
    stated = project["dependencies"] + [r for extra in project["optional-dependencies"].values() for r in extra]
    wrong = []
    for requirement in map(Requirement, stated):
        if requirement.marker and not requirement.marker.evaluate(OLDEST):
            continue
        pin = pins.get(canonicalize_name(requirement.name))
        if pin is None or not requirement.specifier.contains(pin):
            wrong.append(f"{requirement}: pinned {pin}")
    assert not wrong, "run `make constraints`:\n" + "\n".join(wrong)
    assert len(stated) > 20


@pytest.mark.parametrize("name", ["constraints.txt", "Makefile", ".ci/run", "pyproject.toml"])
def test_set_up_holds_no_address(root: Path, name: str):
    text = (root / name).read_text()
    assert not re.findall(r"\S*(?:://|index-url|find-links|trusted-host)\S*", text), "plain pip knows where to look"


def commands_of(folder: Path, target: str) -> str:
    done = subprocess.run(["make", "-n", target], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.skipif(shutil.which("make") is None, reason="no make on this machine")
@pytest.mark.parametrize(
    ("target", "stamp"), [("run", ".run"), ("test", ".dev"), ("check", ".dev"), ("bench", ".bench")]
)
def test_make_installs_when_and_only_when_something_changed(root: Path, tmp_path: Path, target: str, stamp: str):
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copyfile(root / name, tmp_path / name)
        os.utime(tmp_path / name, (1000, 1000))
    first = commands_of(tmp_path, target)
    assert "-m venv .venv" in first
    assert "pip install" in first and "--constraint constraints.txt" in first

    (tmp_path / ".venv").mkdir()
    for name in (".made", stamp):
        (tmp_path / ".venv" / name).touch()
        os.utime(tmp_path / ".venv" / name, (2000, 2000))
    assert "pip install" not in commands_of(tmp_path, target)

    for changed in ("pyproject.toml", "constraints.txt"):
        os.utime(tmp_path / changed, (3000, 3000))
        again = commands_of(tmp_path, target)
        assert "pip install" in again and "-m venv" not in again
        os.utime(tmp_path / changed, (1000, 1000))


@pytest.mark.parametrize(
    "start",
    ["import corridor", "import corridor.cli; sys.argv = ['corridor', '--help']; corridor.cli.main()"],
    ids=["import", "help"],
)
def test_start_imports_no_jax(start: str):
    program = f"import sys, atexit\natexit.register(lambda: print('jax' in sys.modules))\n{start}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "False"


def test_licence_is_the_whole_apache_licence(root: Path, project: dict[str, Any]):
    text = (root / "LICENSE").read_text()
    assert project["license"] == "Apache-2.0"
    assert re.search(r"Apache License\s+Version 2.0, January 2004", text)
    assert [int(n) for n in re.findall(r"^   (\d)\. [A-Z]", text, re.MULTILINE)] == list(range(1, 10))
    assert "END OF TERMS AND CONDITIONS" in text and "APPENDIX: How to apply" in text


def test_citation_agrees_with_the_project(root: Path, project: dict[str, Any]):
    citation = yaml.safe_load((root / "CITATION.cff").read_text())
    assert {"cff-version", "message", "title", "authors", "version", "license"} <= set(citation)
    assert citation["title"].casefold().startswith(project["name"])
    assert [a["name"] for a in citation["authors"]] == [a["name"] for a in project["authors"]]
    assert (citation["version"], citation["license"]) == (project["version"], project["license"])


def test_changelog_has_the_version(root: Path, project: dict[str, Any]):
    assert re.search(rf"^## \[{re.escape(project['version'])}\]", (root / "CHANGELOG.md").read_text(), re.MULTILINE)


def test_contributing_is_short(root: Path):
    assert len((root / "CONTRIBUTING.md").read_text().splitlines()) <= 60


def test_no_file_names_a_machine_or_a_registry(root: Path):
    if not (root / ".git").exists():
        pytest.skip("not a git checkout: no list of the repository's files")
    listing = ["git", "-c", f"safe.directory={root}", "ls-files", "-z"]
    names = subprocess.run(listing, cwd=root, capture_output=True, text=True, check=True).stdout.split("\0")
    # Written in two parts, so that this file holds none of them.
    paths = rb"(?<![\w.-])/" + rb"(?:work|opt/pypi|opt/wheels)" + rb"\b/?"
    registries = rb"|".join(
        [rb"pypi" + rb"\.org", rb"python" + rb"hosted\.org", rb"registry\.npm" + rb"js", rb"/sim" + rb"ple/"]
    )
    wrong = []
    for name in filter(None, names):
        path = root / name
        for line, text in enumerate(path.read_bytes().splitlines() if path.is_file() else [], 1):
            if found := re.search(paths + rb"|" + registries, text):
                wrong.append(f"{name}:{line}: {found.group().decode()}")
    assert len(names) > 20
    assert not wrong, "\n".join(wrong)


def test_tests_are_strict_and_check_shapes():
    import jax.numpy as jnp
    import jaxtyping

    from corridor import draws

    with pytest.raises(ValueError, match="rank_promotion"):
        jnp.ones((2, 3)) + jnp.ones(3)
    with pytest.raises(ValueError, match="dtype_promotion"):
        jnp.ones(3, jnp.float32) + jnp.ones(3, jnp.int32)
    with pytest.raises(jaxtyping.TypeCheckError):
        draws.normal_from(jnp.ones(3, jnp.int32))
