"""What the student's and the instructor's JupyterLab have in common."""

import os
import secrets
import sys
from pathlib import Path

c = get_config()  # noqa: F821 (Jupyter defines it)

# Jupyter logs many lines nobody can act on; grading.jupyter.announce prints the one that matters.
c.Application.log_level = "ERROR"
c.IdentityProvider.token = secrets.token_hex(24)
c.ServerApp.answer_yes = True  # Ctrl-C stops without a question
c.ServerApp.allow_root = getattr(os, "geteuid", lambda: -1)() == 0

c.ServerApp.jpserver_extensions = {
    "grading.jupyter.announce": True,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
    # Notebook 7 beside Lab breaks the fonts of the formulas in both.
    "notebook": False,
    "notebook_shim": False,
    # Lessons are built one way; a paired notebook would write the script back.
    "jupyterlab_jupytext": False,
    # No language server is installed, and looking for one takes time.
    "jupyter_lsp": False,
}

# Only what is in .venv: other kernels and Lab extensions of this machine belong to other versions.
c.KernelSpecManager.allowed_kernelspecs = {"python3"}
# ipykernel warns in the terminal when its sockets are not encrypted.
c.MappingKernelManager.transport_encryption = "auto"
c.LabApp.labextensions_path = [str(Path(sys.prefix) / "share" / "jupyter" / "labextensions")]

# Nothing asks the network.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
