# make demo                            a verified résumé from the demonstration history
# make demo REPO=path PERSON=email     the same from any repository
# make test                            everything that must hold before a change lands
# make bench REPOS="path path"         what mining costs beside bare git and PyDriller
# make bench-gate                      what the gate costs, and how it grows on hostile input
#
# Needs git, make and Python 3.11 or newer with venv. The environment is made once in .venv and
# made again when pyproject.toml changes; until then nothing here needs a network.

PYTHON ?= python3
VENV ?= .venv
REPO ?=
PERSON ?=
PULLS ?=
OUT ?=
OPTIONS ?=
REPOS ?= .

BIN := $(VENV)/bin
READY := $(VENV)/ready-$(shell { cat pyproject.toml; pwd; } | cksum | cut -d' ' -f1)
SOURCE := demo/source
DRAFT = "$(BIN)/gitvitae" draft

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test lint eval bench bench-gate golden env clean

env: $(READY)

# An environment of another folder or of a Python that is gone is made anew, any other is kept.
$(READY): pyproject.toml
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { \
	  echo "error: $(PYTHON) is not there: install Python 3.11 or newer, or set PYTHON=..." >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "error: $$("$(PYTHON)" --version 2>&1) is too old: gitvitae needs 3.11 or newer; set PYTHON=..." >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "error: $(PYTHON) lacks venv: apt install python3-venv" >&2; exit 1; }
	@command -v git >/dev/null 2>&1 || { echo "error: git is not there: apt install git" >&2; exit 1; }
	@echo "Making the environment in $(VENV); the first time this takes a minute or two ..." >&2
	@"$(BIN)/pip" --version >/dev/null 2>&1 || "$(PYTHON)" -m venv --clear "$(VENV)"
	@"$(PYTHON)" -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"], sep="\n")' > "$(VENV)/dev.txt"
	@"$(BIN)/pip" install --quiet --editable . --requirement "$(VENV)/dev.txt"
	@rm -f "$(VENV)"/ready-* && touch "$@"

demo: $(READY)
ifeq ($(strip $(REPO)),)
	@"$(BIN)/python" tests/golden/demo/build.py "$(SOURCE)" >/dev/null
	@$(DRAFT) "$(SOURCE)/platform" --pull-requests "$(SOURCE)/pulls.json" $(OPTIONS) \
	  --person "$(or $(PERSON),author@example.org)" --out "$(or $(OUT),demo/platform)"
else
	@$(DRAFT) "$(REPO)" $(if $(PULLS),--pull-requests "$(PULLS)") $(OPTIONS) \
	  $(if $(PERSON),--person "$(PERSON)") \
	  --out "$(or $(OUT),demo/$$(basename "$$(realpath "$(REPO)")"))"
endif

test: lint eval
	"$(BIN)/python" -m pytest --numprocesses auto --quiet

lint: $(READY)
	"$(BIN)/ruff" check --quiet .
	"$(BIN)/ruff" format --check --quiet .
	"$(BIN)/mypy"
	"$(BIN)/lint-imports"

eval: $(READY)
	"$(BIN)/gitvitae" eval evals/suites/demo evals/suites/seen evals/suites/hard evals/suites/forms evals/suites/unseen

bench: $(READY)
	"$(BIN)/python" -m tests.mine.bench $(REPOS)

bench-gate: $(READY)
	"$(BIN)/python" -m tests.verify.bench

# Writes the golden files anew: read their difference before it is committed.
golden: $(READY)
	"$(BIN)/python" -m pytest --quiet tests/golden tests/project/test_readme.py --update-golden

clean:
	rm -rf demo build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
