# Polylogue: `make run` and `make test` need Python 3.11 or later and make, nothing else.
#
# What is installed is pinned by hash in requirements/*.lock; nothing is installed twice: each stamp
# in .venv is as old as the lock it was made from.

NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do $$python $(NEW_ENOUGH) 2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install
HOST ?= 127.0.0.1
PORT ?= 8000
ARGS ?=
UV ?= uv

.DEFAULT_GOAL := help
.PHONY: help run test test-long check bench bench-board bench-fanout bench-log bench-matching bench-move bench-search bench-canvas bench-export cluster messages lock clean

help: ## show what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/:/' | awk -F': ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: export POLYLOGUE_ORIGINS ?= http://localhost:$(PORT),http://127.0.0.1:$(PORT)
run: $(VENV)/installed ## serve http://localhost:8000, with the demo event on the first start
	@echo "· bringing the database up to date"
	@$(BIN)/polylogue manage migrate --verbosity 0
	@$(BIN)/polylogue demo --if-empty
	@$(BIN)/polylogue serve --host $(HOST) --port $(PORT) $(ARGS)

test: $(VENV)/installed-dev ## run the whole suite, on SQLite and on PostgreSQL with Valkey
	@$(BIN)/python -m tests $(ARGS)

test-long: $(VENV)/installed-dev ## the same with the full counts of the long tests
	@$(BIN)/python -m tests --long $(ARGS)

check: $(VENV)/installed-dev ## lint, format, types, import contracts, templates, scripts, styles, settings
	@$(MAKE) --no-print-directory --keep-going $(CHECKS) && echo "all checks passed"

bench: bench-log bench-fanout bench-search bench-matching bench-move bench-board bench-canvas bench-export ## all benches

bench-board: $(VENV)/installed-dev ## what an edit of a board takes to a hundred people, beside Yjs and a bare broadcast
	@$(BIN)/python -m bench.board $(ARGS)

bench-export: $(VENV)/installed-dev ## what an export of up to 500,000 entries takes in each form, beside a bare loop
	@$(BIN)/python -m bench.exports $(ARGS)

bench-fanout: $(VENV)/installed-dev ## what one delivered message costs, beside Channels and a bare broadcast
	@$(BIN)/python -m bench.fanout $(ARGS)

bench-log: $(VENV)/installed-dev ## what a written command costs, beside a raw driver and Channels
	@$(BIN)/python -m bench.log $(ARGS)

bench-matching: $(VENV)/installed-dev ## what matching brings in 1,000 cohorts, beside random groups and a bound
	@$(BIN)/python -m bench.matching $(ARGS)

bench-search: $(VENV)/installed-dev ## what a search costs in 100,000 messages, beside the plain LIKE scan
	@$(BIN)/python -m bench.search $(ARGS)

bench-move: $(VENV)/installed-dev ## how long until 500 people can type in their groups, and what is sent for it
	@$(BIN)/python -m bench.move $(ARGS)

bench-canvas: $(VENV)/installed-dev ## pictures a second of a board with 2,000 things, beside all of it in the page
	@$(BIN)/python -m bench.canvas $(ARGS)

cluster: $(VENV)/installed-dev ## two servers, a worker, PostgreSQL and Valkey as plain processes
	@$(BIN)/python -m deploy.cluster $(ARGS)

messages: $(VENV)/installed-dev ## gather the texts of the interface for translation (needs gettext)
	@cd platform/polylogue && ../../$(BIN)/polylogue manage makemessages --all --no-obsolete

lock: ## renew requirements/*.lock from pyproject.toml (needs uv)
	$(UV) pip compile pyproject.toml --group dev --group build $(UV_FLAGS) -o requirements/dev.lock
	$(UV) pip compile pyproject.toml --group build -c requirements/dev.lock $(UV_FLAGS) -o requirements/run.lock

clean: ## remove the environment, caches and builds; var/ with your data stays
	rm -rf $(VENV) dist node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

CODE := platform rooms chat breakout whiteboard tests bench deploy
CHECKS := check-lint check-format check-types check-floors check-templates check-scripts check-migrations check-settings
.PHONY: $(CHECKS)

check-lint:
	@echo "· lint"; $(BIN)/ruff check --quiet $(CODE)

check-format:
	@echo "· format"; $(BIN)/ruff format --check --quiet $(CODE)

check-types:
	@echo "· types"; $(BIN)/mypy

check-floors:
	@echo "· import contracts"; $(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

check-templates:
	@echo "· templates"; $(BIN)/djlint templates --lint --quiet

check-scripts:
	@echo "· scripts"; $(BIN)/oxlint --quiet --deny-warnings static/js

check-migrations:
	@echo "· migrations"; $(BIN)/polylogue manage makemigrations --check --dry-run

check-settings:
	@echo "· production settings"; POLYLOGUE_PROFILE=production POLYLOGUE_ORIGINS=https://dialogue.example \
	  POLYLOGUE_SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') \
	  POLYLOGUE_DATABASE_URL=sqlite:////tmp/unused POLYLOGUE_MAIL_URL=smtp://mail.example:25 \
	  $(BIN)/polylogue manage check --deploy --fail-level WARNING

UV_FLAGS := --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet

$(VENV)/created:
	@$(if $(PYTHON),,echo "Python 3.11 or later was not found; install it or say make PYTHON=/path/to/python3"; exit 1)
	@$(PYTHON) $(NEW_ENOUGH) \
	  || { echo "$(PYTHON) is older than Python 3.11; say make PYTHON=/path/to/a/newer/python3"; exit 1; }
	@echo "· creating the environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "This Python has no venv module; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@touch $@

# The development lock holds all of the run lock at the same versions, so either stamp will do to run.
$(VENV)/installed: $(VENV)/created requirements/run.lock pyproject.toml
	@if [ $(VENV)/installed-dev -nt requirements/dev.lock ] && [ $(VENV)/installed-dev -nt pyproject.toml ]; then :; else \
	  echo "· installing what Polylogue needs, about a minute"; \
	  $(PIP) --quiet --progress-bar on --require-hashes -r requirements/run.lock && \
	  $(PIP) --quiet --no-deps --no-build-isolation -e .; fi
	@touch $@

$(VENV)/installed-dev: $(VENV)/created requirements/dev.lock pyproject.toml
	@echo "· installing what the tests need, one or two minutes"
	@$(PIP) --quiet --progress-bar on --require-hashes -r requirements/dev.lock
	@$(PIP) --quiet --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/installed
