"""Find a student's answers, checks and written answers, even if their metadata was lost.

A cell is recognised by nbgrader's grade id; failing that, by its cell id, by the function or class
that it defines, by the check that it calls, or by the text before it.
"""

from collections.abc import Callable

import nbformat
from nbformat import NotebookNode

from grading.hand_ins import cell_code, images
from grading.hand_ins.repair_notes import Notes
from grading.lessons.cells import (
    GradedCells,
    grade_id,
    graded_cells,
    is_answer,
    is_check,
    is_picture,
)


class Matcher:
    """Matches the cells of a student's notebook with the graded cells of its release.

    Args:
        notebook: the student's notebook; if an exercise is answered, unchanged copies of its stub
            are removed from it.
        release: the notebook that the student was given.
        notes: receives a note on each repair.

    Attributes:
        graded: the student's cell for each grade id that was found.
        not_run: cells that must not be run: extra copies of checks, and checks of other exercises.
        answered_elsewhere: grade ids of the answers that were found in another answer's cell.
    """

    def __init__(self, notebook: NotebookNode, release: NotebookNode, notes: Notes) -> None:
        self.notebook = notebook
        self.release = release
        self.notes = notes
        self.graded: GradedCells = {}
        self.not_run: list[NotebookNode] = []
        self.answered_elsewhere: set[str] = set()
        self._originals = graded_cells(release)
        self._claims: dict[str, list[NotebookNode]] = {name: [] for name in self._originals}
        code = [cell for cell in notebook.cells if cell.cell_type != "markdown"]
        self._names = {id(cell): cell_code.assigned(cell.source) for cell in code}
        self._normalized = {id(cell): cell_code.normalized(cell.source) for cell in notebook.cells}
        self._claim()
        for name, original in self._originals.items():
            if is_answer(original):
                self._match_answer(name, original)
        for name, original in self._originals.items():
            if is_check(original):
                self._match_check(name, original)
            elif not is_answer(original):
                self._match_written(name, original)
        self.not_run += [cell for cell in self._code() if cell_code.called_checks(cell.source)]

    def _claim(self) -> None:
        """Group the student's cells by their grade ids."""
        for cell in self.notebook.cells:
            name = grade_id(cell)
            if name in self._claims:
                if not (is_answer(self._originals[name]) and cell_code.called_checks(cell.source)):
                    self._claims[name].append(cell)
            elif name is not None:
                self.notes.add("foreign", name)
                if is_check(cell):
                    self.not_run.append(cell)

    def _same(self, cell: NotebookNode, original: NotebookNode) -> bool:
        """Return whether a student's cell equals the lesson's own, apart from whitespace."""
        return self._normalized[id(cell)] == cell_code.normalized(original.source)

    def _is_unmatched(self, cell: NotebookNode) -> bool:
        """Return whether the cell has not been matched with a graded cell yet."""
        return all(cell is not other for other in self.graded.values())

    def _claimed(self, want: Callable[[NotebookNode], bool]) -> list[NotebookNode]:
        return [c for name, cs in self._claims.items() if want(self._originals[name]) for c in cs]

    # --- answers

    def _match_answer(self, name: str, original: NotebookNode) -> None:
        names = cell_code.defined(original.source)
        mine = self._claims[name]
        answers, checks = self._claimed(is_answer), self._claimed(is_check)

        def answers_it(cell: NotebookNode) -> bool:
            found = self._names.get(id(cell), set())
            return not found.isdisjoint(names) and not self._same(cell, original)

        own = [cell for cell in mine if answers_it(cell)]
        others = [
            cell
            for cell in self.notebook.cells
            if cell.cell_type == "code" and not _holds(mine, cell) and answers_it(cell)
        ]
        skipped = [*checks, *self.not_run]
        hidden = [c for c in others if is_picture(c) or _holds(skipped, c)]
        visible = [cell for cell in others if not _holds(hidden, cell)]
        elsewhere = visible or ([] if own else hidden)
        if own or elsewhere:
            self._drop_stubs(name, original)
        free = [cell for cell in elsewhere if not _holds(answers, cell)]
        if own:
            self._take(name, own[-1])
        elif free:
            self._take(name, free[-1])
            self.notes.add("in another place" if mine else "lost", name)
        elif elsewhere:
            self.answered_elsewhere.add(name)
            self.notes.add("in another place", name)
        else:
            self._match_unanswered(name, original, names)
        versions = [*own, *visible]
        if len({self._normalized[id(cell)] for cell in versions}) > 1:
            self.notes.add("redefined", names[0], cells=versions)
        elif len(own) > 1:
            self.notes.add("twice", name)

    def _match_unanswered(self, name: str, original: NotebookNode, names: list[str]) -> None:
        """Match an answer that no cell defines with its stub, or with the student's edit of it."""
        mine = self._claims[name]
        if not mine:
            mine = [c for c in self._code() if c.get("id") == original.get("id")]
            mine += [c for c in self._code() if self._same(c, original)]
            if mine:
                self.notes.add("lost", name)
        if mine:
            self._take(name, mine[0])
            if cell_code.words(mine[0].source).isdisjoint(names):
                self.notes.add("misnamed", *names, cells=mine[:1])

    def _drop_stubs(self, name: str, original: NotebookNode) -> None:
        """Remove the unchanged stubs of an answered exercise, which would overwrite the answer."""
        stubs = [
            cell
            for cell in self.notebook.cells
            if cell.cell_type == "code" and self._same(cell, original)
        ]
        if stubs:
            kept = [cell for cell in self.notebook.cells if not _holds(stubs, cell)]
            self.notebook.cells = kept
            if len([c for c in self._claims[name] if not _holds(stubs, c)]):
                self.notes.add("twice", name)

    def _take(self, name: str, cell: NotebookNode) -> None:
        self.graded[name] = cell
        self.not_run = [other for other in self.not_run if other is not cell]

    def _code(self) -> list[NotebookNode]:
        return [c for c in self.notebook.cells if c.cell_type == "code" and self._is_unmatched(c)]

    # --- checks and written answers

    def _match_check(self, name: str, original: NotebookNode) -> None:
        mine = [cell for cell in self._claims[name] if self._is_unmatched(cell)]
        if not mine:
            mine = [
                cell
                for cell in self._code()
                if cell_code.called_checks(cell.source)[:1] == [name]
                or (cell.get("id") == original.get("id") and not cell_code.defined(cell.source))
            ]
            if mine:
                self.notes.add("lost", name)
        if mine:
            self._take(name, mine[0])
            self.not_run += mine[1:]
            if len(mine) > 1:
                self.notes.add("twice", name)
            if not self._same(mine[0], original):
                self.notes.add("check", name)

    def _match_written(self, name: str, original: NotebookNode) -> None:
        mine = [cell for cell in self._claims[name] if self._is_unmatched(cell)]
        parts: list[NotebookNode] = []
        if not mine:
            mine = [
                cell
                for cell in self.notebook.cells
                if cell.get("id") == original.get("id") and self._is_unmatched(cell)
            ]
            mine = mine or (parts := self._written_after(original))
            if mine:
                self.notes.add("lost", name)
        written = [cell for cell in mine if not self._is_unanswered(cell, original)]
        if written and parts:
            # Cells that follow each other are one answer.
            self._take(name, written[0])
            if len(written) > 1:
                self._fill(name, [(cell.source, cell.get("attachments")) for cell in written])
        elif mine:
            # Of several versions the student most likely means the last. The others stay in the
            # notebook, where the marker sees them.
            self._take(name, (written or mine[:1])[-1])
            if not all(self._says_the_same(cell, written[-1]) for cell in written):
                self.notes.add("rewritten", name, cells=written)
            elif len(mine) > 1:
                self.notes.add("twice", name)
        self._copy_text_beside(name, original)
        self._note_images(name, original)

    def _is_unanswered(self, cell: NotebookNode, original: NotebookNode) -> bool:
        """Return whether a written answer's cell is empty or unchanged."""
        return not cell.source.strip() or self._same(cell, original)

    def _says_the_same(self, cell: NotebookNode, other: NotebookNode) -> bool:
        # One text can show two pictures: Jupyter names every pasted picture "image.png".
        same_text = self._normalized[id(cell)] == self._normalized[id(other)]
        return same_text and cell.get("attachments") == other.get("attachments")

    def _fill(self, name: str, parts: list[tuple[str, NotebookNode | None]]) -> None:
        """Write texts, each with its attachments, into the cell of a written answer."""
        cell = self.graded[name]
        cell.source, attachments = images.joined(parts)
        if attachments:
            cell.attachments = nbformat.from_dict(attachments)
        self.notes.add("question", name)

    def _copy_text_beside(self, name: str, original: NotebookNode) -> None:
        """Fill a written answer's cell that was left unanswered with the text written beside it."""
        cell = self.graded.get(name)
        if cell is not None and not self._is_unanswered(cell, original):
            return
        prose, place = self._question_before(original)
        if prose is None:
            return
        asked = self.notebook.cells[place]
        given, found = prose.source.split("\n"), asked.source
        if self._begins_with(place, prose):
            found = "\n".join(found.split("\n")[len(given) :])
        beside = [(found, asked.get("attachments"))] if found.strip() else []
        for other in self._written_after(original, skip=cell):
            if other.source.strip():
                beside.append((other.source, other.get("attachments")))
        if not beside:
            return
        if cell is None:
            cell = nbformat.from_dict({**original, "metadata": {}})
            self.notebook.cells.insert(place + 1, cell)
            text = "\n\n".join(text for text, _ in beside)
            self._normalized[id(cell)] = cell_code.normalized(text)
            self._take(name, cell)
        self._fill(name, beside)

    def _note_images(self, name: str, original: NotebookNode) -> None:
        """Note the images that a marker of a written answer will not see."""
        cell = self.graded.get(name)
        for text in [*filter(None, [cell]), *self._written_after(original, skip=cell)]:
            for problem, image in images.unshown_images(text.source, text.get("attachments")):
                self.notes.add(problem, image)

    def _question_before(self, original: NotebookNode) -> tuple[NotebookNode | None, int]:
        """Return the release's cell that asks the question, and its index in the notebook."""
        cells = self.release.cells
        asks = cells[max(next(i for i, c in enumerate(cells) if c is original) - 1, 0)]
        texts = [i for i, c in enumerate(self.notebook.cells) if c.cell_type == "markdown"]
        headings = [line for line in asks.source.split("\n") if line.startswith("#")]
        for place in texts:
            if self._begins_with(place, asks):
                return asks, place
        for place in texts:
            if headings and headings[-1] in self.notebook.cells[place].source.split("\n"):
                return asks, place
        return None, -1

    def _begins_with(self, place: int, prose: NotebookNode) -> bool:
        words = prose.source.split()
        return self.notebook.cells[place].source.split()[: len(words)] == words

    def _written_after(
        self, original: NotebookNode, skip: NotebookNode | None = None
    ) -> list[NotebookNode]:
        """Return the student's own text cells between the question and the lesson's next cell."""
        prose, place = self._question_before(original)
        if prose is None:
            return []
        lesson = {cell_code.normalized(c.source) for c in self.release.cells if c is not original}
        found = []
        for cell in self.notebook.cells[place + 1 :]:
            if cell is skip:
                continue
            if cell.cell_type == "code" or not self._is_unmatched(cell):
                break
            if self._normalized[id(cell)] in lesson:
                break
            found.append(cell)
        return found


def _holds(cells: list[NotebookNode], cell: NotebookNode) -> bool:
    """Return whether a list contains this very cell; an equal one does not count."""
    return any(cell is other for other in cells)
