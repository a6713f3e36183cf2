"""Find a student's answers, checks and written answers, also where their names were lost.

A cell is known by nbgrader's grade id; failing that by its cell id, by the function or class that
it defines, by the check that it calls, or by the text before it.
"""

from collections.abc import Callable

import nbformat
from nbformat import NotebookNode

from grading.hand_ins import cell_code
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
    """Matches the cells of a notebook with the graded ones of its release.

    Args:
        notebook: a student's; untouched copies of stubs beside a real answer leave it.
        release: the notebook that the student was given.
        notes: takes what was repaired.

    Attributes:
        graded: grade id to the student's cell, where there is one.
        idle: cells that must not be run: further copies of checks, and checks of no exercise here.
        answered_elsewhere: grade ids of answers whose definition another answer's cell holds.
    """

    def __init__(self, notebook: NotebookNode, release: NotebookNode, notes: Notes) -> None:
        self.notebook = notebook
        self.release = release
        self.notes = notes
        self.graded: GradedCells = {}
        self.idle: list[NotebookNode] = []
        self.answered_elsewhere: set[str] = set()
        self._originals = graded_cells(release)
        self._claims: dict[str, list[NotebookNode]] = {name: [] for name in self._originals}
        code = [cell for cell in notebook.cells if cell.cell_type != "markdown"]
        self._names = {id(cell): cell_code.assigned(cell.source) for cell in code}
        self._plain = {id(cell): cell_code.plain(cell.source) for cell in notebook.cells}
        self._claim()
        for name, original in self._originals.items():
            if is_answer(original):
                self._match_answer(name, original)
        for name, original in self._originals.items():
            if is_check(original):
                self._match_check(name, original)
            elif not is_answer(original):
                self._match_written(name, original)
        self.idle += [cell for cell in self._code() if cell_code.checked(cell.source)]

    def _claim(self) -> None:
        """Sort the cells by their grade ids."""
        for cell in self.notebook.cells:
            name = grade_id(cell)
            if name in self._claims:
                if not (is_answer(self._originals[name]) and cell_code.checked(cell.source)):
                    self._claims[name].append(cell)
            elif name is not None:
                self.notes.add("foreign", name)
                if is_check(cell):
                    self.idle.append(cell)

    def _same(self, cell: NotebookNode, original: NotebookNode) -> bool:
        """Whether a student's cell is the lesson's own, but for white space."""
        return self._plain[id(cell)] == cell_code.plain(original.source)

    def _is_free(self, cell: NotebookNode) -> bool:
        """Whether the cell is not yet matched."""
        return all(cell is not other for other in self.graded.values())

    def _claimed(self, want: Callable[[NotebookNode], bool]) -> list[NotebookNode]:
        return [c for name, cs in self._claims.items() if want(self._originals[name]) for c in cs]

    # --- answers

    def _match_answer(self, name: str, original: NotebookNode) -> None:
        names = cell_code.defined(original.source)
        mine = self._claims[name]
        answers, checks = self._claimed(is_answer), self._claimed(is_check)

        def real(cell: NotebookNode) -> bool:
            found = self._names.get(id(cell), set())
            return not found.isdisjoint(names) and not self._same(cell, original)

        own = [cell for cell in mine if real(cell)]
        others = [
            cell
            for cell in self.notebook.cells
            if cell.cell_type == "code" and not _holds(mine, cell) and real(cell)
        ]
        hidden = [c for c in others if is_picture(c) or _holds(checks, c) or _holds(self.idle, c)]
        open_ = [cell for cell in others if not _holds(hidden, cell)]
        elsewhere = open_ or ([] if own else hidden)
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
        versions = [*own, *open_]
        if len({self._plain[id(cell)] for cell in versions}) > 1:
            self.notes.add("redefined", names[0], cells=versions)
        elif len(own) > 1:
            self.notes.add("twice", name)

    def _match_unanswered(self, name: str, original: NotebookNode, names: list[str]) -> None:
        """No cell defines the answer: the stub, or what was made of it."""
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
        """Take out the lesson's own stub where there is a real answer: it would replace that."""
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
        self.idle = [other for other in self.idle if other is not cell]

    def _code(self) -> list[NotebookNode]:
        return [c for c in self.notebook.cells if c.cell_type == "code" and self._is_free(c)]

    # --- checks and written answers

    def _match_check(self, name: str, original: NotebookNode) -> None:
        mine = [cell for cell in self._claims[name] if self._is_free(cell)]
        if not mine:
            mine = [
                cell
                for cell in self._code()
                if cell_code.checked(cell.source)[:1] == [name]
                or (cell.get("id") == original.get("id") and not cell_code.defined(cell.source))
            ]
            if mine:
                self.notes.add("lost", name)
        if mine:
            self._take(name, mine[0])
            self.idle += mine[1:]
            if len(mine) > 1:
                self.notes.add("twice", name)
            if not self._same(mine[0], original):
                self.notes.add("check", name)

    def _match_written(self, name: str, original: NotebookNode) -> None:
        mine = [cell for cell in self._claims[name] if self._is_free(cell)]
        if not mine:
            mine = [
                cell
                for cell in self.notebook.cells
                if cell.get("id") == original.get("id") and self._is_free(cell)
            ]
            mine = mine or self._written_after(original)
            if mine:
                self.notes.add("lost", name)
        written = [c for c in mine if not self._same(c, original)]
        if mine:
            self._take(name, (written or mine)[0])
            if len({self._plain[id(cell)] for cell in written}) > 1:
                self.notes.add("redefined", name, cells=written)
            elif len(mine) > 1:
                self.notes.add("twice", name)
        self._look_around(name, original)

    def _look_around(self, name: str, original: NotebookNode) -> None:
        """Where a written answer's own cell is as given, take what was written beside it."""
        cell = self.graded.get(name)
        if cell is not None and not self._same(cell, original):
            return
        prose, place = self._prose_before(original)
        if prose is None:
            return
        given, found = prose.source.split("\n"), self.notebook.cells[place].source
        beside = [c.source for c in self._written_after(original, skip=cell)]
        if self._begins_with(place, prose):
            beside.insert(0, "\n".join(found.split("\n")[len(given) :]))
        else:
            beside.insert(0, found)
        text = "\n\n".join(part for part in beside if part.strip())
        if not text:
            return
        if cell is None:
            cell = nbformat.from_dict({**original, "metadata": {}})
            self.notebook.cells.insert(place + 1, cell)
            self._plain[id(cell)] = cell_code.plain(text)
            self._take(name, cell)
        cell.source = text
        self.notes.add("question", name)

    def _prose_before(self, original: NotebookNode) -> tuple[NotebookNode | None, int]:
        """The release's cell that asks, and its place in the student's notebook."""
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
        """The student's own texts between the cell that asks and the lesson's next cell."""
        prose, place = self._prose_before(original)
        if prose is None:
            return []
        lesson = {cell_code.plain(c.source) for c in self.release.cells if c is not original}
        found = []
        for cell in self.notebook.cells[place + 1 :]:
            if cell is skip:
                continue
            if cell.cell_type == "code" or not self._is_free(cell):
                break
            if self._plain[id(cell)] in lesson:
                break
            found.append(cell)
        return found


def _holds(cells: list[NotebookNode], cell: NotebookNode) -> bool:
    """Whether this very cell is among some; equal ones do not count."""
    return any(cell is other for other in cells)
