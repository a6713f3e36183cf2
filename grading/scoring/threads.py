"""Do jobs in this process: one after the other, or some at a time in threads.

A student's code runs in a process of its own in any case, so that two threads keep two processors
busy. Nothing has to be started for it, which on Ray takes as long as some dozen quick submissions.
"""

import queue
import threading

from grading.scoring.jobs import Do, Done, Job


class Threads:
    """Does each job in this process.

    Args:
        do: scores one submission.
        at_once: how many threads; one job at a time is done where it is submitted.

    Attributes:
        pending: how many jobs have outcomes that were not told yet.
    """

    def __init__(self, do: Do, at_once: int = 1) -> None:
        self._do = do
        self.pending = 0
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Done] = queue.SimpleQueue()
        # Daemons: who breaks off does not wait for a student's endless loop.
        self._threads = [
            threading.Thread(target=self._work, daemon=True)
            for _ in range(at_once if at_once > 1 else 0)
        ]

    @property
    def window(self) -> int:
        """How many jobs to have in hand: one more than threads, so that none waits."""
        return len(self._threads) + 1

    def __enter__(self) -> "Threads":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for _ in self._threads:
            self._jobs.put(None)

    def submit(self, job: Job) -> None:
        """Take a job."""
        self.pending += 1
        if self._threads:
            self._jobs.put(job)
        else:
            self._done.put(self._do(job))

    def finished(self, seconds: float | None = None) -> list[Done]:
        """Outcomes that have not been told yet.

        Args:
            seconds: to wait for one at most; None waits for ever.

        Returns:
            One outcome, or none.
        """
        try:
            done = self._done.get(timeout=seconds)
        except queue.Empty:
            return []
        self.pending -= 1
        return [done]

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._done.put(self._do(job))
