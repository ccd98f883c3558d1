# Two commands matter: `make demo` and `make test`. Each sets up what it needs; a second call is quick.
.DEFAULT_GOAL := help
PY := .venv/bin/python
ARGS ?=
TABLE ?= damage.md

help: ## this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 16

setup: ## virtual environment and Debian packages for the program
	@.ci/setup

develop: ## the same with what the tests need
	@.ci/setup develop

demo: setup ## the main job, end to end (ARGS="--offscreen --out demo-out")
	$(PY) -m app demo $(ARGS)

run: setup ## the program itself
	$(PY) -m app $(ARGS)

test: develop ## the whole test suite with its coverage
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n 2 --dist loadgroup --cov --cov-report= $(ARGS)

check: develop ## all that a change is judged by: format, lint, types, layers, tests, coverage
	@.ci/run

format: develop ## lay the code out
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

seeds: develop ## the simulator with 10,000 seeds
	MOTCUA_SEEDS=10000 $(PY) -m pytest -q tests/simulation --timeout=0

CRASH := tests/store/test_power_cuts.py tests/store/test_lost_writes.py tests/store/test_a_stolen_disk.py \
	tests/gateway/test_kill.py tests/gateway/test_lost_writes.py tests/gateway/test_database_kill.py tests/e2e/test_power_cut_at_the_counter.py \
	tests/e2e/test_kills_over_a_whole_day.py tests/e2e/test_a_stolen_profile.py

crash: develop ## every named crash point, 50 random kills, 1000 power cuts, every byte searched
	MOTCUA_KILLS=50 MOTCUA_CUTS=1000 QT_QPA_PLATFORM=offscreen \
	  $(PY) -m pytest -q --timeout=0 -o faulthandler_timeout=0 $(CRASH) $(ARGS)

damage: develop ## fifty kinds of damage to an office's folder, as a table (TABLE=damage.md)
	MOTCUA_DAMAGE_TO=$(TABLE) QT_QPA_PLATFORM=offscreen \
	  $(PY) -m pytest -q tests/store/damage tests/store/test_repairing.py $(ARGS)

clock: develop ## PCs and gateway as processes with clocks bent in every way
	MOTCUA_CLOCKS=all QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q --timeout=0 tests/e2e/test_wrong_clocks.py $(ARGS)

portal: develop ## 2,000 dossiers through PC, gateway, connector and province, with faults and kills
	$(PY) -m tests.portal.long_run --dossiers 2000 --kills 40 $(ARGS)

bench: develop ## the measured figures (start-up, search, sync, scans, gateway)
	QT_QPA_PLATFORM=offscreen $(PY) -m app bench startup --json
	QT_QPA_PLATFORM=offscreen $(PY) -m app bench search --json
	QT_QPA_PLATFORM=offscreen $(PY) -m app bench sync --json
	QT_QPA_PLATFORM=offscreen $(PY) -m app bench scan --json
	QT_QPA_PLATFORM=offscreen $(PY) -m app bench gateway --json --events 1000000
	QT_QPA_PLATFORM=offscreen $(PY) -m tests.helpers.with_postgres \
	  $(PY) -m app bench gateway --json --events 1000000 --database URL

old-pc: develop ## the desk with 100,000 dossiers on a machine made slow (root, control groups)
	QT_QPA_PLATFORM=offscreen $(PY) -m tests.bench.old_pc $(ARGS)

bundle: develop ## the one-folder bundle, built and checked by itself, with what installs it on Debian
	.venv/bin/pyinstaller --noconfirm --clean build.spec
	cp .ci/installer/install.sh .ci/installer/motcua.desktop .ci/installer/motcua.xml dist/
	$(PY) -m pytest -q tests/bundle

windows: ## the Windows program under Wine: packages, tests, bundle, installer (ARGS="needs install" for some steps)
	@.ci/setup windows
	$(PY) -m tests.windows $(ARGS)

lock: develop ## write the versions of every installed package down
	{ echo "# Every package that the project installs, direct or not, with its version."; \
	  echo "# Made by: make lock"; $(PY) -m pip freeze --exclude-editable | sort -f; } > .ci/constraints.txt

.PHONY: old-pc help setup develop demo run test check format seeds clock crash damage portal bench bundle windows lock
