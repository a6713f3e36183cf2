"""Ours and peers in one run: ``python -m benchmarks``, from the clone's own folder.

Peers take turns, seed by seed, so that whatever else the machine does meets all of them, and each
gets one thread of BLAS. The JAX peer runs where the optional packages of `benchmarks.jax_peer` are
installed. A table is printed; the same as JSON, and a picture, are written. In full it takes about
a quarter of an hour, most of which is the lecture's own code.
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
        arguments: of the command line; None takes the process's own.

    Returns:
        The exit status: 0, or 2 where nothing could be run.
    """
    options = _options(arguments)
    size = QUICK if options.quick else FULL
    settings = Settings(
        cap=options.cap or size.cap, seeds=options.seeds or size.seeds, members=size.members
    )
    # Before the measurements, not after a quarter of an hour of them.
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
    """All runs of a task, its peers taking turns."""
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
    """Tell the user how it goes; the report itself goes to standard output."""
    print(f"benchmarks: {line}", file=sys.stderr, flush=True)


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong."""

    def error(self, message: str) -> NoReturn:
        say(message)
        raise SystemExit(COULD_NOT_RUN)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = _Parser(
        prog="python -m benchmarks",
        description="Ours and peers side by side: a table, JSON and a picture.",
    )
    parser.add_argument("--quick", action="store_true", help="the smallest run; judges no bars")
    parser.add_argument(
        "--only", nargs="+", choices=TASKS, default=list(TASKS), metavar="TASK",
        help=f"any of {', '.join(TASKS)}",
    )  # fmt: skip
    parser.add_argument(
        "--seeds", type=_at_least_one, help="at most so many a peer, instead of each task's own"
    )
    parser.add_argument(
        "--cap", type=_seconds, metavar="SECONDS",
        help=f"for one training of the lecture's own code, instead of {FULL.cap:g}",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, default=BUILD / "bench", help="folder for the results")
    return parser.parse_args(arguments)


def _at_least_one(word: str) -> int:
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"{word!r} is not a whole number from 1 on")
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
