#!/bin/sh
# Collect the sentences of the code and bring the English catalogue up to date; untranslated ones are left empty.
# With --check nothing is written: exit status 1 says that the catalogue is behind.
set -eu
cd "$(dirname "$0")/.."
template=$(mktemp)
trap 'rm -f "$template"' EXIT
PYTHONPATH=. .venv/bin/pybabel --quiet extract --mapping-file babel.cfg --keywords N_ --keywords lazy_gettext \
    --no-location --sort-output --project examapp --output-file "$template" examapp
.venv/bin/pybabel --quiet update --input-file "$template" --output-dir examapp/translations --locale en --width 110 \
    --init-missing --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date "$@"
