"""Hold the score of a notebook, exercise by exercise, and convert it to plain data."""

from dataclasses import dataclass, field

from checks.framework import Exercise, Outcome, Problem, points, unanswered
from checks.lessons import load_lesson
from checks.report import render
from grading.scoring.jobs import Scored
from grading.scoring.safe_text import safe_notes

SCORE = "score"
"""The key of the score in a notebook's metadata."""

SCORED = "scored"
"""The key in nbconvert's resources under which `ScoreExercises` may find a finished score."""

REFUSED = "refused"
"""The key in a notebook's metadata under which it says why the hand-in could not be scored."""


@dataclass
class ExerciseScore:
    """The points of one exercise, and the outcomes that they follow from."""

    exercise: Exercise
    outcomes: list[Outcome]

    @property
    def points(self) -> float:
        """The points, rounded to quarters."""
        return points(self.exercise, self.outcomes)

    @property
    def report(self) -> str:
        """The text that the student reads, as printed by the check in the notebook."""
        return self._untried or render(self.exercise, self.outcomes)

    @property
    def _untried(self) -> str | None:
        return None if self.outcomes else self.exercise.untried

    @property
    def messages(self) -> list[str]:
        """One line for each property that does not hold, or the reason why none was tried."""
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
    """The score of a notebook: that of each exercise, and notes about the whole."""

    exercises: list[ExerciseScore]
    notes: list[str] = field(default_factory=list)

    @property
    def points(self) -> float:
        """The sum of the points of the exercises."""
        return sum(exercise.points for exercise in self.exercises)

    @property
    def max(self) -> float:
        """The most points that the checks can give, without a bonus."""
        return sum(score.exercise.points for score in self.exercises if not score.exercise.bonus)


def as_scored(score: Score) -> Scored:
    """Convert a score to plain data, with its reports."""
    return Scored(as_data(score), {item.exercise.name: item.report for item in score.exercises})


def refusal(lesson: str, reason: str) -> Scored:
    """Return a score without points for a hand-in that could not be scored, with the reason."""
    problem = Problem("the hand-in", "a notebook that can be run", "none", reason)
    scores = [
        ExerciseScore(exercise, [Outcome(exercise.properties[0], problem)])
        for exercise in load_lesson(lesson).exercises
    ]
    return Scored(as_data(Score(scores, [reason])), refused=reason)


def as_data(score: Score) -> dict:
    """Convert a score to the data that `course grade --json` prints."""
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
        "notes": safe_notes(score.notes),
    }
