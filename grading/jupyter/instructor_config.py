"""Configure the instructor's JupyterLab: the whole repository, and Formgrader for the class."""

import os
from pathlib import Path

from grading.paths import BUILD, COURSE, ROOT

c = get_config()  # noqa: F821 (Jupyter defines it)
load_subconfig("common_config.py", path=str(Path(__file__).parent))  # noqa: F821

# Formgrader needs the course folder to be inside the server's root.
c.ServerApp.root_dir = os.path.commonpath([ROOT, COURSE])
c.FileContentsManager.preferred_dir = str(ROOT)
c.LabApp.app_settings_dir = str(Path(__file__).parent / "instructor")
c.LabApp.user_settings_dir = str(BUILD / "jupyter" / "instructor" / "settings")
c.LabApp.workspaces_dir = str(BUILD / "jupyter" / "instructor" / "workspaces")
c.ContentsManager.hide_globs = ["__pycache__", "*.pyc", "*~", "*.egg-info"]

c.ServerApp.jpserver_extensions.update(
    {
        "jupyter_server_terminals": True,
        "nbgrader.server_extensions.formgrader": True,
        "nbgrader.server_extensions.validate_assignment": True,
    }
)

# With debug on, Formgrader lists nbgrader's whole configuration above its table.
c.FormgradeExtension.debug = False
