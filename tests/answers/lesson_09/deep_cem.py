"""Answers to `DeepCEM`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
class DeepCEM(DeepCEM):
    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        for _ in range(iterations):
            batch = play_episodes(self.classifier.predict_proba, vec_env, rng)
            self.history.append(batch[3])
            if batch[3].mean() >= target:
                break
            self.classifier.partial_fit(*select_elite_steps(*batch, percentile))


# %% right | one row for the first pass, and relu
class DeepCEM:
    def __init__(self, num_inputs, num_actions, seed):
        self.classifier = MLPClassifier(
            (32,), activation="relu", learning_rate_init=0.02, random_state=seed
        )
        self.classifier.partial_fit(np.zeros((1, num_inputs)), [0], classes=range(num_actions))
        self.history = []

    def policy(self, state, rng):
        p = self.classifier.predict_proba(np.asarray(state).reshape(1, -1)).ravel()
        return rng.choice(self.classifier.classes_, p=p)

    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        done = 0
        while done < iterations:
            s, a, ids, returns = play_episodes(self.classifier.predict_proba, vec_env, rng)
            self.history.append(returns)
            if np.mean(returns) >= target:
                return
            s, a = select_elite_steps(s, a, ids, returns, percentile)
            self.classifier.partial_fit(s, a)
            done += 1


# %% right | inverse transform, float64, classes at every call
class DeepCEM:
    def __init__(self, num_inputs, num_actions, seed):
        self.actions = list(range(num_actions))
        self.classifier = MLPClassifier(
            hidden_layer_sizes=(20, 20), activation="tanh", random_state=seed
        )
        self._learn(np.ones((3 * num_actions, num_inputs)), 3 * self.actions)
        self.history = []

    def _learn(self, states, actions):
        self.classifier.partial_fit(states, actions, classes=self.actions)

    def policy(self, state, rng):
        bounds = self.classifier.predict_proba([state])[0].cumsum()[:-1]
        return int((rng.random() > bounds).sum())

    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        for k in range(iterations):
            *steps, returns = play_episodes(self.classifier.predict_proba, vec_env, rng)
            self.history += [returns.copy()]
            if not returns.mean() < target:
                break
            self._learn(*select_elite_steps(*steps, returns, percentile))


# %% right | plain gradient descent with momentum
class DeepCEM:
    def __init__(self, num_inputs, num_actions, seed):
        self.classifier = MLPClassifier(
            (20, 20), solver="sgd", learning_rate_init=0.1, random_state=seed, activation="tanh"
        ).partial_fit(
            np.zeros((num_actions, num_inputs)),
            np.arange(num_actions),
            classes=np.arange(num_actions),
        )
        self.history = []

    def policy(self, state, rng):
        (p,) = self.classifier.predict_proba([state])
        return rng.multinomial(1, p / p.sum()).argmax()

    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        for _ in range(iterations):
            batch = play_episodes(lambda s: self.classifier.predict_proba(s), vec_env, rng)
            self.history.append(batch[3])
            if sum(batch[3]) / len(batch[3]) >= target:
                break
            states, actions = select_elite_steps(*batch, percentile)
            self.classifier.partial_fit(states, actions)


# %% wrong | one default classifier as in the source | made once
class DeepCEM(DeepCEM):
    def __init__(self, num_inputs, num_actions, seed, made={}):
        key = (num_inputs, num_actions)
        if key not in made:
            super().__init__(num_inputs, num_actions, seed)
            made[key] = self.classifier
        self.classifier, self.history = made[key], []


# %% wrong | an attribute of the class | made once
class DeepCEM(DeepCEM):
    shared = {}

    def __init__(self, num_inputs, num_actions, seed):
        super().__init__(num_inputs, num_actions, seed)
        self.classifier = self.shared.setdefault((num_inputs, num_actions), self.classifier)


# %% wrong | warm-started fit as in the source | With warm_start=True every fit
# - class DeepCEM(DeepCEM):
# + class DeepCEM(DeepCEM):
# +     def __init__(self, num_inputs, num_actions, seed):
# +         self.classifier = MLPClassifier(
# +             (20, 20), "tanh", warm_start=True, max_iter=1, random_state=seed
# +         )
# +         self.classifier.fit([[0.0] * num_inputs] * num_actions, range(num_actions))
# +         self.history = []
# +
#
# -             self.classifier.partial_fit(*select_elite_steps(*batch, percentile))
# +             self.classifier.fit(*select_elite_steps(*batch, percentile))


# %% wrong | warm start and partial_fit | With warm_start=True every fit
class DeepCEM(DeepCEM):
    def __init__(self, num_inputs, num_actions, seed):
        super().__init__(num_inputs, num_actions, seed)
        self.classifier.set_params(warm_start=True)


# %% wrong | fit begins anew | The network was made anew on the way
# -             self.classifier.partial_fit(*select_elite_steps(*batch, percentile))
# +             self.classifier.set_params(max_iter=1)
# +             self.classifier.fit(*select_elite_steps(*batch, percentile))


# %% wrong | fit until it has converged | fit` goes through them up to max_iter
# -             self.classifier.partial_fit(*select_elite_steps(*batch, percentile))
# +             self.classifier.set_params(max_iter=50)
# +             self.classifier.fit(*select_elite_steps(*batch, percentile))


# %% wrong | is not fitted before it plays | has to know its actions before it plays
class DeepCEM(DeepCEM):
    def __init__(self, num_inputs, num_actions, seed):
        self.classifier = MLPClassifier((20, 20), activation="tanh", random_state=seed)
        self.history = []


# %% wrong | two actions hard-coded | knows every action from the start
class DeepCEM(DeepCEM):
    def __init__(self, num_inputs, num_actions, seed):
        super().__init__(num_inputs, 2, seed)


# %% wrong | four inputs hard-coded | as many inputs as
class DeepCEM(DeepCEM):
    def __init__(self, num_inputs, num_actions, seed):
        super().__init__(4, num_actions, seed)

    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        pass


# %% wrong | learns from every step | every step, not those of the elites
class DeepCEM(DeepCEM):
    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        for _ in range(iterations):
            states, actions, _, returns = play_episodes(self.classifier.predict_proba, vec_env, rng)
            self.history.append(returns)
            if returns.mean() >= target:
                break
            self.classifier.partial_fit(states, actions)


# %% wrong | ten passes | shown many times over
# -             self.classifier.partial_fit(*select_elite_steps(*batch, percentile))
# +             for _ in range(10):
# +                 self.classifier.partial_fit(*select_elite_steps(*batch, percentile))


# %% wrong | two passes | The elites were shown twice
# -             self.classifier.partial_fit(*select_elite_steps(*batch, percentile))
# +             for _ in range(2):
# +                 self.classifier.partial_fit(*select_elite_steps(*batch, percentile))


# %% wrong | percentile hard-coded as in the source | The percentile is 70 here
class DeepCEM(DeepCEM):
    def train(self, vec_env, iterations, rng, percentile=75, target=float("inf")):
        super().train(vec_env, iterations, rng, 70, target)


# %% wrong | never stops, as in the source | It goes on when the mean return
class DeepCEM(DeepCEM):
    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        for _ in range(iterations):
            batch = play_episodes(self.classifier.predict_proba, vec_env, rng)
            self.history.append(batch[3])
            self.classifier.partial_fit(*select_elite_steps(*batch, percentile))
            if batch[3].mean() >= target:
                print("Solved.", end="")


# %% wrong | learns on from the batch that reached the target | Stop first, learn after
# as: never stops, as in the source
# -                 print("Solved.", end="")
# +                 break


# %% wrong | the best return reaches the target | all iterations are played
# -             if batch[3].mean() >= target:
# +             if batch[3].max() >= target:


# %% wrong | the history holds the means | These are single numbers
class DeepCEM(DeepCEM):
    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        super().train(vec_env, iterations, rng, percentile, target)
        self.history = [float(returns.mean()) for returns in self.history]


# %% wrong | no history | self.history is missing
class DeepCEM(DeepCEM):
    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        super().train(vec_env, iterations, rng, percentile, target)
        del self.history


# %% wrong | greedy policy | Every draw gives the same action
class DeepCEM(DeepCEM):
    def policy(self, state, rng):
        rng.random()
        return int(self.classifier.predict([state])[0])


# %% wrong | the network is not asked | All actions are equally likely
class DeepCEM(DeepCEM):
    def policy(self, state, rng):
        return int(rng.integers(len(self.classifier.classes_)))


# %% wrong | global randomness as in the source | global generator
class DeepCEM(DeepCEM):
    def policy(self, state, rng):
        p = self.classifier.predict_proba([state])[0]
        return int(np.random.choice(len(p), p=p))


# %% wrong | a global number of actions, as in the source | number of actions is that of
class DeepCEM(DeepCEM):
    def policy(self, state, rng):
        n_actions = 2
        return int(rng.choice(n_actions, p=self.classifier.predict_proba([state])[0]))


# %% wrong | an action in an array | one whole number, the action
class DeepCEM(DeepCEM):
    def policy(self, state, rng):
        p = self.classifier.predict_proba([state])[0]
        return rng.choice(len(p), p=p, size=1)


# %% wrong | a state that is no table | takes a table with one row a state
class DeepCEM(DeepCEM):
    def policy(self, state, rng):
        p = self.classifier.predict_proba(state)
        return int(rng.choice(len(p), p=p))


# %% wrong | the seed is not used | The seed does not reach the classifier
class DeepCEM(DeepCEM):
    def __init__(self, num_inputs, num_actions, seed):
        super().__init__(num_inputs, num_actions, np.random.RandomState())


# %% wrong | a fixed seed | Every seed gives the same weights
class DeepCEM(DeepCEM):
    def __init__(self, num_inputs, num_actions, seed):
        super().__init__(num_inputs, num_actions, 42)


# %% wrong | another name for the classifier | keeps its network in self.classifier
class DeepCEM(DeepCEM):
    def __init__(self, num_inputs, num_actions, seed):
        super().__init__(num_inputs, num_actions, seed)
        self.clf = self.classifier
        del self.classifier


# %% wrong | a regressor | scikit-learn's MLPClassifier
class DeepCEM(DeepCEM):
    def __init__(self, num_inputs, num_actions, seed):
        from sklearn.neural_network import MLPRegressor

        self.classifier, self.history = (
            MLPRegressor(hidden_layer_sizes=(20, 20), random_state=seed),
            [],
        )
        self.classifier.partial_fit(np.zeros((1, num_inputs)), [0])
