"""requirements.lock installs anywhere, and everywhere the same versions."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DIRECT = [
    Requirement(line)
    for line in PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]
]
TARGETS = [
    {"python_version": version, "python_full_version": f"{version}.0", **system}
    for version in ("3.11", "3.12", "3.13")
    for system in (
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
        {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    )
]


def blocks():
    """Return one text per requirement: its line and its hashes."""
    return re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*\n", "", LOCK, flags=re.MULTILINE).strip())


def pins(target):
    requirements = [Requirement(block.split("\\")[0].strip()) for block in blocks()]
    return {
        canonicalize_name(requirement.name): requirement.specifier
        for requirement in requirements
        if requirement.marker is None or requirement.marker.evaluate(target)
    }


def test_names_the_command_that_makes_it():
    assert "make lock" in LOCK.splitlines()[1]


def test_every_requirement_has_a_hash_and_one_version():
    assert len(blocks()) > 100
    for block in blocks():
        assert re.match(r"[a-z0-9._-]+==[^ ]+ ", block), block
        assert "--hash=sha256:" in block, block


def test_mentions_no_index_and_no_folder():
    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links|^[^#\n]*@", LOCK, re.M)
    assert not re.search(r"(^|\s)(/|~/|[A-Z]:\\)", LOCK, re.M)


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: f"{t['python_version']}-{t['os_name']}")
def test_contains_every_direct_dependency_at_a_version_that_pyproject_allows(target):
    pinned = pins(target)

    for requirement in DIRECT:
        version = str(pinned[canonicalize_name(requirement.name)]).removeprefix("==")
        assert requirement.specifier.contains(version), f"run `make lock`: {requirement}"


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: f"{t['python_version']}-{t['os_name']}")
def test_leaves_out_a_package_that_slows_every_import(target):
    assert "rfc3987-syntax" not in pins(target)
    assert "jsonschema" in pins(target)
