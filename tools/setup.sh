#!/usr/bin/env bash
# Make .venv, with everything in requirements.lock and this project installed in it.
# If .venv already matches the lock, do nothing, so that no network is needed.
set -euo pipefail
cd "$(dirname "$0")/.."

UV_VERSION=0.13.8
STAMP=.venv/setup-done
# Without compiled bytecode Ray takes 25 s to start, so a user's setting must not turn it off.
unset PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME VIRTUAL_ENV
export PIP_DISABLE_PIP_VERSION_CHECK=1 UV_PYTHON_DOWNLOADS=never

# The folder counts too, because the scripts in a .venv that was moved or copied point elsewhere.
wanted() { pwd && cat requirements.lock pyproject.toml setup.py tools/setup.sh | cksum; }
runs() { [ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null; }

if [ -f "$STAMP" ] && [ "$(cat "$STAMP")" = "$(wanted)" ] && runs; then
    exit 0
fi

# A complete .venv of this folder is brought up to date; anything else is made again from scratch.
if ! { [ -f "$STAMP" ] && [ "$(head -n 1 "$STAMP")" = "$(pwd)" ] && runs; }; then
    python=$(bash tools/find_python.sh)
    echo "Setting up .venv with $("$python" --version); this takes a minute, once."
    rm -rf .venv
    "$python" -m venv .venv
else
    echo "The set-up has changed; bringing .venv up to date."
fi
.venv/bin/python -m pip install -qq "uv==$UV_VERSION"

# uv does not read pip's settings, so pass on the index of users behind a mirror.
mirror=${PIP_INDEX_URL:-$(.venv/bin/python -m pip config get global.index-url 2>/dev/null || true)}
if [ -n "$mirror" ]; then
    export UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-$mirror}
fi
printf -- '-e .\n' | .venv/bin/uv pip sync --quiet --python .venv/bin/python \
    --compile-bytecode requirements.lock -

# Let Matplotlib build its list of fonts here rather than in the first lesson.
MPLCONFIGDIR=$PWD/build/cache/matplotlib .venv/bin/python -c 'import matplotlib.font_manager'
wanted >"$STAMP"
