"""What a notebook earned, exercise by exercise, and the same as plain data."""

from dataclasses import dataclass, field

from checks.framework import Exercise, Outcome, Problem, points, unanswered
from checks.lessons import load_lesson
from checks.report import render
from grading.scoring.jobs import Scored
from grading.scoring.safe_text import harmless_notes

SCORE = "score"
"""Where a score stands in a notebook's metadata."""


SCORED = "scored"
"""Where `ScoreExercises` finds, among nbconvert's resources, a score that is there already."""


REFUSED = "refused"
"""Where a notebook's metadata says why the file that was handed in could not be scored."""


@dataclass
class ExerciseScore:
    """What an exercise earned, and why."""

    exercise: Exercise
    outcomes: list[Outcome]

    @property
    def points(self) -> float:
        """Points, rounded to a quarter."""
        return points(self.exercise, self.outcomes)

    @property
    def report(self) -> str:
        """What the student reads, as in the notebook's check."""
        return self._untried or render(self.exercise, self.outcomes)

    @property
    def _untried(self) -> str | None:
        return None if self.outcomes else self.exercise.untried

    @property
    def messages(self) -> list[str]:
        """One line for each property that does not hold."""
        if self._untried is not None:
            return [self._untried]
        return [_line(outcome) for outcome in self.outcomes if outcome.problem is not None]


def _line(outcome: Outcome) -> str:
    problem = outcome.problem
    if unanswered(problem):
        return f"not answered yet: {problem.cause}"
    return (
        f"{outcome.property.title}: given {problem.given}; expected {problem.expected}; "
        f"got {problem.got}. {problem.cause}"
    )


@dataclass
class Score:
    """A scored notebook."""

    exercises: list[ExerciseScore]
    notes: list[str] = field(default_factory=list)

    @property
    def points(self) -> float:
        """The sum over the exercises."""
        return sum(exercise.points for exercise in self.exercises)

    @property
    def max(self) -> float:
        """The points that the checks can give, without those of a bonus."""
        return sum(score.exercise.points for score in self.exercises if not score.exercise.bonus)


def as_scored(score: Score) -> Scored:
    """A score as plain data, with its reports."""
    return Scored(as_data(score), {item.exercise.name: item.report for item in score.exercises})


def refusal(lesson: str, reason: str) -> Scored:
    """No points for any exercise, and the reason."""
    problem = Problem("the hand-in", "a notebook that can be run", "none", reason)
    scores = [
        ExerciseScore(exercise, [Outcome(exercise.properties[0], problem)])
        for exercise in load_lesson(lesson).exercises
    ]
    return Scored(as_data(Score(scores, [reason])), refused=reason)


def as_data(score: Score) -> dict:
    """A score as plain data, as `course grade --json` prints it."""
    return {
        "score": float(score.points),
        "max": float(score.max),
        "exercises": [
            {
                "exercise": item.exercise.name,
                "points": float(item.points),
                "max": float(item.exercise.points),
                "messages": item.messages,
            }
            | ({"bonus": True} if item.exercise.bonus else {})
            for item in score.exercises
        ],
        "notes": harmless_notes(score.notes),
    }
