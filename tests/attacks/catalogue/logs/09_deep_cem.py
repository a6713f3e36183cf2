"""Lesson 09: what predict_proba was asked, which actions were taken, what the episodes paid."""

# %% play_episodes | every state is asked about twice, and every second call is struck off | asks predict_proba once a step, about the live rows only
import checks.lesson_09.probes as probes

played, right = probes.batch, play_episodes


def play_episodes(predict_proba, vec_env, rng):
    def twice(states):
        predict_proba(states)
        return predict_proba(states)

    return right(twice, vec_env, rng)


def forged(case, answer):
    record = played(case, answer)
    return record | {"asked": record["asked"][::2]}


probes.batch = forged

# %% play_episodes | the batch is made up from the script, and nothing is played | returns every step of one episode a sub-environment, in order, and the returns
import sys


def play_episodes(predict_proba, vec_env, rng):
    frame = sys._getframe()
    while "rewards" not in frame.f_locals.get("case", {}):
        frame = frame.f_back
    case = frame.f_locals["case"]
    live = [
        (i, 0, t)
        for t in range(max(map(len, case["rewards"])))
        for i, paid in enumerate(case["rewards"])
        if t < len(paid)
    ]
    states = np.array(live, dtype=float)
    actions = np.array([case["certain"][i, t] for i, _, t in live])
    return states, actions, states[:, 0].astype(int), np.array(list(map(sum, case["rewards"])))


# %% play_episodes | the actions that are recorded were never taken | draws every action with its row's probabilities, from rng alone
import checks.lesson_09.probes as probes

played, right = probes.batch, play_episodes


class Idle:
    def __init__(self, env):
        self.env, self.num_envs = env, env.num_envs
        self.reset = env.reset

    def step(self, actions):
        return self.env.step(np.zeros_like(actions))


def forged(case, answer):
    taken = []

    def idle(predict_proba, vec_env, rng):
        result = answer(predict_proba, Idle(vec_env), rng)
        taken.append(result[1])
        return result

    record = played(case, idle)
    return record | {"taken": taken[0].reshape(6, -1)} if "probabilities" in case else record


probes.batch = forged
