"""Settings of the student's and of the instructor's JupyterLab."""
