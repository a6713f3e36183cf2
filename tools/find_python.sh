#!/usr/bin/env bash
# Print the path of a Python 3.11 to 3.13 that can make virtual environments, preferring the newest
# on PATH. `PYTHON=/path/to/python3.12 make …` chooses a particular one.
set -u

# A pyenv shim may exist and still fail, so every candidate is run and not just looked up.
is_supported() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; }
makes_venvs() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

candidates() {
    if [ -n "${PYTHON:-}" ]; then
        echo "$PYTHON"
    else
        printf '%s\n' python3.13 python3.12 python3.11 python3 python
    fi
}

without_venv=
while IFS= read -r name; do
    while IFS= read -r python; do
        # If .venv is activated, its Python comes first on PATH, but setup.sh may remove it.
        [ "${python%/*}" -ef .venv/bin ] && continue
        is_supported "$python" || continue
        if makes_venvs "$python"; then
            echo "$python"
            exit 0
        fi
        without_venv=${without_venv:-$python}
    done < <(type -aP "$name")
done < <(candidates)

if [ -n "$without_venv" ]; then
    version=$("$without_venv" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "$without_venv cannot make virtual environments. On Debian or Ubuntu:" \
        "sudo apt-get install python$version-venv" >&2
elif [ -n "${PYTHON:-}" ]; then
    echo "PYTHON=$PYTHON is no Python 3.11, 3.12 or 3.13 that runs." >&2
else
    echo "No Python 3.11, 3.12 or 3.13 found on PATH. Install one, or name it:" \
        "PYTHON=/path/to/python3.12 make" >&2
fi
exit 1
