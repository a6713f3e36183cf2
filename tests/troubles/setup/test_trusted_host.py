"""A mirror with a certificate that nobody trusts, which pip was told to accept.

astral-sh/uv#1339: uv ignores pip's `trusted-host` and stops. The host is accepted, and no other.
"""

import pytest
from index_server import index, installed


@pytest.mark.parametrize(("host", "works"), [("localhost", True), ("mirror.example", False)])
def test_only_the_named_host_is_accepted(tmp_path, certificate, host, works):
    with index("1.0", certificate=certificate) as address:
        conf = f"[global]\nindex-url = {address}\ntrusted-host =\n    {host}\n    other.example\n"
        assert (installed(tmp_path, conf) == "1.0") is works
