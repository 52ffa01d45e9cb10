"""Faults at a chosen moment of a piece of work on a register, and what is left when the work is done again.

The work adds pages and decides on what they tell, in a forked child. `kill_at_step` counts inside SQLite, at each statement (`trace`) or at
each stretch of its virtual machine (`progress`), and the child kills itself there without warning. `strike` lets a durable system call
kill, find no room or fail at the disk; it needs strace. `aftermath` then compares with work that was never disturbed.
"""
from __future__ import annotations

import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Literal, NamedTuple
from unittest.mock import patch

from attache.errors import RegisterError
from attache.ingest import Outcome, add
from attache.register.connection import reading
from attache.register.decisions import Said
from attache.register.export import canonical
from attache.register.migrations import STILL
from attache.register.store import Register, open_register
from attache.register.verify import Damage, verify
from attache.sources.files import locate
from tests.samples import TALKS, VISIT, PlainReader

Moment = Literal["statement", "inside"]
Fault = Literal["kill", "full", "io"]
Work = Callable[[Callable[[Outcome], None]], None]

DURABLE = "pwrite64,fdatasync,fsync,ftruncate,unlink"
_INJECTED: dict[Fault, str] = {"kill": "signal=KILL", "full": "error=ENOSPC", "io": "error=EIO"}
_MACHINE_STEPS = 7  # virtual machine instructions between two calls of the progress handler
_PAUSE_SECONDS = 0.001
_SAID = Said("Ana", "seen")
_WORDS = ("met", "accused", "visit")
_EXPORTED = (
    "SELECT key, value FROM meta",
    "SELECT count(*) FROM revisions",
    "SELECT page_id, name, origin, content, status FROM pages",
    "SELECT * FROM texts",
    "SELECT * FROM refusals",
    "SELECT page_id, text_sha256, reader, json FROM readings WHERE until = :still",
    "SELECT page_id, claim_id, position, type, status, quote, why FROM claims c JOIN readings USING (reading_no) WHERE c.until = :still",
    "SELECT claim_id, side, p.position, name, country, sector FROM parties p JOIN claims c USING (claim_no) WHERE c.until = :still",
    "SELECT page_id, position, person, role, of FROM roles t JOIN readings USING (reading_no) WHERE t.until = :still",
    "SELECT page_id, position, subject, predicate, object FROM relations t JOIN readings USING (reading_no) WHERE t.until = :still",
    """SELECT page_id, (SELECT min(page_id) FROM stories o WHERE o.story = s.story AND o.until = :still), source, body_start, body_end
        FROM stories s WHERE until = :still""",
    "SELECT hash, page_id FROM shingles JOIN pages USING (page_no)",
    "SELECT claim_id, sides, day FROM link_keys JOIN claims USING (claim_no) WHERE until = :still",
    "SELECT claim_id, event, evidence FROM members m JOIN claims USING (claim_no) WHERE m.until = :still",
    "SELECT event, type, status, date, place, reports, origins, disputed, confidence FROM events WHERE until = :still",
    "SELECT event, side, position, name, country, sector FROM event_parties JOIN events e USING (event_no) WHERE e.until = :still",
    "SELECT event, one, other, joint FROM dyads JOIN events e USING (event_no) WHERE e.until = :still",
    *(f"SELECT claim_id FROM words w JOIN claims ON claim_no = w.rowid WHERE words MATCH '\"{word}\"'" for word in _WORDS),  # noqa: S608
)


class Call(NamedTuple):
    """A system call of some work: the how manieth of its name."""

    name: str
    number: int


class Ending(NamedTuple):
    """How work in a child ended: killed or not, how many pages it had told to be read, and the code of the error that ended it."""

    killed: bool
    told: int
    code: str


class Aftermath(NamedTuple):
    """What a fault left wrong: damage before and after the work was done again, lines lost, lines there twice or never wanted."""

    torn: int
    lost: int
    doubled: int


def make_pages(folder: Path, readable: int = 5) -> Path:
    """A folder of pages and one more that cannot be read."""
    folder.mkdir()
    for number in range(readable):
        (folder / f"page{number}.txt").write_text(f"{TALKS if number % 2 else VISIT}Line {number}.\n")
    (folder / "broken.txt").write_text("a\0b")
    return folder


def export(register_path: Path) -> str:
    """A hash over what the register holds now, with names in place of numbers: without times, the seals that contain them, revisions, and
    which of several copies came first, since that is as writers took turns.
    """
    with reading(register_path) as register:
        lines = [repr(sorted(register.execute(statement, {"still": STILL}).fetchall(), key=repr)) for statement in _EXPORTED]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def held(register_path: Path) -> Counter[str]:
    """The lines of the canonical export."""
    with reading(register_path) as register:
        return Counter(canonical(register))


def damage(register_path: Path) -> list[Damage]:
    """All damage, a register refused included; none where there is none yet."""
    try:
        return list(verify(register_path))
    except RegisterError as error:
        return [] if error.code == "E-NOT-FOUND" else [Damage("register", "", str(error))]


