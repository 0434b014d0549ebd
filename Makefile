# Two commands on a fresh machine: `make run` shows a demo contest, `make test` checks everything.
BIN := .venv/bin
BIND ?= 127.0.0.1:8000
WORKERS ?= 2
export EXAMAPP_BIND = $(BIND)
export EXAMAPP_WORKERS = $(WORKERS)

.PHONY: run test setup setup-test lint types messages clean-demo rehearse bench-phone bench-bank fuzz-banks

run: setup
	$(BIN)/flask --app wsgi db upgrade
	$(BIN)/flask --app wsgi demo prepare --address http://$(BIND)
	exec $(BIN)/gunicorn --config gunicorn.conf.py wsgi:app

test: setup-test lint types
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: setup-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup-test
	$(BIN)/mypy

# A short rehearsal of a whole contest against a server of its own, on SQLite and on PostgreSQL.
rehearse: setup-test
	$(BIN)/python -m tools.rehearse_both

# How soon a cheap phone on slow 3G can answer the first of a hundred questions.
bench-phone: setup-test
	$(BIN)/python -m tools.bench_phone

# How long a bank of 50,000 rows takes to be checked, and how much memory.
bench-bank: setup-test
	$(BIN)/python -m tools.bench_bank

# Whatever a file holds, reading it ends with a report: five minutes of trying to prove otherwise.
fuzz-banks: setup-test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'atheris>=2.3,<4'
	$(BIN)/python -m tools.fuzz_banks --seconds 300

# Collect the sentences of the code into the English catalogue, for translating.
messages: setup
	sh tools/messages.sh

setup:
	sh tools/setup.sh requirements.txt

setup-test:
	sh tools/setup.sh requirements-dev.txt
	sh tools/browser.sh
