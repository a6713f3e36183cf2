"""A certificate that no system trusts, made once."""

import shutil

import pytest
from index_server import own_certificate


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    if shutil.which("openssl") is None:
        pytest.skip("makes a certificate with openssl")
    return own_certificate(tmp_path_factory.mktemp("certificate"))
