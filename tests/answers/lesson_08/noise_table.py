"""Answers to `NoiseTable`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
class NoiseTable:
    def __init__(self, size, seed):
        self.size = size
        self.ref = ray.put(np.random.default_rng(seed).standard_normal(size, dtype=np.float32))

    def get(self, index, dim):
        if index + dim > self.size:
            raise IndexError(index)
        return ray.get(self.ref)[index : index + dim]


# %% right | keeps a list of parts' ends and asks the array for its length
class NoiseTable:
    def __init__(self, size, seed):
        self.block = ray.put(np.random.default_rng(seed).standard_normal(size).astype("float32"))

    def get(self, index, dim):
        whole = ray.get(self.block)
        part = whole[index : index + dim]
        if len(part) < dim:
            raise IndexError("past the end of the table")
        return part


# %% right | the older generator, a cached view that does not travel
class NoiseTable:
    def __init__(self, size, seed):
        noise = np.random.RandomState(seed).randn(size).astype(np.float32)
        self._ref, self._size, self._view = ray.put(noise), size, None

    def __getstate__(self):
        return {"_ref": self._ref, "_size": self._size, "_view": None}

    def __setstate__(self, state):
        self.__dict__.update(state)

    def get(self, index, dim):
        if self._view is None:
            self._view = ray.get(self._ref)
        if index < 0 or index > self._size - dim:
            raise IndexError(index)
        return self._view[index : index + dim]


# %% right | filled in place
class NoiseTable:
    def __init__(self, size, seed):
        noise = np.empty(size, dtype=np.float32)
        np.random.default_rng(seed).standard_normal(out=noise, dtype=np.float32)
        self.ref, self.size = ray.put(noise), size

    def get(self, index, dim):
        last = index + dim
        if last > self.size:
            raise IndexError(f"{last} > {self.size}")
        return np.asarray(ray.get(self.ref))[index:last]


# %% wrong | get forgets the return | is the `return` missing
class NoiseTable:
    def __init__(self, size, seed):
        self.ref = ray.put(np.random.default_rng(seed).standard_normal(size, dtype=np.float32))

    def get(self, index, dim):
        ray.get(self.ref)[index : index + dim]


# %% wrong | double precision | single precision, float32
# -         self.ref = ray.put(np.random.default_rng(seed).standard_normal(size, dtype=np.float32))
# +         self.ref = ray.put(np.random.default_rng(seed).standard_normal(size))


# %% wrong | from index to dim | the slice index : index + dim
# -         if index + dim > self.size:
# -             raise IndexError(index)
# -         return ray.get(self.ref)[index : index + dim]
# +         return ray.get(self.ref)[index:dim]


# %% wrong | uniform noise | uniform between 0 and 1
# -         self.ref = ray.put(np.random.default_rng(seed).standard_normal(size, dtype=np.float32))
# +         self.ref = ray.put(np.random.default_rng(seed).random(size, dtype=np.float32))


# %% wrong | noise for each index anew | numbers index to index + dim of it
class NoiseTable:
    def __init__(self, size, seed):
        self.size, self.seed = size, seed

    def get(self, index, dim):
        if index + dim > self.size:
            raise IndexError(index)
        rng = np.random.default_rng([self.seed, index])
        return rng.standard_normal(dim, dtype=np.float32)


# %% wrong | ignores the seed | The numbers do not come from the seed
# -         self.ref = ray.put(np.random.default_rng(seed).standard_normal(size, dtype=np.float32))
# +         self.ref = ray.put(np.random.default_rng().standard_normal(size, dtype=np.float32))


# %% wrong | a fixed seed | Every seed gives the same table
# -         self.ref = ray.put(np.random.default_rng(seed).standard_normal(size, dtype=np.float32))
# +         self.ref = ray.put(np.random.default_rng(0).standard_normal(size, dtype=np.float32))


# %% wrong | an ordinary array, read-only | put the block into the object store
class NoiseTable:
    def __init__(self, size, seed):
        self.noise = np.random.default_rng(seed).standard_normal(size, dtype=np.float32)
        self.noise.flags.writeable = False

    def get(self, index, dim):
        if index + dim > len(self.noise):
            raise IndexError(index)
        return self.noise[index : index + dim]


# %% wrong | a copy of the part | The part is a copy
# -         return ray.get(self.ref)[index : index + dim]
# +         return ray.get(self.ref)[index : index + dim].copy()


# %% wrong | converts the block in every get | The part is a copy
# -         self.ref = ray.put(np.random.default_rng(seed).standard_normal(size, dtype=np.float32))
# +         self.ref = ray.put(np.random.default_rng(seed).standard_normal(size))
#
# -         return ray.get(self.ref)[index : index + dim]
# +         return ray.get(self.ref).astype(np.float32)[index : index + dim]


# %% wrong | keeps the array, not the reference | The table carries its numbers along
# as: an ordinary array, read-only
# -         self.noise = np.random.default_rng(seed).standard_normal(size, dtype=np.float32)
# -         self.noise.flags.writeable = False
# +         noise = np.random.default_rng(seed).standard_normal(size, dtype=np.float32)
# +         self.noise = ray.get(ray.put(noise))


# %% wrong | no word at the end | cut short without a word
# as: get forgets the return
# -         ray.get(self.ref)[index : index + dim]
# +         return ray.get(self.ref)[index : index + dim]


# %% wrong | leaves one number unused at the end | This part lies inside the table
# -         if index + dim > self.size:
# +         if index + dim >= self.size:


# %% wrong | a ValueError past the end | raises an IndexError, as a list does
# -             raise IndexError(index)
# +             raise ValueError("past the end")


# %% wrong | asks for the index only | cut short without a word
# -         if index + dim > self.size:
# +         if index >= self.size:
