"""Answers to `message_bytes`; `tests/support/catalogue.py` explains the format."""


# %% right | what the object store counts
def message_bytes(message):
    ref = ray.put(message)
    return ray.experimental.get_object_locations([ref])[ref]["object_size"]


# %% right | the packed bytes themselves
def message_bytes(message):
    worker = ray._private.worker.global_worker
    return len(worker.get_serialization_context().serialize(message).to_bytes())


# %% right | a context of its own, a NumPy integer
def message_bytes(message):
    from ray._private.serialization import SerializationContext

    packed = SerializationContext(ray._private.worker.global_worker).serialize(message)
    return np.int64(packed.total_bytes)


# %% wrong | forgets the return | is the `return` missing
def message_bytes(message):
    context = ray._private.worker.global_worker.get_serialization_context()
    context.serialize(message).total_bytes


# %% wrong | getsizeof | sys.getsizeof weighs the outermost object alone
def message_bytes(message):
    import sys

    return sys.getsizeof(message)


# %% wrong | pickle | This is what pickle writes
def message_bytes(message):
    import pickle

    return len(pickle.dumps(message))


# %% wrong | Ray's cloudpickle | This is what pickle writes
def message_bytes(message):
    return len(ray.cloudpickle.dumps(message))


# %% wrong | eight bytes a number | what travels has an envelope
def message_bytes(message):
    def count(part):
        if isinstance(part, np.ndarray):
            return part.size
        if isinstance(part, dict):
            part = part.values()
        return sum(map(count, part)) if not isinstance(part, (int, float, str)) else 1

    return 8 * count(message)


# %% wrong | bits | These are bits
def message_bytes(message):
    context = ray._private.worker.global_worker.get_serialization_context()
    return 8 * context.serialize(message).total_bytes


# %% wrong | kilobytes | These are kilobytes
def message_bytes(message):
    context = ray._private.worker.global_worker.get_serialization_context()
    return context.serialize(message).total_bytes / 1024


# %% wrong | the packed object | Return one number
def message_bytes(message):
    context = ray._private.worker.global_worker.get_serialization_context()
    return context.serialize(message)


# %% wrong | the reference instead of the message | Not what Ray's own serialiser writes
def message_bytes(message):
    context = ray._private.worker.global_worker.get_serialization_context()
    return context.serialize(ray.put(message)).total_bytes


# %% wrong | right for vectors, wrong for short messages | Not what Ray's own serialiser writes
def message_bytes(message):
    def weigh(part):
        if isinstance(part, np.ndarray):
            return part.nbytes + 120
        if isinstance(part, dict):
            return sum(map(weigh, part.values()))
        return sum(map(weigh, part)) if isinstance(part, (tuple, list)) else 8

    return weigh(message) + 20
