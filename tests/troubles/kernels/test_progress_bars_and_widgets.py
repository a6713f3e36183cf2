"""tqdm/tqdm#1082: progress bars and widgets need a page to be shown on, and there is none.

Cells with ``@interact`` timed out in another grader (sagemathinc/cocalc#5276).
"""

import pytest

BARS = [
    "from tqdm import tqdm",
    "from tqdm.auto import tqdm",
    "from tqdm.notebook import tqdm",
    "from tqdm import tqdm_notebook as tqdm",
]
SHOWN = {
    "interact": "from ipywidgets import interact\n@interact(x=(0, 10))\n"
    "def show(x=3):\n    print(x)",
    "a slider": "import ipywidgets\nslider = ipywidgets.IntSlider(3)\ndisplay(slider)\n"
    "assert slider.value == 3",
    "an output": "import ipywidgets\nout = ipywidgets.Output()\nwith out:\n    print(1)",
    "HTML": "from IPython.display import HTML, clear_output\nclear_output(wait=True)\n"
    "display(HTML('<b>'))",
    "a handle": "handle = display('x', display_id=True)\nhandle.update('y')",
}


@pytest.mark.parametrize("bar", BARS)
def test_an_answer_with_a_progress_bar(bar, full_points):
    full_points(above=bar, needs="list(tqdm(range(3), desc='x')) == [0, 1, 2]")


@pytest.mark.parametrize("shown", SHOWN)
def test_what_is_shown_above_an_answer(shown, full_points):
    full_points(above=SHOWN[shown] + "\nbelow = 1", needs="below == 1")
