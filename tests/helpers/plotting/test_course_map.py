"""The map names every lesson once and shows how they build on each other."""

import pytest
from matplotlib.colors import to_hex

from helpers.plotting import course_map
from helpers.plotting.course_map import GROUPS, LINES, STATIONS, builds_on
from helpers.plotting.style import BLACK


def test_every_lesson_is_in_one_group_and_on_a_line():
    assert sorted(n for members in GROUPS.values() for n in members) == list(range(1, 11))
    assert {n for line in LINES for n in line.stations} == set(range(1, 11))
    assert list(STATIONS) == list(range(1, 11))


def test_every_lesson_but_the_first_builds_on_earlier_ones_and_only_on_those():
    for lesson in STATIONS:
        assert all(before < lesson for before in builds_on(lesson))
        assert bool(builds_on(lesson)) == (lesson > 1)


@pytest.mark.parametrize(
    ("lesson", "before"),
    [(3, [2]), (6, [3]), (7, [4, 6]), (8, [7]), (9, [5]), (10, [8, 9])],
)
def test_a_lesson_builds_on_the_lessons_that_it_uses(lesson, before):
    assert builds_on(lesson) == before


@pytest.mark.parametrize("lesson", STATIONS)
def test_only_the_current_lesson_is_black_and_later_ones_are_hollow(drawn, lesson):
    course_map(lesson)
    ((axes, summary),) = drawn
    discs = {
        (line.get_xdata()[0], line.get_ydata()[0]): line
        for line in axes.lines
        if line.get_marker() == "o"
    }
    faces = {
        number: to_hex(discs[(station.x, station.lane)].get_markerfacecolor()).upper()
        for number, station in STATIONS.items()
    }
    assert [n for n, face in faces.items() if face == BLACK] == [lesson]
    assert [n for n, face in faces.items() if face == "#FFFFFF"] == list(range(lesson + 1, 11))
    assert summary.startswith(f"Lesson {lesson} of 10, {STATIONS[lesson].name}")


@pytest.mark.parametrize("lesson", STATIONS)
def test_no_two_names_overlap_and_none_leaves_the_picture(drawn, lesson):
    course_map(lesson)
    axes = drawn[0][0]
    axes.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in axes.texts if text.get_text()]
    for i, first in enumerate(boxes):
        assert axes.figure.bbox.x0 <= first.x0 < first.x1 <= axes.figure.bbox.x1
        assert axes.figure.bbox.y0 <= first.y0 < first.y1 <= axes.figure.bbox.y1
        for second in boxes[i + 1 :]:
            assert not first.padded(-0.5).overlaps(second.padded(-0.5))


@pytest.mark.parametrize("lesson", [0, 11, -1, 1.5, "7", None, True])
def test_another_lesson_is_refused_in_one_line(lesson):
    with pytest.raises(ValueError, match=r"^there is no lesson .*; the lessons are 1 to 10$"):
        course_map(lesson)
