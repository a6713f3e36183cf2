#!/usr/bin/env bash
# Rewrite requirements.lock: pinned versions for Python 3.11 to 3.13 on every system, with hashes.
set -euo pipefail
cd "$(dirname "$0")/.."

# A lock that names the maker's own package index would not install elsewhere.
env -u UV_INDEX -u UV_DEFAULT_INDEX -u UV_FIND_LINKS UV_CUSTOM_COMPILE_COMMAND="make lock" \
    .venv/bin/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --upgrade --quiet --output-file requirements.lock
