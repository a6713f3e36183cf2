"""An examination asks each property in turn, ends early if the core fails, and gives points."""

import numpy as np
import pytest

from checks.framework import (
    CheckFailed,
    Exercise,
    Outcome,
    Problem,
    Property,
    examine,
    local_ask,
    points,
)

PROBLEM = Problem("an input", "this", "that", "a cause")
RNG = np.random.default_rng


def call(case, answer):
    """Probe an answer with the case's number, and record an exception as `observe` does."""
    try:
        return {"value": answer(case["number"]), "raised": None}
    except Exception as error:
        name = type(error).__name__
        return {"value": None, "raised": {"type": name, "text": str(error), "line": ""}}


def is_even(case, record):
    return None if record["value"] % 2 == 0 else PROBLEM


def numbers(*given):
    return lambda rng, graded: [{"given": f"the number {n}", "number": n} for n in given]


def exercise(*properties, points=2.0):
    return Exercise("double", points, properties)


def prop(weight=1.0, cases=None, judge=is_even, **options):
    return Property("gives an even number", weight, cases or numbers(1, 2), call, judge, **options)


def outcomes_of(exercise, answer, **options):
    return list(examine(exercise, local_ask([answer]), RNG(0), **options))


def held(*weights):
    return [Outcome(prop(weight), None) for weight in weights]


def failed(*weights):
    return [Outcome(prop(weight), PROBLEM) for weight in weights]


# --- points


@pytest.mark.parametrize(
    ("full", "outcomes", "expected"),
    [
        (2.0, held(0.5, 0.25, 0.25), 2.0),
        (2.0, held(0.5, 0.25) + failed(0.25), 1.5),
        (2.0, held(0.5) + failed(0.25, 0.25), 1.0),
        (3.0, held(0.5, 0.17) + failed(0.17, 0.16), 2.0),
        (1.0, held(0.34, 0.33) + failed(0.33), 0.75),
        (1.0, held(0.6) + failed(0.4), 0.5),
        (3.0, held(1 / 3, 1 / 3, 1 / 3), 3.0),
    ],
)
def test_points_are_the_weights_that_hold_rounded_to_quarters(full, outcomes, expected):
    assert points(exercise(points=full), outcomes) == expected


def test_weights_that_add_to_a_little_more_than_one_earn_no_more_than_the_points():
    assert points(exercise(points=2.0), held(0.7, 0.5)) == 2.0


@pytest.mark.parametrize("outcomes", [failed(0.1) + held(0.5, 0.4), failed(0.5), []])
def test_without_the_core_nothing_is_earned(outcomes):
    assert points(exercise(points=2.0), outcomes) == 0.0


# --- examine


def test_a_right_answer_holds_every_property():
    found = outcomes_of(exercise(prop(0.5), prop(0.5)), lambda n: 2 * n)
    assert [outcome.problem for outcome in found] == [None, None]


def test_a_core_that_fails_ends_the_examination():
    found = outcomes_of(exercise(prop(0.5), prop(0.5)), lambda n: 1)
    assert [outcome.problem for outcome in found] == [PROBLEM]


def test_after_a_later_property_fails_the_next_one_is_still_examined():
    odd = prop(0.25, judge=lambda case, record: PROBLEM)
    found = outcomes_of(exercise(prop(0.5), odd, prop(0.25)), lambda n: 2 * n)
    assert [outcome.problem for outcome in found] == [None, PROBLEM, None]


def test_every_case_must_hold_and_the_first_failure_is_reported():
    judge = lambda case, record: None if case["number"] < 3 else Problem(case["given"], "", "", "")  # noqa: E731
    (found,) = outcomes_of(exercise(prop(cases=numbers(1, 2, 3, 4), judge=judge)), lambda n: n)
    assert found.problem.given == "the number 3"


def asked_until(needed, cases, answer=lambda n: n):
    asked = []

    def judge(case, record):
        asked.append(case["number"])
        return is_even(case, record)

    (found,) = outcomes_of(exercise(prop(cases=cases, judge=judge, needed=needed)), answer)
    return found.problem, asked


