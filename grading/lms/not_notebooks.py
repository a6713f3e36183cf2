"""Say what was handed in, if it is not a notebook."""

import re
from pathlib import PurePosixPath

from grading.lms.downloads import TEXTS
from grading.lms.names import printable

PLATFORM_FILES = re.compile(
    r"(comments|feedback|status|grades?)\b.*\.(txt|html?|csv)|feedbackText\.html?|"
    r"user_assignment_settings\.json|index\.html?",
    re.IGNORECASE,
)
"""What platforms add to a student's folder."""

TYPED = re.compile(r".*(_text\.html|onlinetext.*|_submissionText\.html)", re.IGNORECASE)
BLACKBOARD_NOTE = re.compile(r".*_attempt_[\d-]+\.txt")
LINKED = re.compile(r".*_link\.html", re.IGNORECASE)

KINDS = {
    "a link to a notebook, not the notebook itself": ".url .webloc .lnk .desktop",
    "a placeholder of Google Drive, not the file itself": ".gdoc .gsheet .gslides .gcolab .glink",
    "a placeholder of iCloud: the file was never downloaded": ".icloud",
    "a placeholder of a cloud drive, not the file itself": ".nextcloud .owncloud .cloudf .web",
    "a web page": ".html .htm .mht .mhtml",
    "a PDF": ".pdf",
    "a text": ".txt .md .rst .rtf .doc .docx .odt .pages .tex",
    "a Python script": ".py",
    "an archive without a notebook": ".zip .tar .tgz .gz .bz2 .xz",
    "an archive that cannot be opened here": ".rar .7z",
    "a picture": ".png .jpg .jpeg .heic .gif .webp .svg",
    "an unfinished download": ".crdownload .part .partial .download .tmp",
}


def described(path: PurePosixPath, is_folder: bool = False) -> str:
    """Say in a few words what a file is; the words are empty for a file that a platform added.

    Args:
        path: the path in the download.
        is_folder: whether it is an empty folder.
    """
    name = printable(path.name)
    if is_folder:
        return f"the folder {name} is empty or has only hidden files"
    if path.name in TEXTS or PLATFORM_FILES.fullmatch(path.name):
        return ""
    if TYPED.fullmatch(path.name) or TYPED.fullmatch(path.parent.name):
        return f"{name} is a text that was typed in on the platform"
    if LINKED.fullmatch(path.name):
        return f"{name} is a link, not the notebook itself"
    if BLACKBOARD_NOTE.fullmatch(path.name):
        return f"{name} is only Blackboard's note on the attempt"
    suffix = path.suffix.lower()
    kind = next((words for words, endings in KINDS.items() if suffix in endings.split()), None)
    return f"{name} is {kind}" if kind else f"{name} is not a notebook"
