"""The pytest suite and ``course grade`` reach one verdict for every property."""

import re
import subprocess
import sys

import nbformat
import pytest
from handins import solved, with_answer

from checks.lessons import load_lesson
from grading.lessons.reference import load_reference
from grading.paths import ROOT
from grading.scoring.notebook import score_notebook

LESSON, SEED = "01_rollouts", 5
MIXED = {
    "rollout_policy": """
def rollout_policy(env, policy, seed=None):
    observation, _ = env.reset()
    total, over = 0.0, False
    while not over:
        observation, reward, terminated, truncated, _ = env.step(policy(observation))
        total += reward
        over = terminated or truncated
    return total
""",
    "discounted_return": "def discounted_return(rewards, gamma):\n    return sum(rewards)\n",
    "evaluate_policy": """
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [rollout_policy(env, policy, seed) for i in range(episodes)]
    return np.mean(returns), np.std(returns) / np.sqrt(episodes)
""",
}


@pytest.mark.slow
def test_they_agree_on_a_notebook_with_right_and_wrong_answers(tmp_path):
    notebook = solved(LESSON)
    for exercise, code in MIXED.items():
        notebook = with_answer(notebook, exercise, code)
    path = tmp_path / "mixed.ipynb"
    nbformat.write(notebook, path)
    lesson = load_lesson(LESSON)
    result = score_notebook(lesson, notebook, seed=SEED, reference=load_reference(LESSON))
    holds = {}
    for item in result.exercises:
        for prop in item.exercise.properties:
            found = [o for o in item.outcomes if o.property.title == prop.title]
            holds[item.exercise.name, prop.title] = bool(found) and found[0].problem is None

    command = [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", "tests/exercises"]
    command += [f"--notebook={path}", f"--seed={SEED}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    verdicts = dict(re.findall(r"test_property\[(.+?)\] (PASSED|FAILED)", done.stdout))
    assert len(verdicts) == len(holds) == len(set(verdicts))
    by_pytest = {name: verdict == "PASSED" for name, verdict in verdicts.items()}
    ids = {
        f"01-{exercise}-{title}".replace(" ", "_").encode("unicode_escape").decode(): value
        for (exercise, title), value in holds.items()
    }
    assert by_pytest == ids
    assert 0 < sum(holds.values()) < len(holds)
