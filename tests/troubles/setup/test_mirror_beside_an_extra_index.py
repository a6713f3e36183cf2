"""A mirror and a second index, which only pip knows.

astral-sh/uv#8486: uv does not read pip.conf. astral-sh/uv#6653 and astral-sh/uv#7554: with a second
index, uv takes versions from that alone, even if the one that is needed is only on the first.
"""

import pytest
from index_server import index, installed, settings


def test_uv_uses_the_mirror_of_pip(tmp_path):
    with index("1.0") as address:
        assert installed(tmp_path, f"[global]\nindex-url = {address}\n") == "1.0"


@pytest.mark.parametrize(("first", "second"), [("2.0", "1.0"), ("1.0", "2.0")])
def test_a_version_may_be_on_either_index(tmp_path, first, second):
    with index(first) as address, index(second) as extra:
        conf = f"[install]\nextra-index-url = {extra}\n"
        assert installed(tmp_path, conf, PIP_INDEX_URL=address) == "2.0"


def test_folders_that_are_gone_are_passed_over(tmp_path):
    (tmp_path / "wheels").mkdir()
    conf = (
        f"[global]\nfind-links =\n  {tmp_path}/wheels\n  {tmp_path}/gone\n"
        f"extra-index-url = file://{tmp_path}/gone/simple\n"
    )
    found = settings(tmp_path, conf)
    assert found["UV_FIND_LINKS"] == f"{tmp_path}/wheels"
    assert "UV_INDEX" not in found


def test_slow_networks_get_their_time(tmp_path):
    found = settings(tmp_path, PIP_DEFAULT_TIMEOUT="180", PIP_RETRIES="9")
    assert (found["UV_HTTP_TIMEOUT"], found["UV_HTTP_RETRIES"]) == ("180", "9")
