"""Variables that other software set for its own Python or shell reach make and `course`.

mcgill-robotics/compsys#112: a PYTHONPATH from another project replaces modules in a virtual
environment. ohmyzsh/ohmyzsh#1580 and FDio/vpp#1326: CDPATH makes `cd` in a script go elsewhere and
print. pypa/virtualenv#53: a path with a space in the first line of a script.
"""

import subprocess

import pytest
from small_clone import ROOT, make, make_venv, pretend_set_up, small_clone

FOREIGN = "raise SystemExit('a module of another project was imported')\n"


@pytest.fixture
def hostile(tmp_path):
    """Variables that would break everything if they counted."""
    other = tmp_path / "other"
    (other / "tools").mkdir(parents=True)
    for name in ("sitecustomize", "typer", "grading", "helpers", "checks", "pip"):
        (other / f"{name}.py").write_text(FOREIGN)
    (other / "shell").write_text("echo noise\nset -u\nalias cd=false\n")
    names = (
        "PYTHONHOME VIRTUAL_ENV CONDA_PREFIX PYTHONUSERBASE HOME TMPDIR XDG_CACHE_HOME PIP_TARGET"
    ).split()
    shell, module = str(other / "shell"), str(other / "pip.py")
    return dict.fromkeys(names, "/nonexistent") | {
        "PYTHONPATH": str(other),
        "PYTHONSTARTUP": module,
        "PYTHONWARNINGS": "error",
        "PYTHONOPTIMIZE": "2",
        "PYTHONINSPECT": "1",
        "BASH_ENV": shell,
        "ENV": shell,
        "CDPATH": str(other),
        "GREP_OPTIONS": "--color=always",
        "LC_ALL": "C",
        "TERM": "",
    }


@pytest.mark.parametrize("name", ["clone", "my clone", "Ada's $HOME & ü"])
def test_make_ignores_them_in_every_folder(tmp_path, hostile, name):
    clone = small_clone(tmp_path / name)
    pretend_set_up(clone)
    done = make(clone, "setup", **hostile)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = make(clone, "help", **hostile)
    assert done.stderr == ""
    assert done.stdout.startswith("make help ")
    assert "make lab " in done.stdout


@pytest.mark.parametrize("name", ["clone", "my clone", "Ada's $HOME & ü"])
def test_the_command_ignores_them_in_every_folder(tmp_path, hostile, name):
    clone = tmp_path / name
    make_venv(clone)
    script = (ROOT / "tools" / "setup.sh").read_text()
    lines = script[script.index("quoted=") : script.index("# Let Matplotlib")]
    subprocess.run(["bash", "-c", f"set -euo pipefail\n{lines}"], cwd=clone, check=True)
    done = subprocess.run(
        [clone / ".venv/bin/course", "grade", "99"],
        env={"PATH": "/usr/bin:/bin", **hostile},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("course: there is no lesson '99'")
    assert done.stderr.count("\n") == 1
