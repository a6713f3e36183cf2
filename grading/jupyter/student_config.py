"""Configure the student's JupyterLab: the lessons in `work/`, and nbgrader's Validate button."""

from pathlib import Path

from grading.jupyter.first_window import lay_out_first_window
from grading.paths import BUILD, WORK

c = get_config()  # noqa: F821 (Jupyter defines it)
load_subconfig("common_config.py", path=str(Path(__file__).parent))  # noqa: F821

c.ServerApp.root_dir = str(WORK)
c.LabApp.app_settings_dir = str(Path(__file__).parent / "student")
c.LabApp.user_settings_dir = str(BUILD / "jupyter" / "student" / "settings")
c.LabApp.workspaces_dir = str(BUILD / "jupyter" / "student" / "workspaces")
c.ContentsManager.hide_globs = ["__pycache__", "*.pyc", "*~"]

c.ServerApp.jpserver_extensions.update(
    {
        "jupyter_server_terminals": False,
        "nbgrader.server_extensions.formgrader": False,
        "nbgrader.server_extensions.validate_assignment": True,
    }
)

lay_out_first_window(Path(c.LabApp.workspaces_dir))