def test_k_of_n_stops_as_soon_as_k_hold():
    assert asked_until(2, numbers(1, 2, 4, 6, 8)) == (None, [1, 2, 4])


def test_k_of_n_fails_with_a_problem_if_fewer_hold():
    assert asked_until(2, numbers(1, 2, 3)) == (PROBLEM, [1, 2, 3])


def test_k_of_n_does_not_try_an_untouched_stub_again_and_again():
    tried = []

    def stub(number):
        tried.append(number)
        raise NotImplementedError

    problem, _ = asked_until(1, numbers(1, 2, 3), stub)
    assert tried == [1]
    assert "NotImplementedError" in problem.cause


def test_cases_know_whether_they_are_for_a_grade():
    seen = []

    def cases(rng, graded):
        seen.append(graded)
        return numbers(2)(rng, graded)

    outcomes_of(exercise(prop(cases=cases)), lambda n: n)
    outcomes_of(exercise(prop(cases=cases)), lambda n: n, graded=True)
    assert seen == [False, True]


def test_the_comparison_with_the_reference_refuses_answers_that_pass_the_judge():
    compared = exercise(prop(compare=1e-9))
    (alone,) = outcomes_of(compared, lambda n: 4 * n)
    (beside,) = outcomes_of(compared, lambda n: 4 * n, reference=[lambda n: 2 * n])
    (equal,) = outcomes_of(compared, lambda n: n + n, reference=[lambda n: 2 * n])
    assert alone.problem is None
    assert "reference" in beside.problem.expected
    assert equal.problem is None


def test_without_a_tolerance_answers_are_not_compared_with_the_reference():
    (found,) = outcomes_of(exercise(prop()), lambda n: 4 * n, reference=[lambda n: 2 * n])
    assert found.problem is None


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (NotImplementedError(), "still raises NotImplementedError"),
        (NameError("name 'np' is not defined"), "does not define"),
        (ZeroDivisionError("division by zero"), "divided by zero"),
        (LookupError("odd"), "run it by hand"),
    ],
)
def test_an_exception_of_the_answer_is_a_problem_with_a_cause(error, words):
    def answer(number):
        raise error

    (found,) = outcomes_of(exercise(prop()), answer)
    assert found.problem.given == "the number 1"
    assert words in found.problem.cause


def test_the_causes_of_a_case_come_before_those_of_all_exceptions():
    def answer(number):
        raise ValueError("operands could not be broadcast together")

    causes = {"TypeError": "another type", "could not be broadcast": "another shape"}
    cases = lambda rng, graded: [{"number": 1, "causes": causes}]  # noqa: E731
    (found,) = outcomes_of(exercise(prop(cases=cases)), answer)
    assert found.problem.cause == "another shape"


# --- in the notebook


def test_calling_an_exercise_prints_a_tick_for_each_property(capsys):
    exercise(prop(0.5), prop(0.5))(lambda n: 2 * n)
    printed = capsys.readouterr()
    assert printed.out.count("✓") == 2
    assert "all 2 properties hold" in printed.out
    assert printed.err == ""


def test_calling_an_exercise_with_a_wrong_answer_raises_the_whole_report_and_prints_nothing(capsys):
    with pytest.raises(CheckFailed) as caught:
        exercise(prop())(lambda n: 1)
    report = str(caught.value)
    for words in ("✗", "an input", "this", "that", "a cause"):
        assert words in report
    assert capsys.readouterr().out == ""
    assert caught.value._render_traceback_() == [report]


# --- what cannot be examined here

ELSEWHERE = {"no_such_module": "It needs a module that is not here: install it."}


def test_an_exercise_with_a_missing_module_says_so_in_one_line_and_is_not_examined(capsys):
    def answer(number):
        raise AssertionError("it was called")

    lacking = Exercise("double", 2.0, [prop()], needs=ELSEWHERE)
    lacking(answer)
    assert capsys.readouterr().out == f"double: not scored. {ELSEWHERE['no_such_module']}\n"


def test_an_exercise_with_all_its_modules_is_examined():
    assert Exercise("double", 2.0, [prop()], needs={"numpy": "numpy is missing"}).untried is None
