# Every target sets up first; a set-up clone needs no network.
SHELL := bash
.DEFAULT_GOAL := help

COURSE := .venv/bin/course
PYTEST := .venv/bin/python -m pytest -n logical --maxprocesses 4

# A user's settings of other Pythons and shells do not apply here; without bytecode, for example, Ray
# takes five times as long to start. PYTHON itself names the Python to set up with.
unexport $(filter-out PYTHON PYTHONUTF8,$(filter PYTHON%,$(.VARIABLES))) BASH_ENV ENV CDPATH
export PYTHONUTF8 := 1
export MPLCONFIGDIR := $(CURDIR)/build/cache/matplotlib

# The parts of `make test-all`; tests/test_layers.py makes sure that no test is in none of them.
PARTS := helpers answers checks grading troubles sandbox attacks cluster lessons setup
tests-helpers := tests/helpers tests/benchmarks
tests-answers := tests/answers
tests-checks := tests/checks tests/exercises tests/test_pytest_and_course_agree.py
tests-grading := tests/grading --ignore=tests/grading/sandbox
tests-troubles := tests/troubles
tests-sandbox := tests/grading/sandbox
tests-attacks := tests/attacks
tests-cluster := tests/cluster
tests-lessons := tests/test_solutions.py tests/solutions
tests-setup := tests/setup tests/test_layers.py

.PHONY: help setup lab instructor build bench test test-all $(PARTS:%=test-%) test-slow lint lock clean

help: ## say what there is to make
	@while IFS= read -r line; do [[ $$line =~ ^([a-z-]+):.*'## '(.*) ]] && \
		printf 'make %-12s %s\n' "$${BASH_REMATCH[1]}" "$${BASH_REMATCH[2]}"; done <Makefile; true

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

test: setup ## run the quick tests: the answers, a small class, the builder, the helpers
	@$(PYTEST) -m "not slow"

test-all: $(PARTS:%=test-%) ## run all tests, part by part (also one alone: make test-answers)

$(PARTS:%=test-%): test-%: setup
	@echo "== $*: $(tests-$*)"
	@$(PYTEST) $(tests-$*)

test-slow: setup ## run the tests that `make test` leaves out (ARGS=tests/cluster: some of them)
	@$(PYTEST) -m slow $(ARGS)

lint: setup ## check the style of the code, and that packages and rooms import one way
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/lint-imports --no-cache --no-logo

lock: setup ## choose new versions of everything in requirements.lock
	@bash tools/lock.sh

clean: ## remove .venv and the caches; work/ and build/course stay
	rm -rf .venv build/cache build/jupyter *.egg-info
