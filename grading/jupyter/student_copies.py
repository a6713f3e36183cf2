"""Copy the lessons to `work/`, where the student edits them."""

import hashlib
import json

from grading.paths import NOTEBOOKS, ROOT, WORK


def copy_lessons() -> list[str]:
    """Copy every lesson that is not yet in `work/`, without changing files that are there.

    The file `work/.releases.json` records from which release each copy was made.

    Returns:
        One line for each lesson that has a newer release than the student's copy.
    """
    WORK.mkdir(exist_ok=True)
    releases = _read_releases()
    news = []
    for release in sorted(NOTEBOOKS.glob("*/*.ipynb")):
        lesson = release.stem
        if release.parent.name != lesson:
            continue
        content = release.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        copy = WORK / lesson / release.name
        copy.parent.mkdir(exist_ok=True)
        try:
            # "x" fails if the file exists, even if it was created a moment ago.
            with copy.open("xb") as file:
                file.write(content)
            releases[lesson] = digest
        except FileExistsError:
            if releases.setdefault(lesson, digest) != digest:
                news.append(
                    f"{lesson}: {release.relative_to(ROOT)} is newer than your copy, which was "
                    f"kept. To start from the new one, rename {copy.relative_to(ROOT)}."
                )
    _releases_file().write_text(json.dumps(releases, indent=1) + "\n", encoding="utf-8")
    return news


def _releases_file():
    return WORK / ".releases.json"


def _read_releases() -> dict[str, str]:
    """Return, for each lesson, the SHA-256 of the release from which the copy was made."""
    try:
        releases = json.loads(_releases_file().read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return releases if isinstance(releases, dict) else {}