def add_folder(folder: Path, register_path: Path, watch: Callable[[sqlite3.Connection], None] = lambda _: None) -> None:
    """Adds the folder with the plain reader; `watch` gets the connection first."""
    with open_register(register_path) as register:
        assert isinstance(register.connection, sqlite3.Connection)
        watch(register.connection)
        for _ in add(locate([folder]), register, PlainReader()):
            pass


def work(
    folder: Path, register_path: Path, watch: Callable[[sqlite3.Connection], None] = lambda _: None,
    tell: Callable[[Outcome], None] = lambda _: None,
) -> None:
    """Adds the folder and decides on what it tells. Done again, it goes on where it stopped; done once more, it changes nothing."""
    with open_register(register_path) as register:
        assert isinstance(register.connection, sqlite3.Connection)
        watch(register.connection)
        for outcome in add(locate([folder]), register, PlainReader()):
            tell(outcome)
        decide(register)


def decide(register: Register) -> None:
    """A rejection, a merge, and two names of one person."""
    statement = "SELECT min(claim_id) FROM claims WHERE until = ? GROUP BY type, status ORDER BY type, status"
    accusation, meeting, plan = (row[0] for row in register.connection.execute(statement, (STILL,)).fetchall())
    register.reject(accusation, _SAID)
    register.merge(meeting, plan, _SAID)
    register.link("Aldo Brenn", "Mirna Okoth", _SAID)


def aftermath(folder: Path, register_path: Path, expected: Counter[str]) -> Aftermath:
    """What is wrong with a register after a fault, and after the work was done again."""
    torn = len(damage(register_path))
    work(folder, register_path)
    found = held(register_path)
    return Aftermath(torn + len(damage(register_path)), (expected - found).total(), (found - expected).total())


@contextmanager
def without_transactions() -> Iterator[None]:
    """The negative control: every statement for itself."""
    with patch("attache.register.store.transaction", lambda connection, path: nullcontext()):
        yield


def count_steps(folder: Path, register_path: Path, moment: Moment) -> int:
    """How many steps undisturbed work takes."""
    steps = 0

    def step(*_: object) -> int:
        nonlocal steps
        steps += 1
        return 0

    work(folder, register_path, lambda connection: _on_step(connection, moment, step))
    return steps


def kill_at_step(folder: Path, register_path: Path, moment: Moment, last: int) -> bool:
    """Works in a child that is killed at step `last`; whether it was killed (it may have been done before)."""
    left = last

    def step(*_: object) -> int:
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    child = os.fork()
    if child == 0:
        with _ending_child():
            work(folder, register_path, lambda connection: _on_step(connection, moment, step))
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def can_strike() -> bool:
    """Whether strace is there and may look into children."""
    return bool(shutil.which("strace")) and not _trace("-o", "/dev/null", "true").wait()


def durable_calls(folder: Path, register_path: Path) -> list[Call]:
    """The durable calls of undisturbed work, in order."""
    noted, made = register_path.with_suffix(".calls"), Counter[str]()
    _traced(_working(folder, register_path), "-o", str(noted), "-e", f"trace={DURABLE}", "-e", "signal=none")
    calls = []
    for line in noted.read_text(errors="replace").splitlines():
        name = line.partition("(")[0]
        made[name] += 1
        calls.append(Call(name, made[name]))
    return calls


def strike(folder: Path, register_path: Path, fault: Fault, call: Call) -> Ending:
    """Works in a child for which this durable call goes wrong."""
    inject = f"inject={call.name}:{_INJECTED[fault]}:when={call.number}"
    return _traced(_working(folder, register_path), "-o", "/dev/null", "-e", f"trace={call.name}", "-e", inject)


def _working(folder: Path, register_path: Path) -> Work:
    return lambda tell: work(folder, register_path, tell=tell)


def _traced(job: Work, *options: str) -> Ending:
    """Runs the job in a child that waits until strace holds it. The child tells each outcome by a dot, then the error it ended with."""
    go, told = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        with _ending_child():
            os.read(go[0], 1)
            _tell_all(job, told[1])
    tracer = _trace(*options, "-p", str(child))
    while tracer.poll() is None and "TracerPid:\t0\n" in Path(f"/proc/{child}/status").read_text():
        time.sleep(_PAUSE_SECONDS)
    os.write(go[1], b".")
    _, status = os.waitpid(child, 0)
    tracer.wait()
    os.close(told[1])
    said = os.read(told[0], 1 << 16).decode()
    for end in (*go, told[0]):
        os.close(end)
    return Ending(os.WIFSIGNALED(status), said.count("."), said.lstrip("."))


def _tell_all(job: Work, told: int) -> None:
    def tell(_: Outcome) -> None:
        os.write(told, b".")

    try:
        job(tell)
    except RegisterError as error:
        os.write(told, error.code.encode())


def _trace(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(("strace", "-qq", *arguments), stderr=subprocess.DEVNULL)


@contextmanager
def _ending_child() -> Iterator[None]:
    """However the block ends, the child ends with it: nothing of the parent's is run twice."""
    try:
        with suppress(Exception):
            yield
    finally:
        os._exit(0)


def _on_step(connection: sqlite3.Connection, moment: Moment, step: Callable[..., int]) -> None:
    if moment == "statement":
        connection.set_trace_callback(step)
    else:
        connection.set_progress_handler(step, _MACHINE_STEPS)
