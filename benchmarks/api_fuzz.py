"""The API under invented requests: `python -m benchmarks.api_fuzz [--cases N] [--events N]`.

Schemathesis makes requests from the API's own description, sound ones and broken ones, against a desk served on this machine over a
register of invented events, until there were N of them. Every answer has to be one that is described, of the form that is described, and
none a server error. Out: rounds with the number of cases and of failures; exit status 1 when there are any.
"""
from __future__ import annotations

import argparse
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.types import ASGIApp

from attache.api import Access, application
from attache.api.server import listening, server
from attache.register.store import open_register
from benchmarks.invented_readings import Inventor

EXAMPLES = 60  # of sound and of broken requests, for each operation in a round
# what a request may meet that fits its description: a name that nobody has, a revision that is no longer the newest, a decision that
# does not fit what it is about
CONFIGURATION = """
[checks]
positive_data_acceptance.expected-statuses = ["2xx", "304", "401", "403", "404", "409", "412", "422"]
missing_required_header.expected-statuses = ["400", "401", "403", "406", "415", "422", "428"]
"""
_COUNTED = re.compile(r"(\d+) generated(?:, (\d+) found)?")


def fill(register_path: Path, events: int) -> None:
    """Makes a register of at least so many invented events."""
    inventor = Inventor(events)
    with open_register(register_path) as register:
        made = inventor.pages()
        while pages := list(islice(made, 100)):
            register.keep_all(pages)


@contextmanager
def served(desk: ASGIApp) -> Iterator[str]:
    """The address of a desk, for the length of a `with` block."""
    with listening("127.0.0.1", 0) as at:
        serving = server(desk)
        thread = threading.Thread(target=serving.run, kwargs={"sockets": [at]}, daemon=True)
        thread.start()
        while not serving.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{at.getsockname()[1]}"
        serving.should_exit = True
        thread.join()


def fuzzed(address: str, folder: Path, seed: int) -> tuple[int, int, str]:
    """(cases, failures, what schemathesis says) of one round; only the first also tries what no draw of lots would (its "coverage")."""
    configuration = folder / "schemathesis.toml"
    configuration.write_text(CONFIGURATION)
    run = subprocess.run(
        [
            str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(configuration), "run",
            f"{address}/api/v1/openapi.json", "--max-examples", str(EXAMPLES), "--seed", str(seed), "--continue-on-failure", "--no-color",
            "--phases", "coverage,fuzzing,stateful" if seed == 1 else "fuzzing",
        ],
        capture_output=True, text=True, check=False, cwd=folder,
    )
    found = _COUNTED.search(run.stdout)
    if found is None:
        return 0, 1, run.stdout + run.stderr
    return int(found[1]), int(found[2] or 0), run.stdout


def main() -> int:
    """Runs rounds until there were enough cases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2_000)
    parser.add_argument("--events", type=int, default=500)
    asked = parser.parse_args()
    cases = failures = seed = 0
    with TemporaryDirectory() as folder:
        register_path = Path(folder) / "attache.db"
        fill(register_path, asked.events)
        with served(application(register_path, Access(), {}, lambda found, _: found.detail)) as address:
            while cases < asked.cases:
                seed += 1
                made, failed, said = fuzzed(address, Path(folder), seed)
                cases, failures = cases + made, failures + failed
                print(f"round {seed}: {made:,} cases, {failed} failures", flush=True)
                if failed:
                    print(said)
                if not made:
                    break
    print(f"{cases:,} cases, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
