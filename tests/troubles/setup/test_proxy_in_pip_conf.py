"""A network behind a proxy that only pip knows.

astral-sh/uv#3233 and posit-dev/positron#11270: uv has no option `--proxy` and wants HTTPS_PROXY.
"""

import pytest
from index_server import index, installed, settings

MIRROR = "http://mirror.invalid/simple"


@pytest.mark.parametrize("form", ["[global]\nproxy = {}", "[install]\nproxy = http://{}", None])
def test_uv_goes_through_the_proxy_of_pip(tmp_path, form):
    with index("1.0") as address:
        host = address.split("/")[2]
        variables = {"PIP_PROXY": host} if form is None else {}
        conf = (form or "").format(host)
        assert installed(tmp_path, conf, PIP_INDEX_URL=MIRROR, **variables) == "1.0"


def test_a_proxy_for_all_programs_stays_as_it_is(tmp_path):
    found = settings(tmp_path, HTTPS_PROXY="http://proxy.example:3128", NO_PROXY="localhost")
    assert found["HTTPS_PROXY"] == "http://proxy.example:3128"
    assert found["NO_PROXY"] == "localhost"
    assert "HTTP_PROXY" not in found


def test_the_proxy_of_pip_comes_before_that_of_other_programs(tmp_path):
    found = settings(tmp_path, PIP_PROXY="u:p@new.example:1", https_proxy="http://old.example")
    assert found["HTTPS_PROXY"] == found["https_proxy"] == "http://u:p@new.example:1"
