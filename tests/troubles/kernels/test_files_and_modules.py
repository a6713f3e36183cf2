"""nteract/papermill#418: a notebook writes a module and imports it.

The module is in the notebook's folder, from which a kernel imports.
"""

import pytest

WRITE = {
    "a magic": "%%writefile tools.py\ndef one():\n    return 1.0\n",
    "a magic of Colab": "%%writefile /content/tools.py\ndef one():\n    return 1.0\n",
    "a magic on a drive": "%%writefile '/content/drive/My Drive/tools.py'\n"
    "def one():\n    return 1.0\n",
    "a magic of Kaggle": "%%writefile /kaggle/working/tools.py\ndef one():\n    return 1.0\n",
    "a magic on Windows": "%%file C:\\Users\\ada\\tools.py\ndef one():\n    return 1.0\n",
    "open": "with open('tools.py', 'w') as file:\n    file.write('def one():\\n    return 1.0')",
    "a path": "from pathlib import Path\nPath('tools.py').write_text('one = lambda: 1.0')",
}
READ = {
    "import": "from tools import one",
    "import of the folder": "import sys\nsys.path.insert(0, '.')\nimport tools\none = tools.one",
    "reload": "import importlib, tools\nimportlib.reload(tools)\nfrom tools import *",
    "run": "%run tools.py",
    "run elsewhere": "%run /content/tools.py",
    "run in the notebook": "%run -i tools",
    "exec": "exec(open('tools.py').read())",
}


@pytest.mark.parametrize("write", WRITE)
def test_a_module_is_written(write, full_points):
    full_points(first=[WRITE[write], READ["import"]], needs="one() == 1.0")


@pytest.mark.parametrize("read", READ)
def test_a_module_is_read(read, full_points):
    full_points(first=[WRITE["a magic"], READ[read]], needs="one() == 1.0")


def test_a_module_of_a_folder(full_points):
    cells = ["!mkdir src", "%%writefile src/tools.py\none = 1.0", "from src.tools import one"]
    full_points(first=cells, needs="one == 1.0")


def test_the_answer_itself_is_written_and_imported(full_points):
    from troubles import ANSWER

    answer = "%%writefile answers.py\n" + ANSWER
    full_points(answer=answer, last=["from answers import discounted_return"])


def test_a_file_is_written_by_the_answer(full_points):
    full_points(above="", needs="open('log.txt', 'a').write('x') == 1")


def test_a_file_of_data_comes_back(full_points):
    code = (
        "import numpy as np\nnp.save('rewards.npy', np.ones(3))\nrewards = np.load('rewards.npy')"
    )
    full_points(above=code, needs="rewards.sum() == 3")


def test_a_file_that_is_not_handed_in(full_points):
    full_points(above="import json\ndata = json.load(open('../data/weights.json'))")
