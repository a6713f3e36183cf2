"""Answers to `RolloutActor`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
@ray.remote
class RolloutActor:
    def __init__(self):
        self.env = gym.make("CartPole-v1")

    def do_rollouts(self, policy, num_rollouts, seed):
        choose = lambda state: act(policy, state)
        return [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]


# %% right | decorated afterwards, its own loop
class Player:
    def __init__(self):
        self.game = gym.make("CartPole-v1")

    def do_rollouts(self, policy, num_rollouts, seed):
        returns = []
        for i in range(num_rollouts):
            state, _ = self.game.reset(seed=seed + i)
            total, over = 0, False
            while not over:
                state, reward, terminated, truncated, _ = self.game.step(act(policy, state))
                total, over = total + reward, terminated or truncated
            returns.append(total)
        return returns


RolloutActor = ray.remote(Player)


# %% right | makes the environment when it is needed first
@ray.remote(num_cpus=0)
class RolloutActor:
    env = None

    def do_rollouts(self, policy, num_rollouts, seed):
        if self.env is None:
            self.env = gym.make("CartPole-v1")
        choose = lambda state: act(policy, state)
        return [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]


# %% right | an array, and a method that helps
@ray.remote
class RolloutActor:
    def __init__(self, env_id="CartPole-v1"):
        self._env = gym.make(env_id)
        self._asked = 0

    def _play(self, policy, seed):
        return rollout_policy(self._env, lambda state: act(policy, state), seed=int(seed))

    def do_rollouts(self, policy, num_rollouts, seed):
        self._asked += 1
        return np.array([self._play(policy, s) for s in seed + np.arange(num_rollouts)])


# %% wrong | not remote | The line @ray.remote above the class is missing
# - @ray.remote


# %% wrong | the method has another name | The method is called do_rollouts
# -     def do_rollouts(self, policy, num_rollouts, seed):
# +     def rollouts(self, policy, num_rollouts, seed):


# %% wrong | wants an environment | takes no argument
# -     def __init__(self):
# -         self.env = gym.make("CartPole-v1")
# +     def __init__(self, env):
# +         self.env = env


# %% wrong | forgets self | an attribute of self
# -         self.env = gym.make("CartPole-v1")
# +         environment = gym.make("CartPole-v1")
#
# -         return [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]
# +         return [rollout_policy(self.environment, choose, seed + i) for i in range(num_rollouts)]


# %% wrong | no return | is the `return` missing
# -         return [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]
# +         self.returns = [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]


# %% wrong | the mean | This is the mean of the returns
# -         return [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]
# +         returns = [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]
# +         return float(np.mean(returns))


# %% wrong | return inside the loop | Only the first return comes back
# -         choose = lambda state: act(policy, state)
# -         return [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]
# +         for i in range(num_rollouts):
# +             return rollout_policy(self.env, lambda state: act(policy, state), seed + i)


# %% wrong | returns pile up | The returns of earlier calls are still in the list
@ray.remote
class RolloutActor:
    def __init__(self):
        self.env = gym.make("CartPole-v1")
        self.returns = []

    def do_rollouts(self, policy, num_rollouts, seed):
        for i in range(num_rollouts):
            self.returns.append(rollout_policy(self.env, lambda s: act(policy, s), seed + i))
        return list(self.returns)


# %% wrong | seeds itself once | episode i reset with seed + i
# -         self.env = gym.make("CartPole-v1")
# +         self.env = gym.make("CartPole-v1")
# +         self.env.reset(seed=0)
#
# -         return [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]
# +         return [rollout_policy(self.env, choose) for i in range(num_rollouts)]


# %% wrong | one seed for all episodes | Every episode is reset with the same seed
# -         return [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]
# +         return [rollout_policy(self.env, choose, seed) for i in range(num_rollouts)]


# %% wrong | remembers its first policy | The policy of the first call is played
# -         self.env = gym.make("CartPole-v1")
# +         self.env = gym.make("CartPole-v1")
# +         self.policy = None
#
# -         choose = lambda state: act(policy, state)
# +         self.policy = self.policy or policy
# +         choose = lambda state: act(self.policy, state)


# %% wrong | actions swapped | The actions are swapped
# -         choose = lambda state: act(policy, state)
# +         choose = lambda state: 1 - act(policy, state)


# %% wrong | waits for terminated only | one that is truncated is over
# -         choose = lambda state: act(policy, state)
# -         return [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]
# +         returns = []
# +         for i in range(num_rollouts):
# +             (state, _), terminated, total = self.env.reset(seed=seed + i), False, 0.0
# +             while not terminated:
# +                 state, reward, terminated, _, _ = self.env.step(act(policy, state))
# +                 total += reward
# +             returns.append(total)
# +         return returns


# %% wrong | changes the policy | changed in place
# -     def do_rollouts(self, policy, num_rollouts, seed):
# +     def do_rollouts(self, policy, num_rollouts, seed):
# +         for key in policy:
# +             policy[key] *= 1.5


# %% wrong | a new environment in each call | Every call makes an environment
@ray.remote
class RolloutActor:
    def do_rollouts(self, policy, num_rollouts, seed):
        env = gym.make("CartPole-v1")
        choose = lambda state: act(policy, state)
        return [rollout_policy(env, choose, seed + i) for i in range(num_rollouts)]


# %% wrong | makes it anew although it keeps one | Every call makes an environment
# -     def do_rollouts(self, policy, num_rollouts, seed):
# +     def do_rollouts(self, policy, num_rollouts, seed):
# +         self.env = gym.make("CartPole-v1")


# %% wrong | two environments | One environment is enough
# -         self.env = gym.make("CartPole-v1")
# +         self.env = gym.make("CartPole-v1")
# +         self.spare = gym.make("CartPole-v1")
