"""Notebook syntax in a cell does not cost the answer in the same cell."""

import builtins
import sys

import pytest
from IPython.core.interactiveshell import InteractiveShell

from grading.sandbox.inside.executor import Executor

ANSWER = "def answer():\n    return 42\n"


@pytest.fixture(autouse=True)
def process_as_before():
    """Undo what a notebook's shell changes in a process that is not its own."""
    main, names = sys.modules["__main__"], set(vars(builtins))
    yield
    InteractiveShell.clear_instance()
    sys.modules["__main__"] = main
    for name in vars(builtins).keys() - names:
        delattr(builtins, name)


def run(*cells):
    executor = Executor()
    raised = [executor.run(cell, f"cell {n}")["raised"] for n, cell in enumerate(cells, start=1)]
    return executor.namespace, raised


BESIDE = {
    "a magic that sets up": "%matplotlib inline\n%load_ext autoreload\n%autoreload 2\n",
    "an installation": "%pip install seaborn\n!pip install -q seaborn\n",
    "a shell command": "!ls -la\nfiles = !ls\n",
    "a question": "?print\nprint?\nprint??\n",
    "a timed statement": "%time answer_to = 6 * 7\n%timeit -n 10 -r 3 6 * 7\n",
    "an await": "import asyncio\nawait asyncio.sleep(0)\n",
    "an await in a loop": "import asyncio\nfor _ in range(3):\n    await asyncio.sleep(0)\n",
    "an editor's prompts": ">>> x = 1\n",
    "a display": "display({'a': 1})\nget_ipython().ast_node_interactivity = 'all'\n",
}


@pytest.mark.parametrize("beside", BESIDE)
def test_notebook_syntax_does_not_cost_the_answer_in_the_same_cell(beside):
    prompts = beside == "an editor's prompts"
    answer = ">>> def answer():\n...     return 42\n" if prompts else ANSWER
    namespace, raised = run(BESIDE[beside] + answer)
    assert raised == [None]
    assert namespace["answer"]() == 42


@pytest.mark.parametrize("magic", ["%%time", "%%capture out", "%%prun -q", "%%memit", "%%timeit"])
def test_a_cell_under_a_magic_is_run(magic):
    namespace, raised = run(f"{magic}\n%matplotlib inline\n{ANSWER}")
    assert raised == [None]
    assert namespace["answer"]() == 42


@pytest.mark.parametrize("magic", ["%%html", "%%writefile answer.py", "%%javascript", "%%R"])
def test_a_cell_in_another_language_defines_nothing(magic, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    namespace, raised = run(f"{magic}\n{ANSWER}")
    assert raised == [None]
    assert "answer" not in namespace


def test_an_answer_may_use_a_value_that_was_awaited():
    awaited = "import asyncio\nasync def six():\n    return 6\nsix_ = await six()\n"
    namespace, raised = run(awaited, "def answer():\n    return 7 * six_\n")
    assert raised == [None, None]
    assert namespace["answer"]() == 42


def test_a_magic_that_runs_python_lets_its_exception_out():
    _, raised = run("%%time\nraise ValueError('no')", "%time 1 / 0", "await None")
    assert [each["type"] for each in raised] == ["ValueError", "ZeroDivisionError", "TypeError"]


def test_imports_from_colab_do_nothing(monkeypatch):
    from grading.sandbox.inside.hosted import Hosted

    for name in [name for name in sys.modules if name.startswith("google.colab")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Hosted()])
    namespace, raised = run(
        "from google.colab import drive, files\ndrive.mount('/content/drive')\n" + ANSWER,
        "import google.colab\nuploaded = files.upload()\ngoogle.colab.output.clear()\n",
        "from google.colab.patches import cv2_imshow\ncv2_imshow(None)\n",
    )
    assert raised == [None, None, None]
    assert namespace["answer"]() == 42


@pytest.mark.parametrize("source", ["\0", "def", "'" * 3, "(" * 1000, "if x:\n  y\n z", "%", "!"])
def test_no_source_escapes_as_an_exception(source):
    run(source)
