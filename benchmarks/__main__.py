"""Measure our versions and their peers in one run: ``python -m benchmarks``, in the clone's folder.

Peers take turns, seed by seed, so that other load on the machine affects all of them alike, and
each gets one BLAS thread. The JAX peer runs if the optional packages of `benchmarks.jax_peer` are
installed. The run prints a table, and writes the same data as JSON and a picture. A full run takes
about a quarter of an hour, most of it in the lecture's own code.
"""

import argparse
import sys
from pathlib import Path
from typing import NoReturn

import psutil
from threadpoolctl import threadpool_limits

from benchmarks import bars, figure, report
from benchmarks.lessons import LessonMissingError
from benchmarks.plan import FULL, QUICK, Settings, Task
from benchmarks.runs import Run, Summary, summarise
from benchmarks.tasks import TASKS
from grading.paths import BUILD

COULD_NOT_RUN = 2


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark.

    Args:
        arguments: command-line arguments; None takes the process's own.

    Returns:
        The exit status: 0, or 2 if nothing could be run.
    """
    options = _options(arguments)
    size = QUICK if options.quick else FULL
    settings = Settings(
        cap=options.cap or size.cap, seeds=options.seeds or size.seeds, members=size.members
    )
    # Find out now that the folder cannot be written, not after a quarter of an hour of measuring.
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "bench.json").unlink(missing_ok=True)
    except OSError as error:
        say(f"cannot write to {options.out}: {error.strerror}")
        return COULD_NOT_RUN
    load = psutil.getloadavg()[0]
    runs: list[Run] = []
    summaries: list[Summary] = []
    with threadpool_limits(1):
        for task in (TASKS[name] for name in options.only):
            try:
                done = run_task(task, settings)
            except LessonMissingError as error:
                say(f"{task.name} is left out: {error}")
                continue
            runs += done
            summaries += summarise(done, task.baseline)
    if not summaries:
        say("there is nothing to report")
        return COULD_NOT_RUN

    verdicts = [] if options.quick else bars.judge(summaries)
    parts = [report.table(summaries), report.remarks(runs), report.verdict_lines(verdicts)]
    print("\n\n".join(part for part in parts if part))
    loads = (load, psutil.getloadavg()[0])
    report.write_json(options.out / "bench.json", runs, summaries, verdicts, loads)
    titles = {name: task.title for name, task in TASKS.items()}
    print(f"\n{figure.draw(options.out / 'bench.png', summaries, titles)}")
    print(f"\nLoad average {loads[0]:.1f} before and {loads[1]:.1f} after; ", end="")
    print(f"bench.json and bench.png are in {options.out}")
    return 0


def run_task(task: Task, settings: Settings) -> list[Run]:
    """Do all runs of a task, letting its peers take turns."""
    peers = task.peers(settings, say)
    runs: list[Run] = []
    for seed in range(max(peer.seeds for peer in peers)):
        for peer in peers:
            if seed < min(peer.seeds, settings.seeds or peer.seeds):
                for run in peer.run(seed):
                    say(f"{run.task}, {run.peer}, seed {seed}: {run.seconds:.2f} s")
                    runs.append(run)
    return runs


def say(line: str) -> None:
    """Report progress on standard error; the results go to standard output."""
    print(f"benchmarks: {line}", file=sys.stderr, flush=True)


class _Parser(argparse.ArgumentParser):
    """A parser that reports errors in a single line."""

    def error(self, message: str) -> NoReturn:
        say(message)
        raise SystemExit(COULD_NOT_RUN)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = _Parser(
        prog="python -m benchmarks",
        description="Compare our versions with their peers: a table, JSON and a picture.",
    )
    parser.add_argument("--quick", action="store_true", help="smallest run, which judges no bars")
    parser.add_argument(
        "--only", nargs="+", choices=TASKS, default=list(TASKS), metavar="TASK",
        help=f"run only these tasks, out of {', '.join(TASKS)}",
    )  # fmt: skip
    parser.add_argument(
        "--seeds", type=_at_least_one,
        help="at most this many per peer, instead of each task's own number",
    )  # fmt: skip
    parser.add_argument(
        "--cap", type=_seconds, metavar="SECONDS",
        help=f"limit for one training with the lecture's own code, instead of {FULL.cap:g}",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, default=BUILD / "bench", help="folder for the results")
    return parser.parse_args(arguments)


def _at_least_one(word: str) -> int:
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"{word!r} is not a whole number of at least 1")
    return int(word)


def _seconds(word: str) -> float:
    try:
        seconds = float(word)
    except ValueError:
        seconds = 0.0
    if not 0.0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{word!r} is not a number of seconds above 0")
    return seconds


if __name__ == "__main__":
    raise SystemExit(main())
