"""Report the results as a table, as lines that say which bars hold, and as JSON."""

import json
import math
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from benchmarks.bars import Verdict
from benchmarks.runs import Run, Summary
from benchmarks.words import count_text, ratio_text, seconds_text
from helpers.plotting.words import number

HEADINGS = (
    *("task", "who", "seeds", "reached", "seconds", "from – to", "CPU s"),
    *("steps", "steps/s", "result", "faster"),
)


def table(summaries: Sequence[Summary]) -> str:
    """Format the summaries as a table with one line per task and peer."""
    rows = [HEADINGS, *(_row(summary) for summary in summaries)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEADINGS))]
    lines = []
    for row in rows:
        left = [row[i].ljust(widths[i]) for i in range(2)]
        right = [row[i].rjust(widths[i]) for i in range(2, len(row))]
        lines.append("  ".join(left + right).rstrip())
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join(lines)


def remarks(runs: Sequence[Run]) -> str:
    """List the notes of the runs, without repeating equal notes of the same peer."""
    lines = {}
    for run in runs:
        if run.note:
            lines.setdefault((run.task, run.peer, run.note), f"{run.task}, {run.peer}: {run.note}")
    return "\n".join(lines.values())


def verdict_lines(verdicts: Sequence[Verdict]) -> str:
    """List the verdicts, one line per bar."""
    words = {True: "holds", False: "DOES NOT HOLD", None: "not measured"}
    return "\n".join(
        f"{words[v.holds]:13}  {v.task}, {v.peer}: {v.text} ({v.measured})" for v in verdicts
    )


def write_json(
    path: Path,
    runs: Sequence[Run],
    summaries: Sequence[Summary],
    verdicts: Sequence[Verdict],
    load: tuple[float, float],
) -> None:
    """Write everything that was measured to a JSON file.

    Args:
        path: path of the file.
        runs: the single runs.
        summaries: the rows of the table.
        verdicts: the verdicts on the bars.
        load: the machine's load average before and after.
    """
    content = {
        "machine": {
            "cores": os.cpu_count(),
            "processor": platform.machine(),
            "load_average_before": load[0],
            "load_average_after": load[1],
            "python": platform.python_version(),
            **{name: version(name) for name in ("numpy", "gymnasium", "scikit-learn")},
        },
        "summaries": [_plain(asdict(summary)) for summary in summaries],
        "bars": [asdict(verdict) for verdict in verdicts],
        "runs": [_plain(asdict(run)) for run in runs],
    }
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _row(summary: Summary) -> tuple[str, ...]:
    return (
        summary.task,
        summary.peer,
        str(summary.seeds),
        "–" if summary.reached is None else f"{summary.reached} of {summary.seeds}",
        seconds_text(summary),
        f"{number(summary.low, 2)} – {number(summary.high, 2)}",
        number(summary.cpu),
        count_text(summary.steps),
        count_text(summary.rate),
        number(float(f"{summary.value:.3g}")),
        ratio_text(summary),
    )


def _plain(values: dict) -> dict:
    """Replace nan and infinity, which JSON cannot represent, with None."""
    return {
        key: None if isinstance(value, float) and not math.isfinite(value) else value
        for key, value in values.items()
    }
