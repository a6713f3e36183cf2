"""A seed gives the same result bit for bit, whichever worker computes what, and when."""

import hashlib
import json

import numpy as np
import pytest
from clusters import finish_script, start_script

from grading.lessons.reference import load_reference

LESSON = "08_seeds_not_vectors"
SEED, PAIRS, ITERATIONS = 3, 8, 5

RUNS = """
import hashlib, tempfile

own_task, own_gather = lesson["evaluate_seed"]._function, lesson["gather_results"]

def digest():
    mu, _ = lesson["train_with_seeds"](SEED, num_pairs=PAIRS, iterations=ITERATIONS)
    return hashlib.sha256(mu.tobytes()).hexdigest()

def of_any_length(*arguments):
    # Make tasks end in another order than they began.
    result = own_task(*arguments)
    time.sleep(np.random.default_rng().choice([0.0, 0.05, 0.15]))
    return result

def by_completion(refs, timeout):
    results, waiting = [], list(refs)
    while waiting:
        done, waiting = ray.wait(waiting, timeout=timeout)
        results += ray.get(done)
    orders.append([seed for seed, *_ in results] == [seed for seed, *_ in ray.get(refs)])
    return results, 0

def dies_once(mu, seed, *arguments):
    # Every eighth seed kills its worker, the first time.
    mark = os.path.join(marks, str(seed))
    if seed % 8 == 0 and not os.path.exists(mark):
        open(mark, "w").close()
        os._exit(1)
    return own_task(mu, seed, *arguments)

found, killed, orders = {"plain": digest()}, [], []

lesson["evaluate_seed"] = ray.remote(of_any_length)
lesson["gather_results"] = by_completion
found["in the order of completion"] = digest()

lesson["gather_results"] = own_gather
for name, task in {
    "killed, and Ray evaluates again": ray.remote(dies_once),
    "killed, and the loop sends again": ray.remote(max_retries=0)(dies_once),
}.items():
    marks = tempfile.mkdtemp()
    lesson["evaluate_seed"] = task
    found[name] = digest()
    killed.append(len(os.listdir(marks)))
print(json.dumps({"found": found, "killed": killed, "orders": orders}))
"""


def without_ray() -> str:
    """Return the digest of the same training, done in this process pair by pair."""
    lesson = load_reference(LESSON)
    rng, mu = np.random.default_rng(SEED), np.zeros(61)
    for _ in range(ITERATIONS):
        seeds = [int(s) for s in rng.integers(2**31, size=PAIRS)]
        task = lesson["evaluate_seed"]._function
        results = [task(mu, seed, 1.0, 1, "CartPole-v1") for seed in seeds]
        mu = lesson["update_from_seeds"](mu, results, 4.0, 1.0)
    return hashlib.sha256(mu.tobytes()).hexdigest()


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2, 4])
def test_the_parameters_do_not_depend_on_the_number_of_workers_or_their_deaths(workers):
    sizes = f"SEED, PAIRS, ITERATIONS = {SEED}, {PAIRS}, {ITERATIONS}\n"
    seen = finish_script(start_script(sizes + RUNS, LESSON, num_cpus=workers))
    assert set(seen["found"].values()) == {without_ray()}, json.dumps(seen["found"], indent=1)
    assert min(seen["killed"]) > 0
    if workers > 1:
        assert not all(seen["orders"])
