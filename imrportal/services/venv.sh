#!/bin/sh
# Make or update the virtual environment .venv: venv.sh REQUIREMENTS STAMP
# The stamp file, inside .venv, tells make when the requirements were last installed.
set -eu
requirements=$1
stamp=$2

usable() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for python in ${PYTHON:-python3.11 python3.12 python3.13 python3 python3.14}; do
        if usable "$python"; then
            echo "$python"
            return
        fi
    done
    echo "There is no Python 3.11 or newer here: install one, or name it, e.g. make PYTHON=/opt/python3.12/bin/python3 run" >&2
    return 1
}

if ! usable .venv/bin/python; then
    python=$(find_python)
    echo "Making the virtual environment .venv with $python…"
    "$python" -m venv --clear .venv || {
        echo "$python cannot make a virtual environment: install its venv module (on Debian and Ubuntu: apt-get install python3-venv)." >&2
        exit 1
    }
fi

echo "Installing $requirements into .venv…"
.venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check --root-user-action=ignore \
    --use-pep517 --requirement "$requirements" --constraint constraints.txt || {
    echo "pip could not install $requirements: check the network and pip's settings (its lines above say more), then start again." >&2
    exit 1
}
touch "$stamp"
