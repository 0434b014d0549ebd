#!/bin/sh
# Make .venv hold what the given requirements file asks for; does nothing when it already does.
set -eu
cd "$(dirname "$0")/.."
requirements=$1

find_python() {
    for name in python3.11 python3.12 python3.13 python3; do
        if command -v "$name" >/dev/null 2>&1 \
            && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Python 3.11 or newer is needed. On Debian 12: apt-get install python3 python3-venv" >&2
    exit 1
}

make_venv() {
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
            apt-get update -qq && apt-get install -y -qq python3-venv
        else
            echo "Python's venv module is missing. On Debian: apt-get install python3-venv" >&2
            exit 1
        fi
    fi
    "$python" -m venv .venv
}

[ -x .venv/bin/python ] || make_venv
stamp=.venv/installed-$requirements.sha256
wanted=$(cat requirements.txt "$requirements" | sha256sum)
if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$requirements"
    echo "$wanted" >"$stamp"
fi
# Compiled message catalogues are not kept in the repository.
for catalogue in examapp/translations/*/LC_MESSAGES/messages.po; do
    [ -e "$catalogue" ] || continue
    compiled=${catalogue%.po}.mo
    if [ ! -e "$compiled" ] || [ "$catalogue" -nt "$compiled" ]; then
        .venv/bin/pybabel --quiet compile --input-file "$catalogue" --output-file "$compiled"
    fi
done
