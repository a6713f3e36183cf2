"""Remember which Moodle or Canvas user each student id stands for, so that grades can go back."""

import json
from pathlib import Path

from grading.errors import CourseError
from grading.lms.owners import Owner, safe_id


class Identities:
    """The students of a course folder, stored in its ``identities.json``.

    Each entry has the student's name in the download, the user number in Canvas, and, for each
    lesson, the participant number in Moodle, which is different for every assignment.
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

    def student(self, owner: Owner, lesson: str) -> str:
        """Return the id of a student, and remember it.

        Args:
            owner: the student, as the download names them.
            lesson: the full name of the lesson.

        Returns:
            The name, made safe as a folder name, with a number appended if it belongs to another
            person. Empty if the name has no usable character.
        """
        if owner.system in ("plain", "exchange") and owner.name in self.known:
            return owner.name
        plain = safe_id(owner.name)
        if not plain:
            return ""
        name, count = plain, 1
        while not self._fits(owner, lesson, self.known.get(name)):
            count += 1
            name = f"{plain}-{owner.number if owner.number and count == 2 else count}"
        entry = self.known.setdefault(name, {})
        entry["name"] = owner.name
        if owner.system == "canvas":
            entry["canvas"] = owner.number
        if owner.system == "moodle":
            entry.setdefault("moodle", {})[lesson] = owner.number
        return name

    @staticmethod
    def _fits(owner: Owner, lesson: str, entry: dict | None) -> bool:
        """Return whether an entry is free or already this person's, by the name or the id."""
        if entry is None:
            return True
        if owner.system == "canvas":
            number = entry.get("canvas")
        else:
            number = entry.get("moodle", {}).get(lesson) if owner.system == "moodle" else None
        return entry["name"] in (owner.name, safe_id(owner.name)) and number in (None, owner.number)

    def name(self, student: str) -> str:
        """Return a student's name in the download, or the id if no name is known."""
        return self.known.get(student, {}).get("name", student)

    def canvas(self, student: str) -> str:
        """Return a student's user number in Canvas, or an empty string if unknown."""
        return self.known.get(student, {}).get("canvas", "")

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
