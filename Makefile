# One command for each verb; CI runs the same ones. The environment is .venv in the checkout.
.DEFAULT_GOAL := help
.PHONY: help setup demo serve check test accept generate bench lock test-setup
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

PYTHON ?= $(firstword $(shell command -v python3.11 python3))
BIN := .venv/bin
CHECK ?=
UPGRADE ?=

# A stamp for each lock, named by its content: set-up is done again when a lock changes and not before.
stamp = .venv/$(1)-$(firstword $(shell cat pyproject.toml requirements/$(1).txt | cksum)).done
lock_of = requirements/$(firstword $(subst -, ,$(1))).txt

help: ## show these lines
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

setup: $(call stamp,dev) ## make .venv with everything to work on Dashwright

demo: $(call stamp,demo) ## the whole road on this machine, until Ctrl-C (CHECK=1: assert that it works, then end)
	$(BIN)/python -m demo $(if $(CHECK),--check)

serve: $(call stamp,demo) ## as demo, without watching the files of tenants/ for edits
	$(BIN)/python -m demo --no-watch

check: test-setup ## style, types, imports, workflows, generated files, example tenants
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/zizmor --offline --quiet .github
	$(BIN)/python -m tests.support.lint_workflows
	$(BIN)/dashwright schema --check
	$(BIN)/python -m tools.reference --check
	$(BIN)/dashwright check tenants
	$(BIN)/dashwright fmt --check tenants

test: check ## everything that CI asks of a commit
	$(BIN)/pytest -n 2

accept: test-setup ## write what tests have on record of translations anew, to be read before it is committed
	$(BIN)/python -m tests.compiler.legalise.record
	$(BIN)/python -m tests.compiler.conformance.record --refusals
	$(BIN)/python -m tests.compiler.importing.samples

generate: setup ## JSON Schemas and docs/reference, from the code
	$(BIN)/dashwright schema --write
	$(BIN)/python -m tools.reference

bench: setup ## print the figures that the project holds itself to, measured here
	$(BIN)/python -m tests.benchmarks

lock: setup ## write requirements/*.txt anew from pyproject.toml (UPGRADE=1: with the newest versions)
	$(BIN)/python -m tools.lock $(if $(UPGRADE),--upgrade)

test-setup: setup
	@tests/support/install.sh

$(call stamp,demo) $(call stamp,dev): .venv/%.done:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Dashwright needs Python 3.11 or later: make PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing $(call lock_of,$*) into .venv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $(call lock_of,$*)
	@: an editable installation of packages at the top of a checkout is meant, and needs no warning
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
