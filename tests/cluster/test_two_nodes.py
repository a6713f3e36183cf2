"""The lessons give the same results on a cluster of two nodes, even if one of the nodes dies."""

import time

import pytest
from clusters import environment, finish_script, start_script, two_nodes
from executed import assert_sound, execute_solved

from checks.lessons import load_lesson
from grading.lessons.source import lesson_names

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SEEDS = "08_seeds_not_vectors"
WITH_RAY = [name for name in lesson_names() if load_lesson(name).uses_ray]
TRAININGS = {
    "04_random_search": "random_search(num_policies=6, num_rollouts=2, seed=1)",
    "07_distributed_nes": "train_nes(0, 'lwg/Counter-v0')",
    "08_seeds_not_vectors": "train_with_seeds(3, num_pairs=8, iterations=5)",
}

DIGEST = """
import hashlib

def as_bytes(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return b"".join(map(as_bytes, value))
    return np.asarray(value, dtype=float).tobytes()

def digest(value):
    return hashlib.sha256(as_bytes(value)).hexdigest()
"""

WATCHED = """
nodes, own_task, own_gather = [], lesson["evaluate_seed"]._function, lesson["gather_results"]

def with_node(*arguments):
    time.sleep(0.2)
    return own_task(*arguments), ray.get_runtime_context().get_node_id()

def gather(refs, timeout):
    found, lost = own_gather(refs, timeout)
    nodes.append(sorted({node for _, node in found}))
    print("gathered", flush=True)
    return [result for result, _ in found], lost

lesson["evaluate_seed"], lesson["gather_results"] = ray.remote(with_node), gather
mu, history = lesson["train_with_seeds"](3, num_pairs=8, iterations=5)
print(json.dumps({"digest": digest((mu, history)), "nodes": nodes}))
"""


@pytest.fixture(scope="module")
def cluster():
    with two_nodes() as nodes:
        yield nodes


def result_of(lesson, address=None):
    code = f"print(json.dumps(digest(eval({TRAININGS[lesson]!r}, lesson))))"
    return finish_script(start_script(DIGEST + code, lesson, address))


@pytest.mark.parametrize("lesson", sorted(TRAININGS.keys() & set(lesson_names())))
def test_a_training_gives_the_same_result_on_two_nodes_as_on_one_machine(lesson, cluster):
    assert result_of(lesson, cluster.address) == result_of(lesson)


@pytest.mark.parametrize("lesson", WITH_RAY)
def test_the_notebook_runs_on_the_cluster_from_top_to_bottom(lesson, cluster, tmp_path):
    notebook = execute_solved(lesson, tmp_path, timeout=240, env=environment(cluster.address))
    assert_sound(lesson, notebook)


def test_the_death_of_a_node_during_a_run_does_not_change_the_result():
    with two_nodes() as nodes:
        process = start_script(DIGEST + WATCHED, SEEDS, nodes.address)
        for _ in range(2):
            assert process.stdout.readline() == "gathered\n"
        time.sleep(0.3)
        assert process.poll() is None
        nodes.kill(1)
        seen = finish_script(process)
        head, other = nodes.node_ids
    assert seen["nodes"][0] == sorted([head, other])
    assert seen["nodes"][-1] == [head]
    assert seen["digest"] == result_of(SEEDS)
