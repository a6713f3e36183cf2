"""The command writes a table, JSON and a picture, and reports failures in one line."""

import importlib.util
import json
import struct

import pytest

from benchmarks import jax_peer, lessons
from benchmarks.__main__ import main
from benchmarks.plan import QUICK
from benchmarks.tasks import TASKS


def test_a_quick_run_prints_the_table_and_writes_json_and_picture(tmp_path, capsys):
    assert main(["--quick", "--only", "throughput-random", "--out", str(tmp_path / "new")]) == 0
    printed = capsys.readouterr().out
    for word in ("steps/s", "one by one", "lockstep", "queue"):
        assert word in printed
    written = json.loads((tmp_path / "new/bench.json").read_text(encoding="utf-8"))
    assert [row["peer"] for row in written["summaries"]] == ["one by one", "lockstep", "queue"]
    assert len(written["runs"]) == 3
    assert written["bars"] == []
    picture = (tmp_path / "new/bench.png").read_bytes()
    width, height = struct.unpack(">II", picture[16:24])
    assert picture.startswith(b"\x89PNG")
    assert width > height > 200


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--only", "chess"], ["'chess'", "nes-cartpole"]),
        (["--seeds", "0"], ["--seeds", "'0'"]),
        (["--seeds", "many"], ["--seeds", "'many'"]),
        (["--cap", "-3"], ["--cap", "'-3'"]),
        (["--cap", "inf"], ["--cap", "'inf'"]),
        (["--fast"], ["--fast"]),
    ],
)
def test_bad_input_is_one_line_and_status_2(arguments, words, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    captured = capsys.readouterr()
    assert stopped.value.code == 2
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert all(word in captured.err for word in words)


def test_an_unwritable_folder_is_reported_before_anything_is_measured(tmp_path, capsys):
    (tmp_path / "taken").write_text("a file")
    assert main(["--only", "nes-cartpole", "--out", str(tmp_path / "taken")]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "cannot write to" in captured.err


def test_if_a_lesson_is_missing_its_task_is_left_out_with_one_line(monkeypatch, tmp_path, capsys):
    def missing(lesson):
        raise lessons.LessonMissingError(f"there is no lesson {lesson} in solutions/")

    monkeypatch.setattr(lessons, "pieces", missing)
    assert main(["--quick", "--only", "nes-frozenlake", "--out", str(tmp_path)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert "nes-frozenlake is left out: there is no lesson 06" in lines[0]
    assert not list(tmp_path.iterdir())


def test_missing_jax_is_reported_in_one_line(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda n: None if n == "gymnax" else n)
    said = []
    assert jax_peer.prepare(said.append) is None
    assert said == ["JAX is left out: gymnax not installed (pip install gymnax evosax)"]


def test_an_error_in_jax_is_reported_in_one_line(monkeypatch):
    def broken():
        raise AttributeError("no such thing\nin this version")

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: True)
    monkeypatch.setattr(jax_peer, "JaxNes", broken)
    said = []
    assert jax_peer.prepare(said.append) is None
    assert said == ["JAX is left out: AttributeError: no such thing"]


@pytest.mark.slow
def test_a_quick_run_of_everything_reports_every_task(tmp_path, capsys):
    assert main(["--quick", "--out", str(tmp_path)]) == 0
    capsys.readouterr()
    written = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert {row["task"] for row in written["summaries"]} == set(TASKS)
    for row in written["summaries"]:
        assert row["steps"] > 0, row
        if row["peer"] == "ours":
            assert row["reached"] == row["seeds"], row
        if row["peer"] == "source":
            assert row["seconds"] < QUICK.cap + 2.0, row
