"""Strangers' bytes read apart: in a child process with a limit to its memory and to the processor time it may use for each question.

In: what the child does, as a function that is called in it. Out: its answers, bytes for bytes; nothing that comes from it is run or
unpickled. A child that breaks a limit or dies is an InputError (E-MEMORY, E-TIME, E-READER) about what it was asked, and the next question
gets a new child. It ends with the program that asks.
"""
from __future__ import annotations

import contextlib
import math
import os
import resource
import signal
import time
from collections.abc import Callable
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

import msgspec

from attache.errors import AttacheError, InputError, SettingsError
from attache.settings import LARGEST_ANSWER_BYTES, PARSING_SECONDS, WAITING_FACTOR, WORKER_MEMORY_BYTES

Allow = Callable[[float], None]
Serve = Callable[[bytes], bytes]
Result = TypeVar("Result")
_FORK = get_context("fork")  # what the child does need not travel, and it starts at once
_ORPHAN_SECONDS = 5.0
_DYING_SECONDS = 2.0
_ANSWER, _TROUBLE = b"=", b"!"
_FAULT = "E-INTERNAL"
_SPOILING = frozenset({"E-MEMORY", "E-READER", _FAULT})  # after which a child may not be what it was


class Trouble(msgspec.Struct, frozen=True):
    """An error on its way between processes."""

    code: str
    subject: str
    message: str


class Child:
    """One child process, started at once. `make` is called in it, with what lets it allow itself more time, and gives what the child says
    of itself first and what it does with questions. `ready` must be asked for before anything else.
    """

    def __init__(self, make: Callable[[Allow], tuple[bytes, Serve]]) -> None:
        self._make = make
        self._start()

    @property
    def pipe(self) -> Connection:
        """Where the answer will come: for `multiprocessing.connection.wait`, which also wakes when the child dies."""
        return self._pipe

    def ready(self) -> bytes:
        """What the child says of itself. Raises SettingsError when it could not be made."""
        message = self._message("worker")
        if message[:1] == _TROUBLE:
            trouble = msgspec.msgpack.decode(message[1:], type=Trouble)
            raise SettingsError(trouble.code, trouble.subject, trouble.message)
        return message[1:]

    def ask(self, question: bytes, seconds: float) -> None:
        """Asks; `seconds` of processor time is what the answer may need at most."""
        self._until = time.monotonic() + WAITING_FACTOR * seconds
        with contextlib.suppress(OSError):  # of a child that just died: the answer will tell
            self._pipe.send_bytes(question)

    def left(self) -> float:
        """Seconds until the child is given up, asleep or not."""
        return max(0.0, self._until - time.monotonic())

    def answer(self, subject: str) -> bytes:
        """The answer, if it has come; else the child is given up. Raises InputError about `subject`."""
        if not self._pipe.poll():
            self._process.kill()
        try:
            message = self._message(subject)
        except InputError:
            self._anew()
            raise
        if message[:1] == _TROUBLE:
            trouble = msgspec.msgpack.decode(message[1:], type=Trouble)
            if trouble.code in _SPOILING:
                self._anew()
            if trouble.code == _FAULT:
                raise InputError("E-READER", subject, f"fault in the reader: {trouble.subject}: {trouble.message}")
            raise InputError(trouble.code, trouble.subject or subject, trouble.message)
        return message[1:]

    def asked(self, question: bytes, seconds: float, subject: str) -> bytes:
        """Asks, waits, and gives the answer. Raises InputError as `answer` does."""
        self.ask(question, seconds)
        self._pipe.poll(self.left())
        return self.answer(subject)

    def close(self) -> None:
        """Ends the child, whatever it is at."""
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def _anew(self) -> None:
        self.close()
        self._start()
        self.ready()

    def _start(self) -> None:
        self._pipe, theirs = _FORK.Pipe()
        self._process = _FORK.Process(target=_serve, args=(theirs, self._pipe, self._make, os.getpid()), daemon=True)
        self._process.start()
        theirs.close()  # so that the pipe ends with the child
        self._until = math.inf

    def _message(self, subject: str) -> bytes:
        try:
            return self._pipe.recv_bytes(LARGEST_ANSWER_BYTES)
        except (EOFError, OSError) as error:
            raise self._obituary(subject) from error

    def _obituary(self, subject: str) -> InputError:
        given_up = self.left() == 0
        self._process.join(_DYING_SECONDS)  # its pipe ended: it has as good as died, of its own
        self.close()
        number = -(self._process.exitcode or 0)
        if given_up or number == signal.SIGXCPU:
            return InputError("E-TIME", subject, "takes too long to read")
        if number == signal.SIGKILL:
            return InputError("E-MEMORY", subject, "its reader was ended by the system: not enough memory")
        return InputError("E-READER", subject, f"its reader died: {signal.Signals(number).name if number > 0 else 'no answer'}")


def apart(work: Serve, question: bytes, subject: str, seconds: float = PARSING_SECONDS) -> bytes:
    """What `work` makes of `question`, in a child of its own. Raises InputError: those of `work`, and for limits broken."""
    child = Child(lambda _: (b"", work))
    try:
        child.ready()
        return child.asked(question, seconds, subject)
    finally:
        child.close()


def _serve(pipe: Connection, theirs: Connection, make: Callable[[Allow], tuple[bytes, Serve]], parent: int) -> None:
    """The life of a child."""
    theirs.close()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # who asks decides what becomes of the page in hand
    with contextlib.suppress(OSError, MemoryError):  # nobody is there any more, or nothing to be there with: who asks sees the pipe end
        _answer_all(pipe, make, parent)


def _answer_all(pipe: Connection, make: Callable[[Allow], tuple[bytes, Serve]], parent: int) -> None:
    made = _tried(lambda: make(_allow), pipe)
    if made is None:
        return
    said, serve = made
    _limit_memory()
    pipe.send_bytes(_ANSWER + said)
    while (question := _next_question(pipe, parent)) is not None:
        _allow(PARSING_SECONDS)
        answer = _tried(partial(serve, question), pipe)
        if answer is not None:
            pipe.send_bytes(_ANSWER + answer)


def _tried(work: Callable[[], Result], pipe: Connection) -> Result | None:
    """What comes of the work; None when it went wrong, which is then told."""
    try:
        return work()
    except AttacheError as error:
        trouble = Trouble(error.code, error.subject, error.message)
    except MemoryError:
        trouble = Trouble("E-MEMORY", "", "not enough memory to read it")
    except Exception as error:  # told to who asks
        trouble = Trouble(_FAULT, type(error).__name__, str(error))
    pipe.send_bytes(_TROUBLE + msgspec.msgpack.encode(trouble))
    return None


def _next_question(pipe: Connection, parent: int) -> bytes | None:
    """The next question; None when nobody will ask any more."""
    try:
        while not pipe.poll(_ORPHAN_SECONDS):
            if os.getppid() != parent:
                return None
        return pipe.recv_bytes()
    except (EOFError, OSError):
        return None


def _allow(seconds: float) -> None:
    """Lets this process use so much processor time from now on; then the system ends it."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + seconds), hard))


def _limit_memory() -> None:
    """Lets this process have so much memory more than it has now."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    status = Path("/proc/self/statm")
    if status.exists():
        most = int(status.read_text().split()[0]) * resource.getpagesize() + WORKER_MEMORY_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
