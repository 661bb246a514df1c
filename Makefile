# `make run` and `make test` are the two commands; the rest serves developers.
PY ?= python3
UV := .tools/bin/uv
UV_VERSION := 0.13.9
BIN := .venv/bin
export UV_PYTHON_DOWNLOADS := never
# The tests start hundreds of processes: without bytecode each would compile Django and all else again, and takes twice as long.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-postgresql bench bench-web check fix golden docs lock clean

run: .venv/.ok
	$(BIN)/holdfast demo

test: .venv/.ok
	$(BIN)/python -m tests.browser
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder --max-worker-restart 0

# The tests that a database matters to, on a PostgreSQL server of their own.
test-postgresql: .venv/.ok
	$(BIN)/python -m tests.postgresql

bench: .venv/.ok
	$(BIN)/python -m benchmarks

bench-web: .venv/.ok
	$(BIN)/python -m benchmarks.web
	$(BIN)/python -m benchmarks.web_rounds

check: .venv/.ok
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	HOLDFAST_SECRET_KEY=types $(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.derive --check
	$(BIN)/python -m tools.docs --check
	HOLDFAST_SECRET_KEY=check $(BIN)/python -m django makemigrations --check --dry-run --settings holdfast.web.settings

fix: .venv/.ok
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: .venv/.ok
	$(BIN)/python -m tools.golden

docs: .venv/.ok
	$(BIN)/python -m tools.derive
	$(BIN)/python -m tools.docs

# The lock names only versions and hashes: no index, no mirror, no path.
lock: $(UV)
	env -u UV_INDEX_URL -u UV_DEFAULT_INDEX -u UV_FIND_LINKS $(UV) lock --upgrade --default-index https://pypi.org/simple
	$(UV) export --locked --all-groups --all-extras --no-emit-project --no-header --no-annotate \
	  --format requirements-txt -o requirements.lock
	rm -f uv.lock

$(UV):
	$(PY) -m pip install -q --disable-pip-version-check --target .tools 'uv==$(UV_VERSION)' \
	  || { $(PY) -m venv .tools && .tools/bin/python -m pip install -q 'uv==$(UV_VERSION)'; }

.venv/.ok: $(UV) requirements.lock pyproject.toml
	$(UV) venv -q --allow-existing --python "$$(command -v $(PY))" .venv
	$(UV) pip sync -q --python $(BIN)/python --require-hashes requirements.lock
	$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	$(BIN)/python -m holdfast.core.compiled
	touch $@

clean:
	rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
