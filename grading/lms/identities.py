"""Remember which user of a learning platform each student id stands for."""

import json
from pathlib import Path

from grading.errors import CourseError
from grading.lms.names import folded, safe_id
from grading.lms.platforms import Owner


class Identities:
    """The students of a course folder, stored in its ``identities.json``.

    Each entry has the student's name in the download and, for each platform, what the platform
    knows the student by: a number, a login or an address. Moodle's participant number is different
    for every assignment, so there is one for each lesson. What a platform knows a student by is
    their identity. Names are compared in one Unicode form and without regard to case.
    """

    def __init__(self, course: Path) -> None:
        self.path = course / "identities.json"
        try:
            self.known = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.known = {}
        except (OSError, ValueError) as error:
            raise CourseError(
                f"{self.path} cannot be read ({error}): repair it, or delete it and collect again"
            ) from None
        self._ids = {folded(student): student for student in self.known}
        self._numbers: dict[tuple[str, str], str] = {}
        for student, entry in self.known.items():
            for system, number in entry.items():
                if system == "moodle":
                    for lesson, participant in number.items():
                        self._numbers[f"moodle {lesson}", participant] = student
                elif system != "name":
                    self._numbers[system, number] = student

    def student(self, owner: Owner, lesson: str) -> str:
        """Return the id of a student, and remember it.

        Args:
            owner: the student, as the download names them.
            lesson: the full name of the lesson.

        Returns:
            The id of the student whom the platform knows by the same number, or who has the same
            name. For somebody new, the login or the name, made safe as a folder name, with a
            number appended if it belongs to another person. Empty if the name has no usable
            character.
        """
        key = f"moodle {lesson}" if owner.system == "moodle" else owner.system
        student = self._numbers.get((key, owner.number)) if owner.number else None
        if student is None and owner.system in ("plain", "exchange"):
            student = self._ids.get(folded(owner.name))
            if student is not None:
                return student
        student = student or self._by_name(owner, lesson)
        if not student:
            return ""
        self._ids[folded(student)] = student
        entry = self.known.setdefault(student, {})
        entry["name"] = owner.name
        if owner.number:
            self._numbers[key, owner.number] = student
            if owner.system == "moodle":
                entry.setdefault("moodle", {})[lesson] = owner.number
            else:
                entry[owner.system] = owner.number
        return student

    def namesake(self, student: str, owner: Owner) -> bool:
        """Return whether a student's id has a number because another one has the same name."""
        other = self._ids.get(folded(safe_id(owner.login or owner.name)))
        if other is None or other == student:
            return False
        return folded(self.known[other].get("name", other)) == folded(owner.name)

    def _by_name(self, owner: Owner, lesson: str) -> str:
        plain = safe_id(owner.login or owner.name)
        name, count = plain, 1
        while plain and not self._fits(owner, lesson, self._ids.get(folded(name))):
            count += 1
            name = f"{plain}-{safe_id(owner.number) if owner.number and count == 2 else count}"
        return self._ids.get(folded(name), name)

    def _fits(self, owner: Owner, lesson: str, student: str | None) -> bool:
        """Return whether an id is free or already this person's, by the name or the id."""
        if student is None:
            return True
        entry = self.known[student]
        number = entry.get(owner.system)
        number = number.get(lesson) if isinstance(number, dict) else number
        names = {folded(text) for text in (owner.name, safe_id(owner.name), owner.login or "")}
        return folded(entry["name"]) in names and (number is None or number == owner.number)

    def name(self, student: str) -> str:
        """Return a student's name in the download, or the id if no name is known."""
        return self.known.get(student, {}).get("name", student)

    def canvas(self, student: str) -> str:
        """Return a student's user number in Canvas, or an empty string if unknown."""
        number = self.known.get(student, {}).get("canvas", "")
        # With anonymous grading, Canvas gives a code in place of the number.
        return number if number.isdigit() else ""

    def moodle(self, student: str, lesson: str) -> str:
        """Return a student's participant number in Moodle, or an empty string if unknown."""
        return self.known.get(student, {}).get("moodle", {}).get(lesson, "")

    def save(self) -> None:
        """Write all entries to the file, completely or not at all."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = self.path.with_suffix(".new")
        text = json.dumps(self.known, indent=1, ensure_ascii=False, sort_keys=True)
        new.write_text(text + "\n", encoding="utf-8")
        new.replace(self.path)
