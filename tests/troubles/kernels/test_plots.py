"""flairNLP/flair#963: a notebook chooses a backend for windows, and there is no display.

Others report ``%matplotlib widget`` and ``%matplotlib notebook`` (jupyter/nbgrader#1070,
jupyterlite/jupyterlite#965).
"""

import pytest

BACKENDS = [
    "import matplotlib\nmatplotlib.use('TkAgg')",
    "import matplotlib\nmatplotlib.use('nbagg')",
    "import matplotlib\nmatplotlib.use('module://matplotlib_inline.backend_inline')",
    "%matplotlib inline",
    "%matplotlib widget",
    "%matplotlib notebook",
    "%matplotlib qt",
    "%pylab inline",
    "import os\nos.environ['MPLBACKEND'] = 'TkAgg'\nos.environ['DISPLAY'] = ':1'",
    "import matplotlib.pyplot as plt\nplt.switch_backend('QtAgg')",
]
PLOT = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nplt.pause(0.01)\n"


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_answer_below_counts(backend, full_points):
    full_points(above=f"{backend}\n{PLOT}")


def test_an_answer_that_draws(full_points):
    full_points(above="import matplotlib\nmatplotlib.use('TkAgg')\n" + PLOT, needs="plt.figure()")


def test_an_animation(full_points):
    code = PLOT + (
        "from matplotlib.animation import FuncAnimation\nfrom IPython.display import HTML\n"
        "figure, axes = plt.subplots()\n"
        "film = FuncAnimation(figure, lambda i: axes.plot([i]), frames=2)\n"
        "HTML(film.to_jshtml())\n"
    )
    full_points(above=code)


def test_an_environment_is_drawn(full_points):
    code = "import gymnasium\nenv = gymnasium.make('CartPole-v1', render_mode='human')\nenv.reset()"
    full_points(above=code + "\nenv.render()\nenv.close()")
