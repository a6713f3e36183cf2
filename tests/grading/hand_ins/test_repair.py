"""However cells were damaged, the repair restores what nbgrader needs and gives no extra points."""

import copy
import random
import time

import nbformat
import pytest
from defects import LESSON, WRONG, as_bytes, code, text
from handins import answer_cell, solved, untouched, with_answer, without_cell
from nbgrader.nbgraderformat import MetadataValidator

from checks.lessons import load_lesson
from grading.hand_ins.lesson_cells import IMPORTS_FIRST
from grading.hand_ins.read import parse_handin
from grading.hand_ins.repair import ELSEWHERE, NOT_HANDED_IN, restore
from grading.lessons.cells import grade_id, graded_cells, is_answer, is_check, is_picture
from grading.lessons.reference import load_reference
from grading.lessons.source import lesson_names
from grading.sandbox.limits import Limits
from grading.scoring.notebook import cells_to_run, score_notebook

GIVEN = untouched(LESSON)
CODE = {name: answer_cell(solved(LESSON), name).source for name in ("rollout_policy",)}


def handed_in(notebook, lesson=LESSON):
    """Save a notebook and read it as a hand-in."""
    return parse_handin(as_bytes(notebook), f"{lesson}.ipynb", lesson)


def restored(notebook):
    """Return the repaired hand-in and the notes on its repair."""
    handin = handed_in(notebook)
    return handin, restore(handin, GIVEN)


def cell_of(notebook, name):
    return next(cell for cell in notebook.cells if grade_id(cell) == name)


# --- random damage


def deletes(rng, cells):
    del cells[rng.randrange(len(cells))]


def duplicates(rng, cells):
    cells.insert(rng.randrange(len(cells) + 1), copy.deepcopy(rng.choice(cells)))


def moves(rng, cells):
    cells.insert(rng.randrange(len(cells)), cells.pop(rng.randrange(len(cells))))


def shuffles(rng, cells):
    rng.shuffle(cells)


def loses_marks(rng, cells):
    rng.choice(cells).metadata = nbformat.NotebookNode()


def loses_all_marks(rng, cells):
    for cell in cells:
        cell.metadata = nbformat.NotebookNode()


def loses_ids(rng, cells):
    for number, cell in enumerate(cells):
        cell.id = f"another-{number}"


def swaps_marks(rng, cells):
    one, other = rng.choice(cells), rng.choice(cells)
    one.metadata, other.metadata = other.metadata, one.metadata


def splits(rng, cells):
    place = rng.randrange(len(cells))
    lines = cells[place].source.split("\n")
    cut = rng.randrange(len(lines) + 1)
    second = copy.deepcopy(cells[place])
    cells[place].source, second.source = "\n".join(lines[:cut]), "\n".join(lines[cut:])
    cells.insert(place + 1, second)


def merges(rng, cells):
    place = rng.randrange(len(cells) - 1)
    cells[place].source += "\n\n" + cells.pop(place + 1).source


def empties(rng, cells):
    rng.choice(cells).source = ""


def changes_kind(rng, cells):
    rng.choice(cells).cell_type = rng.choice(["code", "markdown", "raw"])


def adds(rng, cells):
    cells.insert(rng.randrange(len(cells)), rng.choice([code, text])("x = 1"))


DAMAGE = [
    *(deletes, duplicates, moves, shuffles, loses_marks, loses_all_marks, loses_ids, swaps_marks),
    *(splits, merges, empties, changes_kind, adds),
]


def damaged(seed, notebook, kinds=DAMAGE):
    """Return a copy with up to eight random changes."""
    rng, notebook = random.Random(seed), copy.deepcopy(notebook)
    for _ in range(rng.randint(1, 8)):
        if len(notebook.cells) > 2:
            rng.choice(kinds)(rng, notebook.cells)
    return notebook


def half_solved():
    """Return a notebook in which one answer is wrong and one is missing."""
    stub = answer_cell(GIVEN, "rollout_policy").source
    wrong = with_answer(solved(LESSON), "discounted_return", WRONG)
    return with_answer(wrong, "rollout_policy", stub)


