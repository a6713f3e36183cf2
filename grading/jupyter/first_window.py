"""Lay out JupyterLab's first window; later it restores whatever was open last."""

import json
from pathlib import Path

from jupyterlab_server.workspaces_handler import WorkspacesManager

from grading.paths import WORK


def lay_out_first_window(workspaces: Path) -> None:
    """Open the first lesson beside the list of all lessons, unless a window was saved before.

    Args:
        workspaces: the folder in which JupyterLab saves its windows.
    """
    lessons = sorted(path.relative_to(WORK).as_posix() for path in WORK.glob("[0-9]*/*.ipynb"))
    if not lessons or any(workspaces.glob("*.jupyterlab-workspace")):
        return
    # An address such as /lab/tree/01_rollouts/… would hide the other lessons' folders.
    notebook = f"notebook:{lessons[0]}"
    tabs = {"type": "tab-area", "currentIndex": 0, "widgets": [notebook]}
    sidebar = {"current": "filebrowser", "collapsed": False, "visible": True}
    layout = {
        "main": {"dock": tabs, "current": notebook},
        "left": sidebar,
        "relativeSizes": [0.2, 0.8],
    }
    window = {
        "data": {
            "layout-restorer:data": layout,
            notebook: {"data": {"path": lessons[0], "factory": "Notebook"}},
        },
        "metadata": {"id": "default"},
    }
    WorkspacesManager(workspaces).save("default", json.dumps(window))
