"""Configure the settings that the student's and the instructor's JupyterLab share."""

import os
import secrets
import sys
from pathlib import Path

c = get_config()  # noqa: F821 (Jupyter defines it)

# Jupyter's log does not help users; grading.jupyter.announce prints the one line that does.
c.Application.log_level = "ERROR"
c.IdentityProvider.token = secrets.token_hex(24)
c.ServerApp.answer_yes = True  # Ctrl-C stops without a question
c.ServerApp.allow_root = getattr(os, "geteuid", lambda: -1)() == 0

c.ServerApp.jpserver_extensions = {
    "grading.jupyter.announce": True,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
    # Notebook 7 together with Lab breaks the fonts of formulas in both.
    "notebook": False,
    "notebook_shim": False,
    # Lessons are built from scripts only; a paired notebook would overwrite its script.
    "jupyterlab_jupytext": False,
    # No language server is installed, and looking for one takes time.
    "jupyter_lsp": False,
}

# Use only what is in .venv, because this machine's other kernels and Lab extensions may not fit.
c.KernelSpecManager.allowed_kernelspecs = {"python3"}
# Without encrypted sockets, ipykernel prints a warning in the terminal.
c.MappingKernelManager.transport_encryption = "auto"
c.LabApp.labextensions_path = [str(Path(sys.prefix) / "share" / "jupyter" / "labextensions")]

# Make no requests to the internet.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
