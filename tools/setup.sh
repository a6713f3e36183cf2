#!/usr/bin/env bash
# Make .venv, with everything in requirements.lock and this project installed in it.
# If .venv already matches the lock, do nothing, so that no network is needed.
set -euo pipefail
unset CDPATH
cd -P "$(dirname "$0")/.."

UV_VERSION=0.13.8
STAMP=.venv/setup-done
LOG=build/setup.log
# A user's settings for other Pythons do not apply here. PYTHON itself names the one to take.
for name in ${!PYTHON@} VIRTUAL_ENV CONDA_PREFIX; do
    [ "$name" = PYTHON ] || unset "$name"
done

# The folder counts too, because the scripts in a .venv that was moved or copied point elsewhere.
wanted() { pwd -P && cat requirements.lock pyproject.toml setup.py tools/*.sh tools/*.py | cksum; }
runs() { [ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null; }
fail() { echo "$*" >&2 && exit 1; }
# Run a command and keep what it says; if it fails, say in one line what failed and why.
step() {
    local what=$1 reason advice=
    shift
    "$@" >>"$LOG" 2>&1 && return
    # The last line that names an error is the most particular one.
    reason=$(grep -Ei 'error|caused by|denied|no space|failed' "$LOG" | tail -n 1 || tail -n 1 "$LOG")
    if grep -qi 'no space left\|quota exceeded' "$LOG"; then
        advice="free some disk space (about 2 GB)"
    elif grep -qi 'certificate' "$LOG"; then
        advice="name the file with your network's certificates, PIP_CERT=/path/to/file.pem make"
    elif grep -qi 'connect\|resolve\|timed out\|timeout\|proxy\|no matching distribution' "$LOG"; then
        advice="check the network and, if you need them, pip's settings of a proxy or a mirror"
    fi
    fail "$what failed (${reason#"${reason%%[! ]*}"})${advice:+: $advice}. All of it is in $LOG."
}

if [ -r "$STAMP" ] && [ "$(cat "$STAMP")" = "$(wanted)" ] && runs; then
    exit 0
fi

# Nobody but the owner can mend a clone, or the .venv in it, that somebody else set up.
for place in . .venv .venv/bin build; do
    if [ -e "$place" ] && ! { [ -w "$place" ] && [ -x "$place" ]; }; then
        fail "$PWD cannot be set up, because you may not write to ${place/#./this folder}:" \
            "make a copy of your own and run make there."
    fi
done

# The sandbox of the grader needs files that every user can read.
umask go+rx
mkdir -p build/cache
: >"$LOG"

# A complete .venv of this folder is brought up to date; anything else is made again from scratch.
if ! { [ -f "$STAMP" ] && [ "$(head -n 1 "$STAMP")" = "$(pwd -P)" ] && runs; }; then
    python=$(bash tools/find_python.sh)
    echo "Setting up .venv with $("$python" --version); this takes a minute, once."
    rm -rf .venv
    step "Making .venv" "$python" -m venv .venv
else
    echo "The set-up has changed; bringing .venv up to date."
fi

NO_INDEX=
settings=$(.venv/bin/python tools/index_settings.py) || exit 1
eval "$settings"
# All caches are in this folder, so that no home folder is needed.
export PIP_CACHE_DIR=$PWD/build/cache/pip UV_CACHE_DIR=${UV_CACHE_DIR:-$PWD/build/cache/uv}
export UV_PYTHON_DOWNLOADS=never
step "Installing uv" .venv/bin/python -m pip install -q "uv==$UV_VERSION"
printf -- '-e .\n' | step "Installing the packages" .venv/bin/uv pip sync --quiet \
    --python .venv/bin/python --compile-bytecode $NO_INDEX requirements.lock -

# A user's PYTHONPATH must not reach the command, which would then find other modules: -I.
quoted=$(printf '%s' "$PWD/.venv/bin/python" | sed "s/'/'\\\\''/g")
printf "#!/bin/sh\nexec '%s' -I -c '%s' \"\$@\"\n" \
    "$quoted" "from grading.cli.main import main; main()" >.venv/bin/course.new
chmod 755 .venv/bin/course.new
mv -f .venv/bin/course.new .venv/bin/course

# Let Matplotlib build its list of fonts here rather than in the first lesson.
MPLCONFIGDIR=$PWD/build/cache/matplotlib .venv/bin/python -c 'import matplotlib.font_manager'
wanted >"$STAMP"
