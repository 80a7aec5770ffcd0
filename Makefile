# Every target works as the first command on a machine that has Python >= 3.11 with venv, git and make.
# `make help` lists them.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PLUGINS := $(patsubst %/pyproject.toml,%,$(wildcard plugins/*/pyproject.toml))
MANIFESTS := pyproject.toml constraints.txt $(addsuffix /pyproject.toml,$(PLUGINS))
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
EDITABLE := $(addprefix --editable ./,$(PLUGINS))
# One process for each core; a file's tests stay together, since they share a database.
PARALLEL := -n auto --dist loadfile
PACKAGES := src $(wildcard tests) $(wildcard bench) $(foreach p,$(PLUGINS),$(wildcard $(p)/src) $(wildcard $(p)/tests))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-live test-long check generated bench lock clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 18

demo: $(VENV)/.runtime ## install what is missing and start the demo school
	$(BIN)/isuo-graph demo

test: $(VENV)/.dev ## the whole suite, but for what needs minutes or another system
	$(BIN)/pytest -q $(PARALLEL) -m "not live and not long"

test-long: $(VENV)/.dev ## random documents, viewers and consents, at length
	$(BIN)/pytest -q $(PARALLEL) -m "long and not live"

test-live: $(VENV)/.dev ## against real systems, started here (Kolibri)
	$(BIN)/pytest -q -m live

check: $(VENV)/.dev generated ## lint, format, types, import contracts, generated files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python .ci/shape.py
	$(BIN)/mypy $(PACKAGES)
	$(BIN)/pyright
	$(BIN)/lint-imports --no-cache

generated: $(VENV)/.dev ## fail when a generated file differs from what the code prints
	$(BIN)/isuo-graph schema export --check

bench: $(VENV)/.bench ## run the workloads against every arm and print docs/performance.md
	$(BIN)/python -m bench

lock: $(VENV)/.dev ## resolve every extra and plugin anew into constraints.txt and requirements.lock
	.ci/lock $(BIN)/uv

clean: ## remove the environment and the tools' caches, never data
	rm -rf $(VENV) .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist

# A name on PATH is not yet an interpreter that runs (version managers leave shims), so each candidate is tried.
$(VENV)/pyvenv.cfg:
	@for candidate in python3.13 python3.12 python3.11 python3; do \
	  if $$candidate -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    echo "$$candidate -m venv $(VENV)"; exec $$candidate -m venv $(VENV); \
	  fi; \
	done; \
	echo "No Python >= 3.11 with the venv module was found; install one (python3 and python3-venv) and run make again." >&2; \
	exit 1

# The stamps say what the environment holds; it is installed anew only when a manifest or a pin changes.
$(VENV)/.runtime: $(VENV)/pyvenv.cfg $(MANIFESTS)
	$(PIP) --editable . $(EDITABLE)
	@touch $@

$(VENV)/.dev: $(VENV)/pyvenv.cfg $(MANIFESTS)
	$(PIP) --editable '.[dev,fast,otel,pdf]' $(EDITABLE)
	@touch $@ $(VENV)/.runtime

$(VENV)/.bench: $(VENV)/.dev
	$(PIP) --editable '.[bench]'
	@touch $@
