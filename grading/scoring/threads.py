"""Score jobs in this process, one after the other or in several threads.

Because student code always runs in a process of its own, two threads can keep two processors busy.
Threads start at once, whereas starting Ray takes as long as scoring a dozen quick submissions.
"""

import queue
import threading

from grading.scoring.jobs import Job, JobResult, ScoreJob


class Threads:
    """Scores each job in this process. Use it as a context manager.

    Args:
        score_job: scores one submission.
        at_once: how many jobs to score at once. With 1, `submit` scores the job itself.

    Attributes:
        pending: how many submitted jobs `finished` has not returned yet.
    """

    def __init__(self, score_job: ScoreJob, at_once: int = 1) -> None:
        self._score_job = score_job
        self.pending = 0
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[JobResult] = queue.SimpleQueue()
        # Daemon threads, so that the grader can exit while a student's loop is still running.
        self._threads = [
            threading.Thread(target=self._work, daemon=True)
            for _ in range(at_once if at_once > 1 else 0)
        ]

    @property
    def window(self) -> int:
        """How many jobs to submit ahead: one more than threads, so that no thread waits."""
        return len(self._threads) + 1

    def __enter__(self) -> "Threads":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for _ in self._threads:
            self._jobs.put(None)

    def submit(self, job: Job) -> None:
        """Queue a job or, without threads, score it now."""
        self.pending += 1
        if self._threads:
            self._jobs.put(job)
        else:
            self._done.put(self._score_job(job))

    def finished(self, seconds: float | None = None) -> list[JobResult]:
        """Return the next result that has not been returned yet.

        Args:
            seconds: the longest time to wait for it; None waits for ever.

        Returns:
            One result, or none.
        """
        try:
            done = self._done.get(timeout=seconds)
        except queue.Empty:
            return []
        self.pending -= 1
        return [done]

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._done.put(self._score_job(job))
