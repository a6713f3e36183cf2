"""ray-project/ray#6662: a proxy is set, and Ray must reach its own processes without it.

Others have a host name without an address (ray-project/ray#43416) or no home folder.
"""

import pytest
from ray_starts import works

pytestmark = pytest.mark.slow
PROXY = "http://proxy.invalid:3128"


def test_proxies():
    names = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    works(**dict.fromkeys(names, PROXY), grpc_proxy=PROXY, no_proxy=None)


def test_no_home():
    works(HOME=None)


def test_a_home_that_does_not_exist():
    works(HOME="/nowhere/at/all", XDG_RUNTIME_DIR="/nowhere/at/all")


def test_few_variables():
    works(LANG=None, LC_ALL="C", USER=None, LOGNAME=None, PYTHONUTF8=None)


def test_two_notebooks_at_a_time():
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as both:
        folders = list(both.map(lambda _: works(), range(2)))
    assert folders[0] != folders[1]