@pytest.mark.parametrize("seed", range(100))
def test_after_any_damage_nbgrader_has_what_it_needs_and_no_code_is_lost_or_new(seed):
    notebook = damaged(seed, half_solved())
    handin = handed_in(notebook)
    before = copy.deepcopy(handin)
    restore(handin, GIVEN)

    originals = graded_cells(GIVEN)
    assert sorted(filter(None, map(grade_id, handin.cells))) == sorted(originals)
    MetadataValidator().validate_nb(handin)
    nbformat.validate(nbformat.from_dict(handin))
    for name, original in originals.items():
        cell = cell_of(handin, name)
        assert cell.metadata.nbgrader == original.metadata.nbgrader
        assert cell.cell_type == original.cell_type
        assert not is_check(original) or cell.source == original.source

    stubs = {"".join(cell.source.split()) for cell in originals.values()}
    kept = [cell.source for cell in handin.cells]
    calls = [cell for cell in before.cells if "checks." in cell.source]
    for cell in before.cells:
        mine = "".join(cell.source.split()) not in stubs and cell not in calls
        if cell.cell_type == "code" and cell.source and mine and not is_check(cell):
            assert cell.source in kept, cell.source

    imports = f"{IMPORTS_FIRST}\n{GIVEN.cells[1].source}"
    known = {cell.source for cell in [*before.cells, *GIVEN.cells]}
    known |= {NOT_HANDED_IN, ELSEWHERE, imports}
    run = [cell.source for cell in cells_to_run(handin)]
    assert set(run) <= known
    assert not any(
        source == cell.source for source in run for cell in GIVEN.cells if is_check(cell)
    )


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_no_damage_to_cells_earns_a_point():
    def points(notebook):
        handin = handed_in(notebook)
        restore(handin, GIVEN)
        result = score_notebook(
            load_lesson(LESSON),
            handin,
            seed=1,
            reference=load_reference(LESSON),
            limits=Limits(cell=20, probe=20),
        )
        return {item.exercise.name: item.points for item in result.exercises}

    base = half_solved()
    most = points(base)
    assert sum(most.values()) == 4
    for seed in range(1000, 1030):
        found = points(damaged(seed, base))
        assert all(found[name] <= most[name] for name in most), seed


@pytest.mark.parametrize("lesson", lesson_names())
def test_every_lesson_is_left_unchanged_and_is_recognised_without_metadata(lesson):
    given = untouched(lesson)
    for notebook in (solved(lesson), untouched(lesson)):
        handin = handed_in(notebook, lesson)
        expected = [cell.source for cell in cells_to_run(handin)]
        assert restore(handin, given) == []
        assert [cell.source for cell in cells_to_run(handin)] == expected
        for number, cell in enumerate(notebook.cells):
            cell.metadata, cell.id = nbformat.NotebookNode(), f"another-{number}"
        bare = handed_in(notebook, lesson)
        restore(bare, given)
        assert [cell.source for cell in cells_to_run(bare)] == expected


# --- one kind of damage at a time


def test_a_stub_does_not_replace_the_answer_in_another_cell():
    notebook = untouched(LESSON)
    notebook.cells.insert(2, code(CODE["rollout_policy"]))
    handin, notes = restored(notebook)
    assert cell_of(handin, "rollout_policy-answer").source == CODE["rollout_policy"]
    assert [c.source for c in cells_to_run(handin)].count(CODE["rollout_policy"]) == 1
    assert notes == [
        "mended: the answer 'rollout_policy-answer' was found in a cell other than its own"
    ]


def test_both_halves_of_a_split_answer_are_run_in_order():
    notebook = solved(LESSON)
    place = notebook.cells.index(answer_cell(notebook, "rollout_policy"))
    second = copy.deepcopy(notebook.cells[place])
    notebook.cells[place].source = "def helper():\n    return 1"
    notebook.cells.insert(place + 1, second)
    handin, _ = restored(notebook)
    run = [cell.source for cell in cells_to_run(handin)]
    assert run.index(second.source) == run.index("def helper():\n    return 1") + 1
    assert cell_of(handin, "rollout_policy-answer").source == second.source


def test_if_there_are_two_answers_the_last_one_counts_and_both_are_run():
    notebook = solved(LESSON)
    other = copy.deepcopy(answer_cell(notebook, "discounted_return"))
    other.source = WRONG
    notebook.cells.append(other)
    handin, (note,) = restored(notebook)
    assert cell_of(handin, "discounted_return-answer").source == WRONG
    assert [cell.source for cell in cells_to_run(handin)][-1] == WRONG
    assert note == (
        "'discounted_return' has different answers in cells 17 and 33; the last one counts, as it "
        "does when the notebook is run"
    )


def test_a_deleted_answer_is_put_back_empty_instead_of_as_a_stub():
    handin, notes = restored(without_cell(solved(LESSON), "rollout_policy-answer"))
    assert cell_of(handin, "rollout_policy-answer").source == NOT_HANDED_IN
    assert notes == ["the cell 'rollout_policy-answer' was missing and has been put back empty"]


def test_missing_imports_are_put_back_as_the_first_cell():
    notebook = solved(LESSON)
    imports = notebook.cells.pop(1)
    handin, notes = restored(notebook)
    assert cells_to_run(handin)[0].source == imports.source
    assert notes == [
        "mended: the lesson's own cell that begins with 'import gymnasium as gym' was missing and "
        "has been put back"
    ]


