# What a person types. `make` alone lists it.
#
# Everything is installed into .venv from the pins in requirements/, each file checked by its hash.
# The installation is repeated when the pins, the Python version or the folder's place changes.

PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8000
ARGS ?=

SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help site serve demo check test coverage mutation audit desk reproducible supply lint format lock clean python setup setup-test

BIN := .venv/bin

# A user's own settings must not reach into .venv, nor stop to ask something.
unexport PYTHONHOME PYTHONPATH PIP_TARGET PIP_PREFIX PIP_REQUIREMENT PIP_CONSTRAINT
export PIP_USER := 0
export PIP_NO_INPUT := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Material's notice of its end of life (May 2027) on every build: known, and planned for.
export NO_MKDOCS_2_WARNING := 1

help:
	@echo "make site    build the site into site/"
	@echo "make serve   show it on http://$(ADDRESS)/ and rebuild on every change"
	@echo "make check   check the data, and what they change against what is published (SINCE=…)"
	@echo "make demo    build the demo with invented communes into demo-site/"
	@echo "make test    run the tests (gets a Chromium where it may); ARGS='-k word' is passed on"
	@echo "make coverage which lines the tests without a browser run, against the threshold"
	@echo "make mutation how many small faults in the code the tests notice (slow)"
	@echo "make supply  licences, bill of materials and known faults of what the site is made with"
	@echo "make audit   HTML validator and Lighthouse on the built site (Java, Node)"
	@echo "make desk    get the program of the editing desk (npm); mkdocs.yml says how to switch it on"
	@echo "make reproducible the same bytes in another folder, language, zone (part of the audit)"
	@echo "make lint    ruff and mypy; make format: ruff's formatter"
	@echo "make lock    renew the pins in requirements/ and tests/audit/"
	@echo "make clean   remove what was built and installed"
	@echo "A Python other than python3: make PYTHON=python3.12 site"

site: setup
	@$(BIN)/mkdocs build --strict --quiet --site-dir "$(CURDIR)/site"
	@echo "Built: $(CURDIR)/site/index.html (make serve shows it in a browser)"

serve: setup
	@$(BIN)/mkdocs serve --dev-addr "$(ADDRESS)" $(ARGS)

# The day of the demo is fixed, so that what is met or overdue in it stays so.
demo: setup
	@SOURCE_DATE_EPOCH=1795132800 $(BIN)/mkdocs build --strict --quiet -f tests/demo/mkdocs.yml --site-dir "$(CURDIR)/demo-site"
	@echo "Built: $(CURDIR)/demo-site/index.html (invented communes)"

# What was published is not lost in silence: the data are compared with a commit, or with the copy
# that an address or a folder names. Without git, or with SINCE= , nothing is compared.
SINCE ?= $(shell git rev-parse -q --verify origin/main 2>/dev/null || git rev-parse -q --verify HEAD 2>/dev/null)
check: setup
	@$(BIN)/reform check $(if $(SINCE),--since "$(SINCE)") $(ARGS)

