"""A network that replaces certificates by its own, for which only pip was set up.

astral-sh/uv#1474 and astral-sh/uv#1404: uv reads neither pip.conf nor PIP_CERT, so setting up
stops at "invalid peer certificate". Whatever names the certificate to pip must reach uv.
"""

import pytest
from index_server import index, installed, run, settings

WAYS = {
    "PIP_CERT": ("", "PIP_CERT"),
    "REQUESTS_CA_BUNDLE": ("", "REQUESTS_CA_BUNDLE"),
    "CURL_CA_BUNDLE": ("", "CURL_CA_BUNDLE"),
    "SSL_CERT_FILE": ("", "SSL_CERT_FILE"),
    "pip.conf, global": ("[global]\ncert = {}\n", None),
    "pip.conf, install": ("[install]\ncert = {}\n", None),
}


@pytest.mark.parametrize("way", WAYS)
def test_uv_trusts_what_pip_trusts(tmp_path, certificate, way):
    conf, variable = WAYS[way]
    # Conda and others set this variable for themselves.
    variables = {"SSL_CERT_FILE": "/dev/null"} | ({variable: str(certificate)} if variable else {})
    with index("1.0", certificate=certificate) as address:
        variables["PIP_INDEX_URL"] = address
        assert installed(tmp_path, conf.format(certificate), **variables) == "1.0"


def test_nothing_else_is_trusted(tmp_path, certificate):
    with index("1.0", certificate=certificate) as address:
        assert "certificate" in installed(tmp_path, PIP_INDEX_URL=address)


def test_a_certificate_of_the_user_reaches_uv(tmp_path):
    found = settings(tmp_path, "[global]\nclient-cert = /home/ada/own.pem\n")
    assert found["SSL_CLIENT_CERT"] == "/home/ada/own.pem"


def test_without_a_named_file_uv_trusts_the_system_like_pip(tmp_path):
    assert settings(tmp_path).get("UV_SYSTEM_CERTS") in ("1", None)
    assert settings(tmp_path, UV_SYSTEM_CERTS="0")["UV_SYSTEM_CERTS"] == "0"


@pytest.mark.parametrize(
    ("conf", "variable"),
    [("[global]\ncert = /nowhere/file.pem\n", "UNUSED"), ("", "REQUESTS_CA_BUNDLE")],
)
def test_a_file_that_is_not_there_is_named_in_one_line(tmp_path, conf, variable):
    done = run(tmp_path, "true", conf, **{variable: "/nowhere/file.pem"})
    assert done.returncode == 1
    assert "names /nowhere/file.pem, which does not exist" in done.stderr
    assert done.stderr.count("\n") == 1
