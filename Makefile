# Two commands matter: `make demo` and `make test`. Each sets up what it needs; a second call is quick.
.DEFAULT_GOAL := help
PY := .venv/bin/python
ARGS ?=
TABLE ?= damage.md
FUZZ ?= 200000
NIGHTS ?= 1000
# One more than there are processors: many tests wait for a process, a line or a deadline.
WORKERS ?= $(shell expr $$(nproc 2>/dev/null || echo 2) + 1)

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
	@.ci/scratch env QT_QPA_PLATFORM=offscreen \
	  $(PY) -m pytest -n $(WORKERS) --dist loadgroup --cov --cov-report= $(ARGS)

check: develop ## all that a change is judged by: format, lint, types, layers, tests, coverage
	@.ci/run

format: develop ## lay the code out
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

seeds: develop ## the simulator with 5,000 seeds of each kind of office
	MOTCUA_SEEDS=5000 $(PY) -m pytest -q tests/simulation --timeout=0

nights: develop ## 1,000 simulated offices of thirty days, at most two hours (NIGHTS=n, ARGS="--out nights.json")
	$(PY) -m tests.simulation.nights --count $(NIGHTS) --processes $$(nproc 2>/dev/null || echo 2) $(ARGS)

CRASH := tests/store/test_power_cuts.py tests/store/test_lost_writes.py tests/store/test_a_stolen_disk.py \
	tests/gateway/test_kill.py tests/gateway/test_lost_writes.py tests/gateway/test_database_kill.py tests/e2e/test_power_cut_at_the_counter.py \
	tests/e2e/test_kills_over_a_whole_day.py tests/e2e/test_a_stolen_profile.py

crash: develop ## every named crash point, 50 random kills, 1000 power cuts, every byte searched
	MOTCUA_KILLS=50 MOTCUA_CUTS=1000 QT_QPA_PLATFORM=offscreen \
	  $(PY) -m pytest -q --timeout=0 -o faulthandler_timeout=0 $(CRASH) $(ARGS)

sticks: develop ## 3,000 sticks that something happened to, and a kill at every step of writing one
	MOTCUA_STICK_MUTATIONS=3000 MOTCUA_KILLS=50 $(PY) -m pytest -q --timeout=0 tests/stick tests/gateway/test_sticks.py $(ARGS)

damage: develop ## fifty kinds of damage to an office's folder, as a table (TABLE=damage.md)
	MOTCUA_DAMAGE_TO=$(TABLE) QT_QPA_PLATFORM=offscreen \
	  $(PY) -m pytest -q tests/store/damage tests/store/test_repairing.py tests/store/test_damaged_slots.py $(ARGS)

clock: develop ## PCs and gateway as processes with clocks bent in every way
	MOTCUA_CLOCKS=all QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q --timeout=0 tests/e2e/test_wrong_clocks.py $(ARGS)

portal: develop ## 2,000 dossiers through PC, gateway, connector and province, with faults and kills
	$(PY) -m tests.portal.long_run --dossiers 2000 --kills 40 $(ARGS)

numbers: develop ## nine PCs for thirty days, restored, cloned, with wild clocks: no number twice; mutants
	@.ci/scratch env MOTCUA_NUMBERS=9x30 $(PY) -m pytest -q --timeout=0 -o faulthandler_timeout=0 tests/numbers $(ARGS)

keys: develop ## a PC's key is changed, killed at every place, copied, by line, stick and commune's server
	MOTCUA_DEATHS=all $(PY) -m pytest -q --timeout=600 tests/usecases/test_new_key*.py tests/store/test_new_key.py \
	  tests/gateway/test_key_replaced.py tests/e2e/test_key_changed.py $(ARGS)

TUS := $(HOME)/.cache/motcua-tus

tus: develop ## files over bad lines: other people's tus, 20 MB with 50 restarts, every place to die
	tests/tus/setup $(TUS)
	MOTCUA_TUS=$(TUS) MOTCUA_RESTARTS=50 MOTCUA_CUTS=300 MOTCUA_DEATHS=all $(PY) -m pytest -q -s --timeout=0 \
	  -o faulthandler_timeout=0 tests/tus tests/files $(ARGS)

kills: develop ## 200 kills without warning over PC, hub, gateway (both databases), files and sticks, as a table
	QT_QPA_PLATFORM=offscreen $(PY) -m tests.kills $(ARGS)

mutants: develop ## the code broken in every way of the plan of tests, each noticed by its tier, as a table
	MOTCUA_MUTANTS=all QT_QPA_PLATFORM=offscreen $(PY) -m tests.mutants --to resources/help/mutants.md $(ARGS)

fuzz: develop ## every reader of what others send: 200,000 inputs (FUZZ=n), in bounded memory
	MOTCUA_FUZZ=$(FUZZ) $(PY) -m pytest -q --timeout=0 -o faulthandler_timeout=0 \
	  $$(find tests -name 'test_fuzz*.py') $(ARGS)

bench: develop ## the measured figures (start-up, search, sync, scans, gateway)
	QT_QPA_PLATFORM=offscreen $(PY) -m app bench startup --json
	QT_QPA_PLATFORM=offscreen $(PY) -m app bench search --json
	QT_QPA_PLATFORM=offscreen $(PY) -m app bench sync --json
	QT_QPA_PLATFORM=offscreen $(PY) -m app bench scan --json
	QT_QPA_PLATFORM=offscreen $(PY) -m app bench gateway --json --events 1000000
	QT_QPA_PLATFORM=offscreen $(PY) -m tests.helpers.with_postgres \
	  $(PY) -m app bench gateway --json --events 1000000 --database URL

shaped: develop ## 100 dossiers and 500 acts over 64 kbit/s, 600 ms, 5 % loss, beside PouchDB (root, node, npm)
	$(PY) -m tests.bench.shaped $(ARGS)

old-pc: develop ## the desk with 100,000 dossiers on a machine made slow (root, control groups)
	QT_QPA_PLATFORM=offscreen $(PY) -m tests.bench.old_pc $(ARGS)

bundle: develop ## the one-folder bundle, built and checked by itself, with what installs it on Debian
	.venv/bin/pyinstaller --noconfirm --clean build.spec
	cp .ci/installer/install.sh .ci/installer/needed-debian.txt .ci/installer/motcua.desktop .ci/installer/motcua.xml dist/
	$(PY) -m pytest -q tests/bundle

windows: ## the Windows program under Wine: packages, tests, bundle, installer (ARGS="needs install" for some steps)
	@.ci/setup windows
	$(PY) -m tests.windows $(ARGS)

stick: ## the folder for a technician's stick out of the built Windows program (after `make windows`)
	@.ci/setup windows
	$(PY) -m tests.windows stick

lock: develop ## write the versions of every installed package down
	{ echo "# Every package that the project installs, direct or not, with its version."; \
	  echo "# Made by: make lock"; $(PY) -m pip freeze --exclude-editable | sort -f; } > .ci/constraints.txt

.PHONY: keys kills nights mutants fuzz tus old-pc help setup develop demo run test check format seeds clock crash damage portal numbers bench bundle windows stick lock sticks
