# The few commands of this project. Each says what it is doing and ends in words you can act on.
#
#   make demo      a whole partnership with invented people, on http://localhost:8000
#   make test      everything that is checked
#
# Another Python: make PYTHON=/path/to/python3.12 demo

SIZE ?= 2300
PORT ?= 8000
PYTHON ?=
RUN = .venv/bin/python
export PYTHON

.PHONY: help demo test test-fast check format reference lock benchmarks environment environment-test
.DEFAULT_GOAL := help

help:
	@echo "make demo        build the demo partnership (once) and serve it; PORT=8000 SIZE=2300 can be changed"
	@echo "make test        everything: checks, unit and architecture tests, both databases, browser journeys, accessibility"
	@echo "make test-fast   checks and the tests that need neither PostgreSQL nor a browser"
	@echo "make check       lint, formatting, types, walls and Django's own checks only"
	@echo "make format      put the code and templates into the shape 'make check' expects"
	@echo "make reference   write docs/reference/ again from the code"
	@echo "make lock        choose package versions again and write both lock files"
	@echo "make benchmarks  measure speed (slow; figures go to docs/reference/benchmarks.md)"
	@echo "PYTHON=/path/to/python3.12 chooses the Python for any of these."

demo: environment
	@exec .venv/bin/goldenthread demo serve --size "$(SIZE)" --port "$(PORT)"

test: environment-test
	@exec $(RUN) tools/suite.py

test-fast: environment-test
	@exec $(RUN) tools/suite.py --fast

check: environment-test
	@exec $(RUN) tools/suite.py --check

format: environment-test
	@exec $(RUN) tools/suite.py --format

reference: environment-test
	@exec $(RUN) -m tools.reference

lock: environment-test
	@exec $(RUN) tools/lock.py

benchmarks: environment-test
	@exec $(RUN) benchmarks/run.py

environment:
	@python=$$(tools/choose_python.sh) && exec "$$python" tools/environment.py

environment-test:
	@python=$$(tools/choose_python.sh) && exec "$$python" tools/environment.py --test
