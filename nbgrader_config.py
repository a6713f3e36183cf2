"""nbgrader's configuration: lets every ``nbgrader …`` command run from the repository's root."""

from pathlib import Path

from grading.jupyter.nbgrader_options import whole_config

c = get_config()  # noqa: F821 - traitlets defines it
c.merge(whole_config())
# `nbgrader list` stops where there is no exchange yet.
Path(c.Exchange.root).mkdir(parents=True, exist_ok=True)
