"""pip or uv set up to install somewhere else, or something else.

pypa/pip#8977, pypa/pipenv#1798 and pypa/pipx#273: `user = true` in pip.conf or PIP_USER=1 stops
every installation in a virtual environment. Such settings, also those of uv, do not apply to .venv.
"""

import pytest
from index_server import index, installed, run, settings

PIP = dict.fromkeys(
    "PIP_TARGET PIP_PREFIX PIP_PYTHON PIP_CONSTRAINT PIP_LOG PIP_ROOT".split(), "/nonexistent"
) | dict.fromkeys(
    "PIP_USER PIP_REQUIRE_HASHES PIP_DRY_RUN PIP_QUIET PIP_NO_DEPS PIP_REQUIRE_VIRTUALENV".split(),
    "1",
)
UV = {
    "UV_PYTHON": "3.9",
    "UV_EXCLUDE_NEWER": "2020-01-01",
    "UV_CONSTRAINT": "/nonexistent",
    "UV_PROJECT": "/nonexistent",
    **dict.fromkeys("UV_SYSTEM_PYTHON UV_REQUIRE_HASHES UV_NO_BUILD UV_NO_BINARY".split(), "1"),
}


def test_they_are_taken_back(tmp_path):
    found = settings(tmp_path, **PIP, **UV)
    assert not found.keys() & (PIP.keys() | UV.keys())


@pytest.mark.parametrize("section", ["global", "install"])
def test_those_in_pip_conf_are_not_read(tmp_path, section):
    with index("1.0") as address:
        conf = (
            f"[{section}]\nuser = true\nrequire-hashes = true\nquiet = 3\nindex-url = {address}\n"
        )
        script = f'"$PY" -m pip download -q --no-deps -d "{tmp_path}" course-trial-package'
        done = run(tmp_path, script, conf)
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.glob("*.whl"))


def test_uv_installs_all_the_same(tmp_path):
    with index("1.0") as address:
        assert installed(tmp_path, PIP_INDEX_URL=address, **PIP, **UV) == "1.0"


def test_without_an_index_uv_asks_none(tmp_path):
    done = run(tmp_path, 'echo "$NO_INDEX"', "[global]\nno-index = true\n")
    assert done.stdout.strip() == "--no-index"


@pytest.mark.parametrize("conf", ["no section\n", "[global\n", "[global]\nuser\n"])
def test_a_damaged_pip_conf_is_an_error_of_one_line(tmp_path, conf):
    done = run(tmp_path, "true", conf)
    assert done.returncode == 1
    assert done.stderr.startswith("pip cannot read its settings")
    assert done.stderr.count("\n") == 1
