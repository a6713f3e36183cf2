"""ipython/ipython#7967: cells run programs and count on the folder of the notebook."""

import pytest


def test_the_output_of_a_command_is_a_list(full_points):
    code = "!echo one > numbers.txt\nfiles = !ls\nlines = !cat numbers.txt\n"
    full_points(above=code, needs="'numbers.txt' in files and lines == ['one']")


def test_values_of_the_notebook_go_into_a_command(full_points):
    code = "steps = 3\nlines = !echo {steps + 1} $steps\n"
    full_points(above=code, needs="lines == ['4 3']")


def test_a_cell_is_a_shell_script(full_points):
    cells = ["%%bash\necho hi > hi.txt\n", "%%bash\nfalse\n", "text = open('hi.txt').read()"]
    full_points(first=cells, needs="text == 'hi\\n'")


@pytest.mark.parametrize(
    "install",
    [
        "%pip install tqdm",
        "%conda install -y tqdm",
        "!pip install tqdm",
        "!{sys.executable} -m pip install -q tqdm",
        "out = !pip install tqdm",
        "!mkdir -p data && pip install tqdm; ls",
        "import subprocess\nsubprocess.run([sys.executable, '-m', 'pip', 'install', 'nothing'])",
        "!apt-get install -y xvfb",
        "!git clone https://example.org/nothing.git",
        "!wget https://example.org/nothing.txt",
    ],
)
def test_an_installation_does_not_cost_the_answer(install, full_points):
    full_points(above=f"import sys\n{install}\nfrom tqdm import tqdm", needs="tqdm")


def test_the_folder_is_changed(full_points):
    cells = ["%mkdir data\n!mkdir -p data\n%cd data", "import os\nhere = os.getcwd()\n%cd .."]
    full_points(first=cells, needs="here.endswith('/data') and os.getcwd() + '/data' == here")


def test_an_environment_variable_is_set(full_points):
    full_points(first=["%env STEPS=3"], above="import os", needs="os.environ['STEPS'] == '3'")
