"""The output goes to a full disk, to a pipe that nobody reads, or to a closed stream.

Backblaze/B2_Command_Line_Tool#1071 and getslash/slash#967: a traceback behind `| head`.
torognes/vsearch#243 and uutils/coreutils#14354: a full disk. pixelb/crudini#82: no stdout at all;
then a gradebook could even get its number and be written over.
"""

import pytest
from course_runs import each_says_one_line

pytestmark = pytest.mark.slow

FULL = "os.dup2(os.open('/dev/full', os.O_WRONLY), 1)"
UNREAD = "r, w = os.pipe(); os.close(r); os.dup2(w, 1)"


def test_a_full_disk(clone):
    runs = each_says_one_line(clone, FULL)
    assert runs["due"].status == 2
    assert "written" in runs["due"].err or "disk is full" in runs["due"].err


def test_a_pipe_that_nobody_reads(clone):
    runs = each_says_one_line(clone, UNREAD)
    assert runs["report"].err == ""


def test_closed_streams(clone):
    each_says_one_line(clone, "for number in (0, 1, 2): os.close(number)")
    assert (clone / "build/course/gradebook.db").read_bytes()[:15] == b"SQLite format 3"
