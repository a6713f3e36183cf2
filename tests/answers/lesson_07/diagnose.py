"""Answers to `diagnose`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
def diagnose(mean_policy, new_mean_policy):
    def row(old, new):
        w, u = float(np.linalg.norm(old)), float(np.linalg.norm(new - old))
        return {
            "weights": w,
            "update": u,
            "ratio": 0.0 if u == 0 else (u / w if w else float("inf")),
        }

    flat = lambda p: np.concatenate([v.ravel() for v in p.values()])
    return {k: row(mean_policy[k], new_mean_policy[k]) for k in mean_policy} | {
        "overall": row(flat(mean_policy), flat(new_mean_policy))
    }


# %% right | squares summed by hand
def diagnose(mean_policy, new_mean_policy):
    def row(a, b):
        if b == 0:
            ratio = 0.0
        elif a == 0:
            ratio = float("inf")
        else:
            ratio = (b / a) ** 0.5
        return {"weights": a**0.5, "update": b**0.5, "ratio": ratio}

    out, all_a, all_b = {}, 0.0, 0.0
    for key in mean_policy:
        a = float((mean_policy[key] ** 2).sum())
        b = float(((new_mean_policy[key] - mean_policy[key]) ** 2).sum())
        out[key] = row(a, b)
        all_a, all_b = all_a + a, all_b + b
    out["overall"] = row(all_a, all_b)
    return out


# %% right | errstate and NumPy numbers
def diagnose(mean_policy, new_mean_policy):
    flat = lambda p: np.hstack([v.flatten() for v in p.values()])
    old = {**mean_policy, "overall": flat(mean_policy)}
    new = {**new_mean_policy, "overall": flat(new_mean_policy)}
    rows = {}
    for key in old:
        weights, update = np.linalg.norm(old[key]), np.linalg.norm(new[key] - old[key])
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = update / weights if update > 0 else 0.0
        rows[key] = dict(weights=weights, update=update, ratio=ratio)
    return rows


# %% right | overall first, from the rows
def diagnose(mean_policy, new_mean_policy):
    from math import hypot, inf

    norms = {
        k: (
            float(np.sqrt(np.sum(np.square(v)))),
            float(np.sqrt(np.sum(np.square(new_mean_policy[k] - v)))),
        )
        for k, v in mean_policy.items()
    }
    norms = {
        "overall": (hypot(*(a for a, _ in norms.values())), hypot(*(b for _, b in norms.values())))
    } | norms
    return {
        k: {"ratio": b / a if a else (inf if b else 0.0), "weights": a, "update": b}
        for k, (a, b) in norms.items()
    }


# %% wrong | adds the norms up | Norms do not add up
def diagnose(mean_policy, new_mean_policy):
    rows = {}
    for key, old in mean_policy.items():
        w, u = float(np.linalg.norm(old)), float(np.linalg.norm(new_mean_policy[key] - old))
        rows[key] = {
            "weights": w,
            "update": u,
            "ratio": 0.0 if u == 0 else (u / w if w else float("inf")),
        }
    w, u = sum(r["weights"] for r in rows.values()), sum(r["update"] for r in rows.values())
    rows["overall"] = {
        "weights": w,
        "update": u,
        "ratio": 0.0 if u == 0 else (u / w if w else float("inf")),
    }
    return rows


# %% wrong | the norm of the new weights | norm of the new weights
# -         w, u = float(np.linalg.norm(old)), float(np.linalg.norm(new - old))
# +         w, u = float(np.linalg.norm(new)), float(np.linalg.norm(new - old))


# %% wrong | squares without the root | take the root
# -         w, u = float(np.linalg.norm(old)), float(np.linalg.norm(new - old))
# +         w, u = float(np.sum(old**2)), float(np.sum((new - old) ** 2))


# %% wrong | absolute values | sum of the absolute values
# -         w, u = float(np.linalg.norm(old)), float(np.linalg.norm(new - old))
# +         w, u = float(np.abs(old).sum()), float(np.abs(new - old).sum())


# %% wrong | largest singular value | largest singular value
# -         w, u = float(np.linalg.norm(old)), float(np.linalg.norm(new - old))
# +         w, u = float(np.linalg.norm(old, 2)), float(np.linalg.norm(new - old, 2))


# %% wrong | the ratio upside down | The ratio is upside down
# -         return {
# -             "weights": w,
# -             "update": u,
# -             "ratio": 0.0 if u == 0 else (u / w if w else float("inf")),
# -         }
# +         return {"weights": w, "update": u, "ratio": w / u if u else 0.0}


# %% wrong | divides by zero with a warning | ask before you divide
# as: the ratio upside down
# -         w, u = float(np.linalg.norm(old)), float(np.linalg.norm(new - old))
# -         return {"weights": w, "update": u, "ratio": w / u if u else 0.0}
# +         w, u = np.linalg.norm(old), np.linalg.norm(new - old)
# +         return {"weights": w, "update": u, "ratio": u / w}


# %% wrong | plain floats divided by zero | ask before you divide
# as: the ratio upside down
# -         return {"weights": w, "update": u, "ratio": w / u if u else 0.0}
# +         return {"weights": w, "update": u, "ratio": u / w}


# %% wrong | a small number hides the division by zero | Look at the division by zero
# as: the ratio upside down
# -         return {"weights": w, "update": u, "ratio": w / u if u else 0.0}
# +         return {"weights": w, "update": u, "ratio": u / max(w, 1e-12)}


# %% wrong | no overall row | Return a dict of dicts
# -     flat = lambda p: np.concatenate([v.ravel() for v in p.values()])
# -     return {k: row(mean_policy[k], new_mean_policy[k]) for k in mean_policy} | {
# -         "overall": row(flat(mean_policy), flat(new_mean_policy))
# -     }
# +     return {k: row(mean_policy[k], new_mean_policy[k]) for k in mean_policy}


# %% wrong | subtracts in place | changed in place
def diagnose(mean_policy, new_mean_policy):
    def row(w, u):
        return {
            "weights": w,
            "update": u,
            "ratio": 0.0 if u == 0 else (u / w if w else float("inf")),
        }

    flat = lambda p: float(np.linalg.norm(np.concatenate([v.ravel() for v in p.values()])))
    for key in mean_policy:
        new_mean_policy[key] -= mean_policy[key]
    rows = {
        k: row(float(np.linalg.norm(mean_policy[k])), float(np.linalg.norm(new_mean_policy[k])))
        for k in mean_policy
    }
    return rows | {"overall": row(flat(mean_policy), flat(new_mean_policy))}
