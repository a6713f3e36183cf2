"""bubblewrap is installed, but the system does not let it work.

akitaonrails/ai-jail#34: Ubuntu 24.04 refuses user namespaces ("setting up uid map"). openai/codex
#16211 and fsquillace/junest#261: containers do ("No permissions to create a new namespace"). The
line says what to allow; to install bubblewrap again would not help.
"""

import subprocess

import pytest

from grading.sandbox import bubblewrap

SAID = {
    "bwrap: setting up uid map: Permission denied": "apparmor_restrict_unprivileged_userns",
    "bwrap: No permissions to create a new namespace, likely because": "docs/security.md",
    "bwrap: Creating new namespace failed: Operation not permitted": "docs/security.md",
    "bwrap: Unknown option --disable-userns": "update bubblewrap",
}


@pytest.mark.parametrize("said", SAID)
def test_the_line_says_what_helps(monkeypatch, said):
    failed = subprocess.CompletedProcess([], 1, "", f"{said}\n")
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda *_, **__: "/usr/bin/bwrap")
    monkeypatch.setattr(bubblewrap.subprocess, "run", lambda *_, **__: failed)
    monkeypatch.setattr(bubblewrap, "why_unavailable", bubblewrap.why_unavailable.__wrapped__)
    with pytest.raises(bubblewrap.CourseError) as caught:
        bubblewrap.should_confine("bwrap")
    assert SAID[said] in str(caught.value)
    assert "apt-get install" not in str(caught.value)
