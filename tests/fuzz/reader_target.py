"""The fuzzer's process: libFuzzer's loop over `examine`, with the reader instrumented for coverage.

It is started by `tests.fuzz.fuzz_reader`, and never comes back from the loop: libFuzzer ends the process.
"""

import sys

import atheris

with atheris.instrument_imports(include=["search.letters"]):
    from tests.fuzz.invariants import examine

if __name__ == "__main__":
    atheris.Setup(sys.argv, examine)
    atheris.Fuzz()
