#!/usr/bin/env bash
# Rewrite requirements.lock: pinned versions for Python 3.11 to 3.13 on every system, with hashes.
set -euo pipefail
unset CDPATH
cd -P "$(dirname "$0")/.."

# uv must get through the maker's network, as pip does.
settings=$(.venv/bin/python tools/index_settings.py)
eval "$settings"
# A lock that names the maker's own package index would not install elsewhere.
env -u UV_INDEX -u UV_DEFAULT_INDEX -u UV_FIND_LINKS UV_CUSTOM_COMPILE_COMMAND="make lock" \
    UV_CACHE_DIR="${UV_CACHE_DIR:-$PWD/build/cache/uv}" \
    .venv/bin/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --upgrade --quiet --output-file requirements.lock
