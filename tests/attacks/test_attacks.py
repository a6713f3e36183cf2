"""Hostile hand-ins, graded like all others: no point gained, nothing read, nobody harmed.

The catalogue has a file a family, and `tampering` those that change files. Each family is a class
with an honest student before and after the attackers, graded in one go in the sandbox: one after
the other, or side by side on Ray where it is the neighbours who are to be harmed.
"""

import contextlib
import functools
import hashlib
import json
import os
import socket
import threading

import psutil
import pytest
from attacks import LESSON, families, read_attacks
from handins import hand_in, solved
from nbgrader.api import Gradebook
from tampering import read_tamperings

from grading.gradebook.grade import grade
from grading.paths import ROOT
from grading.sandbox import bubblewrap

pytestmark = [
    pytest.mark.skipif(
        bubblewrap.why_unavailable() is not None,
        reason=f"{bubblewrap.why_unavailable()}: {bubblewrap.HOW_TO_INSTALL}",
    ),
    pytest.mark.timeout(1200),
]
SETTINGS = {"cell_seconds": 5.0, "probe_seconds": 5.0, "memory": 2**30, "sandbox": "bwrap"}
HONEST = ("ada", "zoe")
BY_FAMILY = {family: read_attacks(family) for family in families()}
BY_FAMILY["tampering"] = read_tamperings()
ATTACKS = [attack for attacks in BY_FAMILY.values() for attack in attacks]
SIDE_BY_SIDE = ("denial",)
QUICK = ("an object that equals everything", "the gradebook", "a connection to the host")


class Ears:
    """Listens on the host, on loopback and on an abstract socket, and keeps who came."""

    def __init__(self) -> None:
        self.heard = []
        self.stream = socket.create_server(("127.0.0.1", 0))
        self.port = self.stream.getsockname()[1]
        self.datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.datagrams.bind(("", self.port))
        self.name = f"\0lwg-ears-{os.getpid()}-{self.port}"
        self.abstract = socket.socket(socket.AF_UNIX)
        self.abstract.bind(self.name)
        self.abstract.listen()
        self.sockets = (self.stream, self.datagrams, self.abstract)
        for listening in self.sockets:
            listening.settimeout(0.2)
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self._listen, args=(s,)) for s in self.sockets]

    def _listen(self, listening):
        while not self.over.is_set():
            with contextlib.suppress(TimeoutError):
                is_stream = listening.type == socket.SOCK_STREAM
                self.heard.append(listening.accept() if is_stream else listening.recvfrom(99))

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for thread in self.threads:
            thread.join()
        for listening in self.sockets:
            listening.close()


class Class:
    """A class with attackers in it, graded; what was there before and after."""

    def __init__(self, course, attacks, workers=1):
        self.course = course
        with Ears() as ears, pytest.MonkeyPatch.context() as patch:
            patch.setenv("LWG_SECRET", "hush")
            given = {
                "ROOT": str(ROOT),
                "COURSE": str(course),
                "GRADEBOOK": str(course / "gradebook.db"),
                "PORT": ears.port,
                "ABSTRACT": ears.name,
            }
            for student in HONEST:
                hand_in(course, student, LESSON, solved(LESSON))
            for attack in attacks:
                attack.hand_in(course, given)
            # The first one graded makes what a course has before: the release and the seed.
            list(grade(LESSON, ["ada"], settings=SETTINGS, course=course, workers=1))
            self.files_before, self.processes_before = self.files(), family_of_processes()
            graded = grade(LESSON, again=True, settings=SETTINGS, course=course, workers=workers)
            self.graded = {item.student: item for item in graded}
            self.files_after = self.files()
            self.heard = ears.heard

    def files(self):
        """All paths of the course that grading has no business with, files with their hashes."""
        found = {}
        for path in sorted(self.course.rglob("*")):
            first = path.relative_to(self.course).parts[0]
            if first not in ("autograded", "gradebook.db"):
                is_file = path.is_file() and not path.is_symlink()
                found[path] = hashlib.sha256(path.read_bytes()).hexdigest() if is_file else None
        return found

    def rows(self):
        """What the gradebook has of each student: points by the machine, by hand, extra."""
        with Gradebook(f"sqlite:///{self.course / 'gradebook.db'}") as gradebook:
            return {
                student: [
                    (row.auto_score, row.manual_score, row.extra_credit)
                    for row in gradebook.find_submission_notebook(LESSON, LESSON, student).grades
                    if row.name != "question"
                ]
                for student in self.graded
            }


def family_of_processes():
    """What runs under this process, and orphans of the attacks: they sleep for 617 seconds."""
    own = {process.pid for process in psutil.Process().children(recursive=True)}
    for process in psutil.process_iter(["cmdline"]):
        if "sleep(617)" in " ".join(process.info["cmdline"] or []):
            own.add(process.pid)
    return own


@pytest.fixture(scope="module")
def class_of(tmp_path_factory):
    """The graded class of a family, or of the quick ones."""

    @functools.cache
    def graded_class(family):
        attacks = BY_FAMILY[family] if family else quick()
        workers = 2 if family in SIDE_BY_SIDE else 1
        return Class(tmp_path_factory.mktemp(family or "quick"), attacks, workers)

    return graded_class


def quick():
    return [attack for attack in ATTACKS if attack.title in QUICK]


def texts(item):
    """All that people read of a result."""
    return [*item.data["notes"], *(m for e in item.data["exercises"] for m in e["messages"])]


def stopped(attack, item):
    """Assert that the attack came to nothing."""
    said = " ".join(item.data["notes"] if attack.is_cell else texts(item))
    assert attack.least <= item.data["score"] <= attack.most, (item.data["score"], said)
    assert "Loot" not in " ".join(texts(item))
    assert attack.words in said, said


@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_the_attack_comes_to_nothing(attack, class_of):
    stopped(attack, class_of(attack.family).graded[attack.student])


@pytest.mark.parametrize("attack", quick(), ids=str)
def test_a_quick_attack_comes_to_nothing(attack, class_of):
    own_class = class_of(None)
    stopped(attack, own_class.graded[attack.student])
    nobody_is_harmed(own_class)


@pytest.mark.slow
@pytest.mark.parametrize("family", BY_FAMILY)
def test_nobody_is_harmed_by_the_family(family, class_of):
    nobody_is_harmed(class_of(family))


def nobody_is_harmed(own_class):
    """Honest students have their points, no file was changed, no process is left, none came."""
    for student in HONEST:
        data = own_class.graded[student].data
        assert (data["score"], data["notes"]) == (10, []), student
    assert own_class.files_before == own_class.files_after
    assert own_class.heard == []
    assert family_of_processes() <= own_class.processes_before
    for student, rows in own_class.rows().items():
        points = sum(auto for auto, _, _ in rows)
        assert points == own_class.graded[student].data["score"]
        assert all((by_hand, extra) == (None, None) for _, by_hand, extra in rows)


@pytest.mark.slow
@pytest.mark.parametrize("family", BY_FAMILY)
def test_what_people_read_holds_no_command_and_no_second_line(family, class_of):
    for item in class_of(family).graded.values():
        assert all(text.isprintable() for text in texts(item)), texts(item)
        assert len(json.dumps(item.line())) < 100_000


def test_there_are_enough_attacks_with_unlike_titles():
    assert len({str(attack) for attack in ATTACKS}) == len(ATTACKS) >= 40