def test_a_lesson_that_starts_ray_starts_it_even_if_that_cell_was_deleted():
    lesson = "07_distributed_nes"
    notebook, given = solved(lesson), untouched(lesson)
    place = next(i for i, cell in enumerate(notebook.cells) if cell.source == "start_ray()")
    del notebook.cells[place]
    handin = handed_in(notebook, lesson)
    assert "'start_ray()' was missing" in " ".join(restore(handin, given))
    assert [cell.source for cell in cells_to_run(handin)][1] == "start_ray()"
    notebook.cells.insert(place, code("start_ray(num_cpus=2)"))
    assert restore(handed_in(notebook, lesson), given) == []


def test_the_lessons_own_imports_are_run_before_changed_ones_without_a_note():
    notebook = solved(LESSON)
    given = notebook.cells[1].source
    notebook.cells[1].source = changed = f"import seaborn\n{given}"
    handin, notes = restored(notebook)
    first, second, *_ = cells_to_run(handin)
    assert first.source.endswith(given)
    assert second.source == changed
    assert notes == []


def test_imports_after_an_answer_that_needs_them_are_also_run_before_it():
    lesson = "02_test_environments"
    notebook = solved(lesson)
    notebook.cells.reverse()
    handin = handed_in(notebook, lesson)
    assert restore(handin, untouched(lesson)) == []
    first, *rest = cells_to_run(handin)
    given = solved(lesson).cells[1].source
    assert first.source.endswith(given)
    assert rest[-1].source == given


def test_cells_keep_the_numbers_they_had_when_handed_in():
    notebook = solved(LESSON)
    notebook.cells[1].source += "\nimport math"
    del notebook.cells[8]
    labels = [cell.label for cell in cells_to_run(restored(notebook)[0])]
    assert labels[:4] == [
        "cell 0",
        "cell 2",
        "cell 8 (random_rollout-answer)",
        "cell 13 (rollout_policy-answer)",
    ]


def test_an_edited_picture_that_lost_its_tag_is_not_run():
    notebook = solved(LESSON)
    pictures = [cell for cell in notebook.cells if is_picture(cell)]
    for cell in pictures:
        cell.metadata.pop("tags")
        cell.source = cell.source.replace("200", "2_000_000") + "\nprint('done')"
    handin, notes = restored(notebook)
    assert all(
        is_answer(c) or "import" in c.source for c in map(_cell(handin), cells_to_run(handin))
    )
    assert notes == ["mended: cells 4, 7, 12, 23, 28 and 29 are for display only and were not run"]


def _cell(notebook):
    by_source = {cell.source: cell for cell in notebook.cells}
    return lambda run: by_source[run.source]


def test_a_students_own_cells_are_run_even_if_they_draw():
    notebook = solved(LESSON)
    own = "gamma_of_mine = 0.9\nprint(discounted_return([1, 2], gamma_of_mine))"
    drawn = "scores = [3.0, 4.0]\nplotting.strip_plot({'mine': scores}, title='Mine')"
    notebook.cells += [code(own), code(drawn)]
    handin, notes = restored(notebook)
    run = [cell.source for cell in cells_to_run(handin)]
    assert run[-2:] == [own, drawn]
    assert notes == []


@pytest.mark.parametrize("deleted", [False, True])
def test_a_written_answer_beside_its_cell_is_copied_into_it(deleted):
    notebook = untouched(LESSON)
    place = next(i for i, cell in enumerate(notebook.cells) if cell.id == "question")
    notebook.cells[place - 1].source += "\n\nBecause of the *spread*."
    notebook.cells.insert(place + 1, text("And the clock."))
    if deleted:
        del notebook.cells[place]
    handin, notes = restored(notebook)
    answer = cell_of(handin, "question").source
    assert "spread" in answer or deleted
    assert "And the clock." in answer
    assert any("'question'" in note for note in notes)


def test_a_written_answer_between_the_lines_of_the_question_is_copied_with_them():
    notebook = untouched(LESSON)
    place = next(i for i, cell in enumerate(notebook.cells) if cell.id == "question")
    notebook.cells[place - 1].source = notebook.cells[place - 1].source.replace(
        "\n2. ", "\n   To say how far off it may be.\n2. "
    )
    handin, notes = restored(notebook)
    assert "how far off" in cell_of(handin, "question").source
    assert any("'question'" in note for note in notes)


def test_a_question_without_an_answer_is_left_unchanged():
    handin, notes = restored(untouched(LESSON))
    assert cell_of(handin, "question").source == cell_of(GIVEN, "question").source
    assert notes == []


@pytest.mark.slow
@pytest.mark.parametrize("part", ["import (\n", "#\n", "\n", " ", "a", "a.", "f(", "x = y\n"])
def test_no_code_makes_the_repair_slow(part):
    notebook = solved(LESSON)
    notebook.cells += [code((part * 2**17)[: 2**17]) for _ in range(4)]
    handin = handed_in(notebook)
    began = time.process_time()
    restore(handin, GIVEN)
    assert time.process_time() - began < 3


def test_the_release_is_not_changed():
    before = copy.deepcopy(GIVEN)
    for seed in range(20):
        restore(handed_in(damaged(seed, half_solved())), GIVEN)
    assert before == GIVEN
