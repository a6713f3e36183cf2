"""ipython/ipyparallel#354: students stop slow code of theirs with an alarm, as the grader does."""

import pytest

SLEEPER = "import signal, time\nclass Late(Exception):\n    pass\ndef ring(*_):\n    raise Late\n"


def test_an_alarm_line_by_line(full_points):
    code = (
        SLEEPER + "signal.signal(signal.SIGALRM, ring)\nsignal.setitimer(signal.ITIMER_REAL, 0.1)\n"
        "try:\n    time.sleep(5)\n    rang = False\nexcept Late:\n    rang = True\n"
    )
    full_points(above=code, needs="rang")


def test_an_alarm_in_a_decorator_of_the_answer(full_points):
    code = SLEEPER + (
        "def limited(function):\n    def inner(*given, **named):\n"
        "        before = signal.signal(signal.SIGALRM, ring)\n        signal.alarm(5)\n"
        "        try:\n            return function(*given, **named)\n"
        "        finally:\n            signal.alarm(0)\n"
        "            signal.signal(signal.SIGALRM, before)\n    return inner\n"
        "@limited\ndef one():\n    return 1\n"
    )
    full_points(above=code, needs="one() == 1")


def test_an_alarm_that_is_never_switched_off(full_points):
    full_points(last=["import signal\nsignal.alarm(1)"])


@pytest.mark.slow
def test_a_slow_cell_below_an_own_alarm(full_points):
    full_points(
        first=[SLEEPER + "signal.signal(signal.SIGALRM, ring)"], last=["while True: pass"], cell=1.0
    )
