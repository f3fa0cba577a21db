"""Several processes that do one work: forked from this one, each does a share and sends what comes of it back through a pipe.

A worker reads nothing but numbers, which say what to do next, and ends when nobody is left to send one: no worker outlives this process.
docs/decisions/0012-many-drafts.md says why.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NoReturn

from rulebook.commands.parser import WrongUse

if TYPE_CHECKING:
    from selectors import DefaultSelector

__all__ = ["WorkerLost", "can_fork", "cores", "done_by", "jobs_of"]

AHEAD = 2  # pieces of work that a worker has before it: so it need not wait for the next
NUMBER, LENGTH = 4, 8  # bytes
FAULT = (1 << 8 * LENGTH) - 1  # in the place of a length: the work could not be done


class WorkerLost(Exception):
    """A worker ended before its work was done; the message is one plain sentence with what to do."""


def can_fork() -> bool:
    """Return whether the system can make workers."""
    return hasattr(os, "fork")


def cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except (AttributeError, OSError):  # not every system says so
        return os.cpu_count() or 1


def jobs_of(text: str) -> int:
    """Return the number that `--jobs 4` names; WrongUse where it is none."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    if not number:
        raise WrongUse(f"--jobs {text} is no number of processes; write for example --jobs 4, or --jobs 1 for one.")
    return number


def done_by(jobs: int, work: Callable[[int], bytes], numbers: range) -> Iterator[tuple[int, bytes | None]]:
    """Give each number with what the work makes of it, in the order in which it is done; None where a worker met an exception.

    The work is done by so many processes, which know all that this one knows when the first number is asked for. WorkerLost where one
    of them ends before its time. None of them is left when this ends, however it ends.
    """
    workers: list[_Worker] = []
    try:
        _make(workers, min(jobs, len(numbers)), work)
        if workers:
            yield from _all_done(workers, iter(numbers))
        else:
            yield from ((number, None) for number in numbers)
    finally:
        for worker in workers:
            worker.end()


def _make(workers: list[_Worker], count: int, work: Callable[[int], bytes]) -> None:
    """Add workers to those that there are; fewer, where the system makes no more."""
    from signal import SIG_BLOCK, SIG_SETMASK, SIGINT, pthread_sigmask

    before = pthread_sigmask(SIG_BLOCK, {SIGINT})  # Ctrl-C is for the process that asks, which ends the others
    try:
        for _ in range(count):
            workers.append(_Worker(work, workers))
    except OSError:
        pass
    finally:
        pthread_sigmask(SIG_SETMASK, before)


def _all_done(workers: list[_Worker], left: Iterator[int]) -> Iterator[tuple[int, bytes | None]]:
    from selectors import EVENT_READ, DefaultSelector

    with DefaultSelector() as selector:
        for worker in workers:
            selector.register(worker.answers, EVENT_READ, worker)
        for worker in workers * AHEAD:
            worker.ask(left)
        yield from _answers(selector, left)


def _answers(selector: DefaultSelector, left: Iterator[int]) -> Iterator[tuple[int, bytes | None]]:
    busy = {key.data for key in selector.get_map().values() if key.data.waiting}
    while busy:
        for key, _ in selector.select():
            worker: _Worker = key.data
            for answer in worker.read():
                worker.ask(left)
                yield answer
            if not worker.waiting:
                busy.discard(worker)
                selector.unregister(worker.answers)


class _Worker:
    """A process that does what it is asked, seen from the one that asks."""

    def __init__(self, work: Callable[[int], bytes], others: list[_Worker]) -> None:
        self.waiting = 0  # for so many answers
        self._read = bytearray()
        asked, self._questions = os.pipe()
        try:
            self.answers, told = os.pipe()
            try:
                self.pid = os.fork()
                if self.pid == 0:
                    _serve(work, asked, told, [self, *others])
            except OSError:
                os.close(self.answers)
                raise
            finally:
                os.close(told)
        except OSError:
            os.close(self._questions)
            raise
        finally:
            os.close(asked)

    def ask(self, left: Iterator[int]) -> None:
        """Ask for the next number that is left, if there is one."""
        number = next(left, None)
        if number is not None:
            try:
                os.write(self._questions, number.to_bytes(NUMBER, "big"))
            except BrokenPipeError:
                raise self._lost() from None
            self.waiting += 1

    def read(self) -> Iterator[tuple[int, bytes | None]]:
        """Give the answers that have come in whole; WorkerLost where no more will."""
        some = os.read(self.answers, 1 << 20)
        if not some:
            raise self._lost()
        self._read += some
        head = NUMBER + LENGTH
        while len(self._read) >= head:
            number, length = int.from_bytes(self._read[:NUMBER], "big"), int.from_bytes(self._read[NUMBER:head], "big")
            size = 0 if length == FAULT else length
            if len(self._read) < head + size:
                return
            answer = None if length == FAULT else bytes(self._read[head : head + size])
            del self._read[: head + size]
            self.waiting -= 1
            yield number, answer

    def _lost(self) -> WorkerLost:
        pid, self.pid = self.pid, 0
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        why = f"was ended from outside (signal {-code})" if code < 0 else "ended before its time"
        return WorkerLost(
            f"One of the processes that check the drafts {why}, so there is no report. If the memory of the machine was full, "
            "write --jobs 1, or check fewer drafts at once."
        )

    def close(self) -> None:
        """Close the pipes of who asks."""
        os.close(self._questions)
        os.close(self.answers)

    def end(self) -> None:
        """End the process, if it has not ended yet, and wait until it is gone."""
        self.close()
        if self.pid:
            if self.waiting:
                from signal import SIGKILL

                os.kill(self.pid, SIGKILL)  # it holds nothing but memory
            os.waitpid(self.pid, 0)


def _serve(work: Callable[[int], bytes], asked: int, told: int, workers: list[_Worker]) -> NoReturn:
    """Do in a worker what is asked, until nobody can ask any more, and end it."""
    code = 1
    try:
        for worker in workers:
            worker.close()  # the ends of their pipes that are for the process that asks: only it holds them, so that its end is seen
        while number := os.read(asked, NUMBER):
            try:
                answer: bytes | None = work(int.from_bytes(number, "big"))
            except Exception:  # it comes up again where the work is done once more, in the process that asks
                answer = None
            length = FAULT if answer is None else len(answer)
            _send(told, number + length.to_bytes(LENGTH, "big") + (answer or b""))
        code = 0
    finally:
        os._exit(code)  # nothing of the other process is written, closed or taken apart here


def _send(pipe: int, message: bytes) -> None:
    rest = memoryview(message)
    while rest:
        rest = rest[os.write(pipe, rest) :]
