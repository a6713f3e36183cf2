"""Every picture is shown once, is summarised in words, and changes nothing else."""

import gc
import subprocess
import sys

import matplotlib
import numpy as np
import pytest
from matplotlib.figure import Figure

from helpers import plotting
from helpers.landscapes import Snapshot, two_hills

RUNS = [np.array([1.0, 2.0, 5.0]), np.array([2.0, 6.0])]

PAIRS = np.array([[1.0, 0.5], [-0.5, 1.0]])

PICTURES = {
    "intervals": lambda: plotting.intervals({"CEM": (2.0, 1.0, 3.0), "NES": (1.0, 1.0, 1.0)}),
    "cost_curves": lambda: plotting.cost_curves({"CEM": [(10, 1.0, 0.0, 2.0)]}, target=2.0),
    "speedup_curve": lambda: plotting.speedup_curve({1: 1.0, 2: 1.7}, 0.2),
    "throughput": lambda: plotting.throughput({"a": [1e4, 2e5]}, [1, 64], baseline=2e4),
    "elite_threshold": lambda: plotting.elite_threshold([[1.0, 2.0, 5.0], [3.0, 3.0]], 75.0, 4.0),
    "episode_lanes": lambda: plotting.episode_lanes([3.0, 9.0, 4.0, 2.0], 2),
    "course_map": lambda: plotting.course_map(4),
    "strip_plot": lambda: plotting.strip_plot({"a": [1.0, 2.0], "b": [3.0]}, title="Two"),
    "mean_with_error": lambda: plotting.mean_with_error([1, 10, 100], [1, 2, 3], [0.1, 0.2, 0.1]),
    "learning_curves": lambda: plotting.learning_curves({"NES": RUNS}, target=4.0),
    "failure_table": lambda: plotting.failure_table({"A": {"x": 1.0, "y": -0.5}}),
    "show_episode": lambda: plotting.show_episode("CartPole-v1", lambda _: 0),
    "return_landscape": lambda: plotting.return_landscape(
        [0.0, 1.0], [0.0, 2.0, 4.0], np.arange(6.0).reshape(3, 2), PAIRS, PAIRS
    ),
    "search_distribution": lambda: plotting.search_distribution(
        lambda x, y: -(x**2) - y**2, np.zeros(2), PAIRS, -PAIRS, 1.0, np.ones(2)
    ),
    "search_movie": lambda: plotting.search_movie(
        {"CEM": (two_hills, [Snapshot(np.zeros(2), 0.5, PAIRS, np.array([True, False]))])}
    ),
    "second_look": lambda: plotting.second_look([1.0, 5.0, 3.0], [2.0, 3.0, 3.5]),
    "scaling": lambda: plotting.scaling([1, 10, 100], {"a": [1, 10, 100]}, "weights", "bytes"),
    "task_fates": lambda: plotting.task_fates(
        [("a", 0.0, 1.0, "finished"), ("b", 0, 2, "crashed")]
    ),
    "task_timeline": lambda: plotting.task_timeline({"a": [(1, 0.0, 1.0), (2, 0.5, 2.0)]}),
    "update_paths": lambda: plotting.update_paths(
        {"old mean": PAIRS, "new mean": -PAIRS}, PAIRS[1]
    ),
    "pair_signal": lambda: plotting.pair_signal(
        {"raw": (np.arange(4.0), np.array([0.0, 2.0, 1.0, 3.0]))}, "noise"
    ),
    "curves_over": lambda: plotting.curves_over([0, 1], {"J": [1.0, 2.0]}, xlabel="w"),
    "policy_map": lambda: plotting.policy_map([0, 1], [0, 1], np.array([[0.1, 0.4], [0.6, 0.9]])),
    "gradient_spread": lambda: plotting.gradient_spread({"a": [1.0, 2.0, 4.0]}, truth=2.0),
    "fitness_shapes": lambda: plotting.fitness_shapes({"returns": [1.0, 2.0, 7.0]}),
    "lake_policy": lambda: plotting.lake_policy({"all left": np.zeros((16, 4))}),
    "magnitudes": lambda: plotting.magnitudes({"update": np.array([1.0, 10.0, 0.0])}, "norm"),
}


@pytest.fixture(params=sorted(PICTURES))
def draw(request):
    return PICTURES[request.param]


def test_no_picture_is_left_out_here():
    assert sorted(PICTURES) == sorted(plotting.__all__)


def test_one_picture_is_shown_with_one_line_under_it_and_nothing_on_stderr(draw, notebook, capfd):
    draw()
    printed, error = capfd.readouterr()
    assert error == ""
    assert len(notebook.shown) == 1
    assert printed.endswith("\n")
    assert len(printed.splitlines()) == 1
    assert any(character.isdigit() for character in printed)
    assert notebook.about[0]["alt"] == printed.strip()


@pytest.mark.slow
def test_the_picture_is_not_empty_and_fits_a_notebook(draw, notebook):
    draw()
    picture = notebook.picture
    assert picture.format == "PNG"
    assert len(picture.convert("RGB").getcolors(maxcolors=10**6)) > 3
    assert notebook.about[0].get("width", picture.width) <= 800
    assert len(notebook.file) < 150_000


@pytest.mark.slow
def test_drawing_again_gives_the_same_bytes(draw, notebook):
    draw()
    first = notebook.file
    notebook.shown.clear()
    draw()
    assert notebook.file == first


def test_no_figure_stays_open_and_no_setting_is_changed(notebook):
    def open_figures():
        gc.collect()
        return sum(isinstance(thing, Figure) for thing in gc.get_objects())

    # Looking at all objects of the process takes half a second, so all pictures share two looks.
    before = open_figures()
    for name, draw in PICTURES.items():
        settings = matplotlib.rcParams.copy()
        draw()
        assert matplotlib.rcParams.copy() == settings, name
    notebook.shown.clear()
    assert open_figures() == before


@pytest.mark.slow
def test_without_a_notebook_only_the_line_is_printed(draw, monkeypatch, capfd):
    monkeypatch.delitem(sys.modules, "IPython")
    draw()
    printed, error = capfd.readouterr()
    assert (len(printed.splitlines()), error) == (1, "")
    assert "IPython" not in sys.modules


def test_the_users_own_matplotlib_settings_have_no_effect(notebook):
    PICTURES["strip_plot"]()
    first = notebook.file
    notebook.shown.clear()
    with matplotlib.rc_context({"axes.spines.top": True, "font.size": 20, "xtick.color": "red"}):
        PICTURES["strip_plot"]()
    assert notebook.file == first


def test_drawing_in_a_fresh_process_needs_neither_a_screen_nor_pyplot():
    code = (
        "import sys\nfrom helpers import plotting\nplotting.course_map(1)\n"
        "assert not {'matplotlib.pyplot', 'IPython'} & set(sys.modules)"
    )
    environment = {"MPLBACKEND": "tkagg", "HOME": "/nonexistent", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Lesson 1 of 10")
