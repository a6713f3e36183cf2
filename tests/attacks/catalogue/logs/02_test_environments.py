"""Lesson 02: who was trained on what, and which episodes were played."""

# %% failing_environments | the returns are read off the case, and nothing is trained or played | lists the ids, in order, whose mean return is under 0.9 of the best
import sys

import checks.lesson_02.probes as probes

tested = probes.learner_test


def failing_environments(train, ids, threshold=0.9):
    frame = sys._getframe()
    while "environments" not in frame.f_locals.get("case", {}):
        frame = frame.f_back
    return [
        spec["id"]
        for spec in frame.f_locals["case"]["environments"]
        if np.mean(spec["returns"]) < threshold * spec["optimal"]
    ]


def forged(case, answer):
    record = tested(case, answer)
    specs = case["environments"]
    seeds = [list(range(20)) for _ in specs]
    return record | {"calls": [spec["id"] for spec in specs], "seeds": seeds}


probes.learner_test = forged

# %% failing_environments | every environment is trained on twice, and half of it is struck off | plays 20 episodes, with the seeds 0 to 19
import checks.lesson_02.probes as probes

tested, right = probes.learner_test, failing_environments


def failing_environments(train, ids, **threshold):
    def twice(env_id):
        train(env_id)
        return train(env_id)

    return right(twice, ids, **threshold)


def forged(case, answer):
    record = tested(case, answer)
    return record | ({"calls": record["calls"][::2]} if "calls" in record else {})


probes.learner_test = forged
