"""Answers to `search_gradient`; `tests/support/catalogue.py` explains the format."""


# %% right | a loop over the rows
def search_gradient(eps, fitness, sigma):
    total = np.zeros(eps.shape[1])
    for row, weight in zip(eps, fitness):
        total += weight * row
    return total / (len(fitness) * sigma)


# %% right | dot of the transpose, as in the source
def search_gradient(eps, fitness, sigma):
    return 1 / (eps.shape[0] * sigma) * np.dot(eps.T, fitness)


# %% right | a mean over rows
def search_gradient(eps, fitness, sigma):
    return np.mean(np.array(fitness)[:, None] * eps, axis=0) / sigma


# %% right | einsum
def search_gradient(eps, fitness, sigma):
    return np.einsum("n,nd->d", np.asarray(fitness, float), eps) / len(eps) / sigma


# %% wrong | no N | not divided by N
def search_gradient(eps, fitness, sigma):
    return np.asarray(fitness) @ eps / sigma


# %% wrong | no sigma | not divided by sigma
def search_gradient(eps, fitness, sigma):
    return np.asarray(fitness) @ eps / len(eps)


# %% wrong | neither | neither divided by N nor by sigma
def search_gradient(eps, fitness, sigma):
    return np.asarray(fitness) @ eps


# %% wrong | sigma squared | divided by sigma²
def search_gradient(eps, fitness, sigma):
    return np.asarray(fitness) @ eps / (len(eps) * sigma**2)


# %% wrong | precedence | multiplied by sigma
def search_gradient(eps, fitness, sigma):
    return np.asarray(fitness) @ eps / len(eps) * sigma


# %% wrong | the source's denominator | N sigma + 1 is in the denominator
def search_gradient(eps, fitness, sigma):
    return np.asarray(fitness) @ eps / (len(eps) * sigma + 1)


# %% wrong | pairs counted | not of pairs and not
def search_gradient(eps, fitness, sigma):
    return np.asarray(fitness) @ eps / (len(eps) // 2 * sigma)


# %% wrong | sums to n, divides by N | Only the first half of the rows is summed, and
def search_gradient(eps, fitness, sigma):
    n = len(eps) // 2
    return np.asarray(fitness)[:n] @ eps[:n] / (len(eps) * sigma)


# %% wrong | standardises | The fitness is standardised here
def search_gradient(eps, fitness, sigma):
    return standardize(fitness) @ eps / (len(eps) * sigma)


# %% wrong | centres | The fitness is centred here
def search_gradient(eps, fitness, sigma):
    fitness = np.asarray(fitness)
    return (fitness - fitness.mean()) @ eps / (len(eps) * sigma)


# %% wrong | downhill | The sign is turned
def search_gradient(eps, fitness, sigma):
    return -np.asarray(fitness) @ eps / (len(eps) * sigma)


# %% wrong | wrong axis | The sum is over the columns
def search_gradient(eps, fitness, sigma):
    return np.sum(np.asarray(fitness)[:, None] * eps, axis=1) / (len(eps) * sigma)


# %% wrong | no axis | Everything is summed up to one number
def search_gradient(eps, fitness, sigma):
    return np.sum(np.asarray(fitness)[:, None] * eps) / (len(eps) * sigma)


# %% wrong | not summed | The terms are not summed
def search_gradient(eps, fitness, sigma):
    return np.asarray(fitness)[:, None] * eps / (len(eps) * sigma)


# %% wrong | no direction, as in the other source | The noise is missing from the sum
def search_gradient(eps, fitness, sigma):
    return np.sum(fitness) / (len(eps) * sigma)


# %% wrong | divided by the dimension | not the dimension
def search_gradient(eps, fitness, sigma):
    return np.asarray(fitness) @ eps / (eps.shape[1] * sigma)


# %% wrong | weights the noise in place | changed in place
def search_gradient(eps, fitness, sigma):
    eps *= np.asarray(fitness)[:, None]
    return eps.sum(axis=0) / (len(eps) * sigma)
