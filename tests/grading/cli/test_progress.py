"""The progress line shows how many are graded, how long the rest takes and who needs a look."""

import io

from grading.cli.progress import PLAIN_SECONDS, Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_it_shows_how_long_the_rest_may_take_and_who_needs_a_look():
    clock = Clock()
    progress = Progress(10, io.StringIO(), clock)
    for number in range(4):
        clock.now += 5
        progress.add(f"s{number}", look=number > 1, fresh=True)
    assert progress.line() == "4 of 10 graded, about 30 s to go, 2 to look at (s2, s3)"


def test_earlier_results_do_not_affect_the_estimated_time():
    clock = Clock()
    progress = Progress(300, io.StringIO(), clock)
    for number in range(100):
        progress.add(f"s{number}", look=False, fresh=False)
    assert progress.line() == "100 of 300 graded"
    clock.now = 60.0
    progress.add("new", look=False, fresh=True)
    assert "about 3.3 h to go" in progress.line()


def test_without_a_terminal_a_line_is_printed_now_and_then_but_not_at_the_end():
    clock, stream = Clock(), io.StringIO()
    progress = Progress(5, stream, clock)
    for number in range(5):
        clock.now += PLAIN_SECONDS / 2
        progress.add(f"s{number}", look=False, fresh=True)
    lines = stream.getvalue().splitlines()
    assert [line[:18] for line in lines] == ["course: 2 of 5 gra", "course: 4 of 5 gra"]


def test_on_a_terminal_the_line_is_overwritten_and_can_be_erased():
    stream = Terminal()
    progress = Progress(2, stream)
    progress.add("ada", look=False, fresh=True)
    progress.hide()
    assert stream.getvalue().startswith("\r\x1b[K1 of 2 graded")
    assert stream.getvalue().endswith("\r\x1b[K")
    assert "\n" not in stream.getvalue()
