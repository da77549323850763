# The two commands of the README are `make review` and `make test`; the rest serves them.
PYTHON ?= python3
# Another interpreter gets an environment of its own: make test PYTHON=python3.13
VENV   ?= $(if $(filter python3,$(PYTHON)),.venv,.venv-$(notdir $(PYTHON)))
BIN    := $(VENV)/bin
YEAR   ?= 2017
# Packages are byte-compiled at install: without that, each cold import of pandas and altair costs seconds.
PIP    := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pip --disable-pip-version-check --no-input -q

.PHONY: review test lint soak bench lab system lock clean

review: $(VENV)/.plain
	$(BIN)/oar review --year $(YEAR)

# The slow tests of a file share what it builds once: one worker takes the whole file.
test: $(VENV)/.test lint
	$(BIN)/python -m pytest -m "not slow" -n 2 $(PYTEST)
	$(BIN)/python -m pytest -m "slow" -n 2 --dist loadfile $(PYTEST)

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

soak: $(VENV)/.test
	OAR_SOAK=1 $(BIN)/python -m pytest --timeout 7200 $(PYTEST)

bench: $(VENV)/.plain
	$(BIN)/python benchmarks/run.py

lab: $(VENV)/.lab
	$(BIN)/oar lab

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.plain: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --compile --require-hashes -r requirements.lock
	$(PIP) install --compile --no-deps -e .
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m compileall -q oar_analysis
	$(BIN)/python -c "from oar_analysis.export.bundle import bundle; bundle()"  # the charts' script, kept for all reviews
	@touch $@

$(VENV)/.lab: requirements-lab.lock $(VENV)/.plain
	$(PIP) install --compile --require-hashes -r requirements-lab.lock
	@touch $@

$(VENV)/.test: requirements-test.lock $(VENV)/.lab
	$(PIP) install --compile --require-hashes -r requirements-test.lock
	@touch $@

# Debian only: the browser and the office suite of the tests that look at pages and workbooks.
system:
	apt-get update -q
	DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium libreoffice-calc fonts-liberation

# One lock for the scheduled review, one for the analyst's desk, one for the tests; each adds to the one before.
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --extra lab --universal --python-version 3.11 --generate-hashes --no-header -q -c requirements.lock -o requirements-lab.lock
	uv pip compile pyproject.toml --extra lab --extra test --universal --python-version 3.11 --generate-hashes --no-header -q -c requirements-lab.lock -o requirements-test.lock

clean:
	rm -rf $(VENV) data/processed
