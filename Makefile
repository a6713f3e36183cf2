# Every target sets up first; a set-up clone needs no network.
SHELL := /bin/bash
.DEFAULT_GOAL := help

COURSE := .venv/bin/course
PYTEST := .venv/bin/python -m pytest -n logical --maxprocesses 4

# Ray takes five times as long to start without compiled bytecode.
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME
export MPLCONFIGDIR := $(CURDIR)/build/cache/matplotlib

.PHONY: help setup lab instructor build bench test test-slow test-all lint lock clean

help: ## say what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' Makefile

setup: ## make .venv with everything in it
	@bash tools/setup.sh

lab: setup ## open JupyterLab on your own copies of the lessons
	@$(COURSE) lab

instructor: setup ## open JupyterLab with Formgrader
	@$(COURSE) instructor

build: setup ## make the notebooks from solutions/
	@$(COURSE) build

bench: setup ## measure ours and peers side by side, a quarter of an hour (ARGS=--quick: a minute)
	@.venv/bin/python -m benchmarks $(ARGS)

test: setup ## run the quick tests
	@$(PYTEST) -m "not slow"

test-slow: setup ## run the tests that `make test` leaves out (ARGS=tests/cluster: some of them)
	@$(PYTEST) -m slow $(ARGS)

test-all: setup ## run all tests
	@$(PYTEST)

lint: setup ## check the style of the code
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check

lock: setup ## choose new versions of everything in requirements.lock
	@bash tools/lock.sh

clean: ## remove .venv and the caches; work/ and build/course stay
	rm -rf .venv build/cache build/jupyter *.egg-info
