"""A user who has set up uv as well as pip.

astral-sh/uv#12982: a user's own UV_NATIVE_TLS did not count beside SSL_CERT_FILE. What is set for
uv itself is never replaced by a setting of pip.
"""

import pytest
from index_server import index, installed, settings

CONF = """[global]
index-url = http://pip.example/simple
extra-index-url = http://extra.example/simple
trusted-host = pip.example
timeout = 7
cert = /dev/null
"""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("UV_DEFAULT_INDEX", "http://uv.example/simple"),
        ("UV_INDEX", "http://uv.example/simple"),
        ("UV_INSECURE_HOST", "uv.example"),
        ("UV_HTTP_TIMEOUT", "99"),
        ("UV_INDEX_STRATEGY", "first-index"),
        ("UV_FIND_LINKS", "/somewhere"),
        ("UV_OFFLINE", "1"),
    ],
)
def test_it_is_kept(tmp_path, name, value):
    assert settings(tmp_path, CONF, **{name: value})[name] == value


def test_an_older_name_of_the_same_setting_counts_too(tmp_path):
    found = settings(tmp_path, CONF, UV_INDEX_URL="http://uv.example/simple")
    assert "UV_DEFAULT_INDEX" not in found


def test_if_uv_is_told_to_trust_the_system_it_does(tmp_path):
    found = settings(tmp_path, CONF, UV_NATIVE_TLS="1")
    assert "SSL_CERT_FILE" not in found


def test_uv_asks_the_index_that_was_named_to_it(tmp_path):
    with index("1.0") as address:
        conf = "[global]\nindex-url = http://pip.invalid/simple\n"
        assert installed(tmp_path, conf, UV_DEFAULT_INDEX=address) == "1.0"
