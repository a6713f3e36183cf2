"""Answers to `discounted_return`; `tests/support/catalogue.py` explains the format."""


# %% right | comprehension
def discounted_return(rewards, gamma):
    return sum([gamma**t * r for t, r in enumerate(rewards)])


# %% right | NumPy dot product
def discounted_return(rewards, gamma):
    powers = gamma ** np.arange(len(rewards))
    return np.dot(powers, np.asarray(rewards, dtype=float))


# %% right | recursion
def discounted_return(rewards, gamma):
    if len(rewards) == 0:
        return 0.0
    return rewards[0] + gamma * discounted_return(rewards[1:], gamma)


# %% right | running discount
def discounted_return(rewards, gamma):
    total, discount = 0, 1
    for reward in rewards:
        total += discount * reward
        discount *= gamma
    return total


# %% wrong | t from 1 | t starts at 0, so the first reward counts in full
def discounted_return(rewards, gamma):
    return sum(gamma**t * r for t, r in enumerate(rewards, start=1))


# %% wrong | no discount | Nothing is discounted
def discounted_return(rewards, gamma):
    return float(sum(rewards))


# %% wrong | backwards | The discount runs backwards
def discounted_return(rewards, gamma):
    total = 0.0
    for reward in rewards:
        total = reward + gamma * total
    return total


# %% wrong | gamma times t | gamma is multiplied by t
def discounted_return(rewards, gamma):
    return sum(gamma * t * r for t, r in enumerate(rewards))


# %% wrong | same gamma for all | Every reward is multiplied by the same gamma
def discounted_return(rewards, gamma):
    return sum(gamma * r for r in rewards)


# %% wrong | mean | This is a mean; a return is a sum
def discounted_return(rewards, gamma):
    return np.mean([gamma**t * r for t, r in enumerate(rewards)]) if rewards else 0.0


# %% wrong | last reward missing | The last reward is missing
def discounted_return(rewards, gamma):
    return sum(gamma**t * rewards[t] for t in range(len(rewards) - 1))


# %% wrong | empty list is an error | think of the empty and the one-element case
def discounted_return(rewards, gamma):
    return sum(gamma**t * r for t, r in enumerate(rewards)) / len(rewards) * len(rewards)


# %% wrong | no answer for the empty list | is the `return` missing
def discounted_return(rewards, gamma):
    if rewards:
        return sum(gamma**t * r for t, r in enumerate(rewards))


# %% wrong | changes its input | An input is changed in place
def discounted_return(rewards, gamma):
    for t in range(len(rewards)):
        rewards[t] *= gamma**t
    return sum(rewards)


# %% wrong | divides by gamma | This is a division by gamma
def discounted_return(rewards, gamma):
    return sum(r / gamma**t for t, r in enumerate(rewards)) if gamma else (rewards or [0.0])[0]


# %% wrong | returns all terms | Return one plain number
def discounted_return(rewards, gamma):
    return [gamma**t * r for t, r in enumerate(rewards)]


# %% wrong | prints | is the `return` missing
def discounted_return(rewards, gamma):
    print(sum(gamma**t * r for t, r in enumerate(rewards)))


# %% wrong | hard-coded gamma | gamma is fixed in the code
def discounted_return(rewards, gamma):
    return sum(0.9**t * r for t, r in enumerate(rewards))


# %% wrong | right for the worked example only | fixed number of rewards
def discounted_return(rewards, gamma):
    return rewards[0] + gamma * rewards[1] + gamma**2 * rewards[2]


# %% wrong | power without its base | The power is the wrong way round
def discounted_return(rewards, gamma):
    return sum(t**gamma * r for t, r in enumerate(rewards))