test: setup-test
	@chromium="$$($(BIN)/python tests/browser.py)" && \
	CHROMIUM="$$chromium" $(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

# Apart from `make test`: measuring doubles its processor time.
coverage: setup-test
	@$(BIN)/python -m pytest -n auto --dist loadfile -m "not browser" --cov --cov-report=term:skip-covered $(ARGS)

# Hours on a small machine; ARGS='reform.subjects.*' for a part. What stands in the folder is gone on with.
mutation: setup-test
	@$(call is_done,mutation,$(mutation_key)) || { \
	  $(call pip,$(BIN)/python,$(call pinned,mutation)) && $(call done,mutation,$(mutation_key)); }
	@$(BIN)/python benchmarks/mutation.py .mutation $(ARGS)

# A licence that requirements/licences.csv does not show yet is a difference to read before a commit.
supply: setup
	@$(call is_done,supply,$(supply_key)) || { \
	  $(PYTHON) -m venv .venv/supply && $(call pip,.venv/supply/bin/python,$(call pinned,supply)) && \
	  $(call done,supply,$(supply_key)); }
	@.venv/supply/bin/pip-licenses --python=$(BIN)/python --format=csv --ignore-packages ke-hoach-mo \
	  --output-file=requirements/licences.csv >/dev/null
	@.venv/supply/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible \
	  --output-file sbom.cdx.json $(BIN)/python && echo "Bill of materials: sbom.cdx.json"
	@.venv/supply/bin/python tests/audit/known_faults.py requirements/site.txt

audit: setup-test site desk
	@PYTHONPATH=tests $(BIN)/python tests/audit/audit.py $(ARGS) "$(CURDIR)/site"
	@PYTHONPATH=tests $(BIN)/python -m audit.desk
	@$(MAKE) reproducible

desk:
	@$(MAKE) -C deploy/desk program

reproducible: setup
	@echo "The same commit and day, built again:" && $(BIN)/python tests/audit/reproducible.py

lint: setup-test
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

format: setup-test
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format

clean:
	@rm -rf .venv *site *site.releases *site.previous tests/audit/node_modules hooks/ke_hoach_mo.egg-info \
	  .pytest_cache .mypy_cache .ruff_cache .hypothesis .mutation
	@find hooks tests -name __pycache__ -type d -prune -exec rm -rf {} +

# --- installation ---------------------------------------------------------------------------

# What an installation depends on; .venv/*.key hold what the last successful one stood on.
python_and_place = $$($(PYTHON) -c 'import sys; print(sys.version)') $(CURDIR)
checksum = $$(cat $(1) | cksum)
is_done = [ "$$(cat .venv/$(1).key 2>/dev/null)" = "$(2)" ]
done = echo "$(2)" >.venv/$(1).key
# Quiet when all goes well; the whole log when it does not.
pip = { $(1) -m pip install $(2) >.venv/install.log 2>&1 || { cat .venv/install.log; \
	echo "Installation failed (above). Mend the cause, then run the same command again."; exit 1; } >&2; }
pinned = --require-hashes -r requirements/$(1).txt

site_key = $(python_and_place) $(call checksum,requirements/site.txt)
supply_key = $(call checksum,requirements/supply.txt)
mutation_key = $(call checksum,requirements/mutation.txt)
test_key = $(call checksum,requirements/test.txt)
project_key = $(call checksum,pyproject.toml)

# A .venv of which a part was deleted is installed anew, whatever its keys say.
needed = mkdocs material frictionless jinja2 yaml babel vl_convert
is_whole = [ -x $(BIN)/mkdocs ] && $(BIN)/python -c 'import sys; from importlib.util import find_spec; \
	sys.exit(not all(map(find_spec, sys.argv[1:])))' $(needed) 2>/dev/null

python:
	@$(PYTHON) -c '' >/dev/null 2>&1 || { \
	  echo "No '$(PYTHON)' that runs here. Install Python 3.11 or newer, or name one: make PYTHON=python3.12 site" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$$($(PYTHON) --version 2>&1) is too old; 3.11 or newer is needed. Name another: make PYTHON=python3.12 site" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "This Python lacks its venv module. On Debian and Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }

setup: python
	@{ $(is_whole) && $(call is_done,site,$(site_key)); } || { \
	  echo "Installing into .venv (needs the network; about a minute)" && \
	  rm -rf .venv && $(PYTHON) -m venv .venv && \
	  $(call pip,$(BIN)/python,$(call pinned,site)) && $(call done,site,$(site_key)); }
	@{ [ -x $(BIN)/reform ] && $(call is_done,project,$(project_key)); } || { \
	  $(call pip,$(BIN)/python,--no-deps --no-build-isolation --no-index -e .) && \
	  $(call done,project,$(project_key)); }

setup-test: setup
	@$(call is_done,test,$(test_key)) || { \
	  echo "Installing the test tools into .venv" && \
	  $(call pip,$(BIN)/python,$(call pinned,test)) && $(call done,test,$(test_key)); }

# --- pins -----------------------------------------------------------------------------------

# One file for every Python >= 3.11 and every system, with the hashes of all published files.
# `make lock UPGRADE=` adds what is new and leaves the other pins as they are.
UPGRADE ?= --upgrade
compile = .venv/lock/bin/uv pip compile --quiet $(UPGRADE) --no-config --no-python-downloads --universal \
	--python-version 3.11 --generate-hashes \
	--no-strip-extras --custom-compile-command "make lock"

lock: python
	@[ -x .venv/lock/bin/uv ] || { $(PYTHON) -m venv .venv/lock && \
	  $(call pip,.venv/lock/bin/python,$(call pinned,lock)); }
	@unset UV_INDEX UV_FIND_LINKS UV_EXTRA_INDEX_URL; \
	$(compile) pyproject.toml requirements/build.in -o requirements/site.txt && \
	$(compile) pyproject.toml requirements/build.in --extra test -c requirements/site.txt -o requirements/test.txt && \
	$(compile) requirements/mutation.in -c requirements/test.txt -o requirements/mutation.txt && \
	$(compile) requirements/supply.in -o requirements/supply.txt && \
	$(compile) requirements/lock.in -o requirements/lock.txt
	@if command -v npm >/dev/null 2>&1; then cd tests/audit && rm -f package-lock.json && \
	  npm install --package-lock-only --silent; \
	else echo "No npm here: tests/audit/package-lock.json was left as it is." >&2; fi
	@echo "Pins renewed; look at the difference, run make test, commit."
