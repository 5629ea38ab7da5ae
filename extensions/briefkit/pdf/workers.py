"""Papers compiled in processes of their own: side by side, and so that one that does not end can be stopped.

A process is started once and kept for later builds. It is no fork, which hangs after a compile, and not Python's own
way of spawning, which runs the main program again.
"""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock, Timer
from typing import IO, Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Late(Exception):  # noqa: N818  # it says what happened
    """A call did not end in time, so its process was stopped."""


class Broken(Exception):  # noqa: N818  # it says what happened
    """The process of a call ended by itself."""


class Worker:
    """A process that runs functions for this one. It is started at the first call, and again after it ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None

    def start(self) -> subprocess.Popen[bytes]:
        """The process, started where there is none."""
        if self._process is None or self._process.poll() is not None:
            self.stop()
            self._said = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as the process
            # The compiler is loaded before it is asked for, while documents are read.
            load = "import briefkit.pdf.compile; from briefkit.pdf.workers import serve"
            code = f"import sys; sys.path[:] = {sys.path!r}; {load}; serve()"
            self._process = subprocess.Popen(  # noqa: S603  # a fixed command
                [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said
            )
        return self._process

    def stop(self) -> None:
        """End the process, in the middle of a call too."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
        if self._said is not None:
            self._said.close()
        self._process = self._said = None

    def call(self, until: float, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What *function*, one of a module, gives or raises in the process.

        Raises `Late` where it has not ended at the time *until* of `time.monotonic`, and `Broken` where its process
        ended before it.
        """
        request = pickle.dumps((function, args, kwargs))
        process = self.start()
        assert process.stdin is not None
        assert process.stdout is not None
        timer = Timer(max(0.0, until - time.monotonic()), process.kill)
        timer.start()
        try:
            process.stdin.write(request)
            process.stdin.flush()
            done, value = pickle.load(process.stdout)  # noqa: S301  # our own process wrote it
        except (OSError, EOFError, pickle.UnpicklingError):
            last = self._last_words()
            self.stop()
            if time.monotonic() >= until:
                raise Late from None
            raise Broken(last) from None
        finally:
            timer.cancel()
        if not done:
            raise value
        return value  # type: ignore[no-any-return]  # it is what the function gave

    def _last_words(self) -> str:
        assert self._said is not None
        self._said.seek(0)
        lines = self._said.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "it gave no reason"


_TURN = 0.0005
"""Seconds after which another thread has its turn; Python's own are ten times as many."""
_idle: list[Worker] = []
_lock = Lock()


def _take() -> Worker:
    with _lock:
        return _idle.pop() if _idle else Worker()


def _give_back(worker: Worker) -> None:
    with _lock:
        _idle.append(worker)


def warm_up() -> None:
    """Start a process ahead of time, beside what this one does."""
    worker = _take()
    worker.start()
    _give_back(worker)


@atexit.register
def _stop_all() -> None:
    while _idle:
        _idle.pop().stop()


class Workers:
    """Up to *count* calls at the same time, each with a worker of its own."""

    def __init__(self, count: int) -> None:
        self.count = max(1, count)
        self._threads = ThreadPoolExecutor(self.count, "briefkit-paper")
        self._busy: set[Worker] = set()

    def __enter__(self) -> Workers:
        # A worker is idle while the thread that feeds it waits for its turn beside the drafting of papers.
        self._usual = sys.getswitchinterval()
        sys.setswitchinterval(_TURN)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        sys.setswitchinterval(self._usual)
        if kind is not None:  # nobody waits for what is under way
            for worker in list(self._busy):
                worker.stop()
        self._threads.shutdown(cancel_futures=True)

    def submit(self, function: Callable[..., T], *args: Any) -> Future[T]:
        """Run ``function(worker, *args)`` in a thread; what takes long it calls in the worker."""

        def run() -> T:
            worker = _take()
            self._busy.add(worker)
            try:
                return function(worker, *args)
            finally:
                self._busy.discard(worker)
                _give_back(worker)

        return self._threads.submit(run)


def serve() -> None:
    """Run what comes in on standard input until it ends: a worker's side of `Worker.call`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that asks
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a function prints is no reply
    while True:
        try:
            function, args, kwargs = pickle.load(sys.stdin.buffer)  # noqa: S301  # our own process wrote it
        except EOFError:
            return
        try:
            reply = True, function(*args, **kwargs)
        except Exception as error:
            reply = False, error
        pickle.dump(reply, replies)
        replies.flush()
