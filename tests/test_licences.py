"""Nothing that Corridor or an extra of it installs stands under the GPL or the AGPL."""

import re
from collections.abc import Iterable, Mapping
from email.message import Message
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# The Lesser GPL is neither: "LGPL" and "Lesser General Public License" must not match.
COPYLEFT = re.compile(r"\bA?GPL|GNU (?:Affero )?General Public License", re.IGNORECASE)
# The compiler's run-time library that binary wheels bundle: the exception lifts the GPL's terms from what links it.
LIFTED = re.compile(r"\S*GPL\S* WITH GCC-exception\S*", re.IGNORECASE)
SHORT = 200
"""Characters up to which the old License field is a name and not a whole text."""


def is_free_of_copyleft(expression: str) -> bool:
    """Whether a licence expression offers a choice that includes neither the GPL nor the AGPL."""
    tokens = [t.strip() for t in re.split(r"(\(|\)|\bAND\b|\bOR\b)", LIFTED.sub("allowed", expression))]
    words = {"AND": "and", "OR": "or", "(": "(", ")": ")"}
    translated = [words.get(t, str(COPYLEFT.search(t) is None)) for t in tokens if t]
    return bool(eval(" ".join(translated)))  # holds True, False, and, or, brackets only


def complaint(metadata: Mapping[str, str] | Message) -> str | None:
    """What is wrong with the licence that a package states, or None."""
    name = metadata["Name"]
    if expression := metadata.get("License-Expression"):
        return None if is_free_of_copyleft(expression) else f"{name}: {expression}"
    classifiers = metadata.get_all("Classifier") or [] if isinstance(metadata, Message) else []
    stated = [c for c in classifiers if c.startswith("License :: ") and c != "License :: OSI Approved"]
    # Old field: a name, or a whole text whose inside may quote other licences; then only its title counts.
    stated = stated or [(metadata.get("License") or "").strip()[:SHORT]]
    if not any(stated):
        return f"{name}: states no licence; read it, and pin a version that does"
    bad = [s for s in stated if COPYLEFT.search(LIFTED.sub("", s))]
    return f"{name}: {'; '.join(bad)}" if bad else None


def closure(name: str, extras: Iterable[str]) -> set[str]:
    """Names of all installed packages that a package and its extras need, directly or not."""
    found: set[str] = set()
    waiting = [(name, frozenset(extras))]
    seen = set(waiting)
    while waiting:
        package, wanted = waiting.pop()
        try:
            requires = distribution(package).requires or []
        except PackageNotFoundError:
            continue
        found.add(canonicalize_name(package))
        for requirement in map(Requirement, requires):
            marker = requirement.marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *wanted)):
                step = (requirement.name, frozenset(requirement.extras))
                if step not in seen:
                    seen.add(step)
                    waiting.append(step)
    return found


def message(**fields: str | list[str]) -> Message:
    built = Message()
    built["Name"] = "x"
    for field, value in fields.items():
        for one in [value] if isinstance(value, str) else value:
            built[field.replace("_", "-")] = one
    return built


def test_no_package_is_under_the_gpl_or_agpl():
    extras = distribution("corridor").metadata.get_all("Provides-Extra") or []
    names = closure("corridor", extras)
    assert {"jax", "jaxlib", "numpy", "pydantic-core", "hypothesis"} <= names, "the walk over what we need is broken"
    complaints = [c for n in sorted(names) if (c := complaint(distribution(n).metadata))]  # type: ignore[arg-type]
    assert not complaints, "no GPL or AGPL in the core or an extra; leave out:\n" + "\n".join(complaints)


@pytest.mark.parametrize(
    "metadata",
    [
        message(License_Expression="GPL-3.0-or-later"),
        message(License_Expression="MIT AND AGPL-3.0-only"),
        message(License_Expression="(MIT OR BSD-3-Clause) AND GPL-2.0-only"),
        message(License_Expression="GPL-2.0-only OR AGPL-3.0-only"),
        message(License="GPLv3"),
        message(License="GNU General Public License v2 or later"),
        message(License="GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007\n" + "text " * 200),
        message(Classifier=["License :: OSI Approved :: GNU Affero General Public License v3"], License="see file"),
        message(Classifier=["License :: OSI Approved :: GNU General Public License v3 (GPLv3)"]),
        message(),
        message(Classifier=["Programming Language :: Python"]),
    ],
    # Not str(m): a Python that checks what it writes refuses a licence of several lines.
    ids=lambda m: ", ".join(" ".join(f"{k}: {v}".split()) for k, v in m.items())[:52],
)
def test_a_package_under_them_is_reported(metadata: Message):
    assert (complaint(metadata) or "").startswith("x: ")


@pytest.mark.parametrize(
    "metadata",
    [
        message(License_Expression="LGPL-3.0-or-later"),
        message(License_Expression="MIT OR GPL-3.0-only"),
        message(License_Expression="BSD-3-Clause AND GPL-3.0-or-later WITH GCC-exception-3.1"),
        message(License_Expression="(MIT AND BSD-3-Clause) OR (GPL-2.0-only AND MIT)"),
        message(Classifier=["License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)"]),
        message(Classifier=["License :: OSI Approved :: BSD License"], License="BSD. Bundles: GPL-3.0 " + "x" * 300),
        message(License="Copyright, redistribution permitted. " + "x" * 300 + " libgfortran: GPL"),
    ],
    # Not str(m): a Python that checks what it writes refuses a licence of several lines.
    ids=lambda m: ", ".join(" ".join(f"{k}: {v}".split()) for k, v in m.items())[:52],
)
def test_a_package_under_another_licence_passes(metadata: Message):
    assert complaint(metadata) is None
