"""`make` finds a working Python, whatever else is on PATH."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BASH = shutil.which("bash")
REAL_PYTHON = Path(sys.base_prefix) / "bin" / "python3"

pytestmark = pytest.mark.skipif(BASH is None or os.name == "nt", reason="the finder is for bash")

BROKEN_SHIM = "#!/bin/sh\necho 'pyenv: command not found' >&2\nexit 127\n"
TOO_OLD = '#!/bin/sh\ncase "$2" in *version_info*) exit 1;; *) exit 0;; esac\n'
WITHOUT_VENV = """#!/bin/sh
case "$2" in
    *ensurepip*) exit 1;;
    *print*) echo 3.12;;
esac
"""


def find_python(folder, **variables):
    return subprocess.run(
        [BASH, ROOT / "tools" / "find_python.sh"],
        env={"PATH": str(folder), **variables},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
    )


def put(folder, name, script):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script)
    path.chmod(0o755)
    return path


def put_real(folder, name="python3"):
    # A symbolic link would not work, because Python looks for its library next to the link.
    return put(folder, name, f'#!/bin/sh\nexec "{REAL_PYTHON}" "$@"\n')


def test_takes_a_python3_that_is_new_enough(tmp_path):
    real = put_real(tmp_path)

    assert find_python(tmp_path).stdout.strip() == str(real)


def test_prefers_the_newest(tmp_path):
    put_real(tmp_path, "python3.11")
    newest = put_real(tmp_path, "python3.13")

    assert find_python(tmp_path).stdout.strip() == str(newest)


def test_passes_over_a_shim_that_fails(tmp_path):
    put(tmp_path, "python3.13", BROKEN_SHIM)
    real = put_real(tmp_path)

    found = find_python(tmp_path)

    assert found.stdout.strip() == str(real)
    assert found.stderr == ""


def test_finds_the_second_of_the_same_name(tmp_path):
    put(tmp_path / "shims", "python3", BROKEN_SHIM)
    real = put_real(tmp_path / "system")

    found = find_python(f"{tmp_path / 'shims'}:{tmp_path / 'system'}")

    assert found.stdout.strip() == str(real)


def test_says_in_one_line_that_every_python_is_too_old(tmp_path):
    put(tmp_path, "python3", TOO_OLD)

    found = find_python(tmp_path)

    assert found.returncode == 1
    assert found.stdout == ""
    assert found.stderr.startswith("No Python 3.11, 3.12 or 3.13 found")
    assert found.stderr.count("\n") == 1


def test_names_the_package_to_install_if_venv_is_missing(tmp_path):
    put(tmp_path, "python3", WITHOUT_VENV)

    found = find_python(tmp_path)

    assert found.returncode == 1
    assert "sudo apt-get install python3.12-venv" in found.stderr
    assert found.stderr.count("\n") == 1


def test_the_python_named_by_the_user_is_preferred_to_all_others(tmp_path):
    put_real(tmp_path, "python3.13")
    chosen = put_real(tmp_path, "my-python")

    assert find_python(tmp_path, PYTHON=str(chosen)).stdout.strip() == str(chosen)


def test_if_the_python_named_by_the_user_does_not_run_no_other_replaces_it(tmp_path):
    put_real(tmp_path)

    found = find_python(tmp_path, PYTHON="no-such-python")

    assert found.returncode == 1
    assert found.stderr.startswith("PYTHON=no-such-python is no Python")
