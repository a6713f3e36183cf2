"""Configure nbgrader, so that every ``nbgrader …`` command works from the repository's root."""

from pathlib import Path

from grading.jupyter.formgrader_config import whole_config

c = get_config()  # noqa: F821 - traitlets defines it
c.merge(whole_config())
# `nbgrader list` fails if the exchange does not exist yet.
Path(c.Exchange.root).mkdir(parents=True, exist_ok=True)
