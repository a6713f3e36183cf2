"""Leave most situations to `make test-all`: of each file, `make test` runs the first quick test."""

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark all tests here as slow but the first one of each file that is not slow already."""
    seen = set()
    for item in items:
        if "/tests/troubles/" in item.path.as_posix() and item.get_closest_marker("slow") is None:
            if item.path in seen:
                item.add_marker(pytest.mark.slow)
            seen.add(item.path)
