"""Who a student id stands for in Moodle or Canvas: kept beside the gradebook, for the way back."""

import json
from pathlib import Path

from grading.errors import CourseError
from grading.lms.owners import Owner, safe_id


class Identities:
    """The students of a course folder, in its ``identities.json``.

    Each id has the name that the download gave, Canvas's number of the user, and Moodle's number
    of the participant in each lesson (Moodle numbers them anew for every assignment).
    """

    def __init__(self, course: Path) -> None:
        self.path = course / "identities.json"
        try:
            self.known = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.known = {}
        except (OSError, ValueError) as error:
            raise CourseError(
                f"{self.path} cannot be read ({error}): mend it, or remove it and collect again"
            ) from None

    def student(self, owner: Owner, lesson: str) -> str:
        """The id of a student, who is remembered.

        Args:
            owner: as a download names the student.
            lesson: the lesson's full name.

        Returns:
            The name as a folder's name; with a number behind it where that is another person's.
            Empty where nothing is left of the name.
        """
        if owner.system in ("plain", "exchange") and owner.name in self.known:
            return owner.name
        plain = safe_id(owner.name)
        if not plain:
            return ""
        name, count = plain, 1
        while not self._is(owner, lesson, self.known.get(name)):
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
    def _is(owner: Owner, lesson: str, entry: dict | None) -> bool:
        """Whether an entry is free or already this person's; a plain folder has an id for name."""
        if entry is None:
            return True
        if owner.system == "canvas":
            number = entry.get("canvas")
        else:
            number = entry.get("moodle", {}).get(lesson) if owner.system == "moodle" else None
        return entry["name"] in (owner.name, safe_id(owner.name)) and number in (None, owner.number)

    def name(self, student: str) -> str:
        """What the download called a student; the id where there was none."""
        return self.known.get(student, {}).get("name", student)

    def canvas(self, student: str) -> str:
        """Canvas's number of the user, or nothing."""
        return self.known.get(student, {}).get("canvas", "")

    def moodle(self, student: str, lesson: str) -> str:
        """Moodle's number of the participant in the lesson's assignment, or nothing."""
        return self.known.get(student, {}).get("moodle", {}).get(lesson, "")

    def save(self) -> None:
        """Write them, whole or not at all."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = self.path.with_suffix(".new")
        text = json.dumps(self.known, indent=1, ensure_ascii=False, sort_keys=True)
        new.write_text(text + "\n", encoding="utf-8")
        new.replace(self.path)
