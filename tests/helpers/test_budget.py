"""The budget follows one environment variable and refuses unknown words."""

import pytest

from helpers.budget import budget


@pytest.mark.parametrize(("word", "size"), [("full", 100), ("quick", 2), (None, 100)])
def test_the_environment_variable_chooses_and_full_is_the_default(monkeypatch, word, size):
    if word is None:
        monkeypatch.delenv("LWG_BUDGET", raising=False)
    else:
        monkeypatch.setenv("LWG_BUDGET", word)
    assert budget(full=100, quick=2) == size


@pytest.mark.parametrize("word", ["", "fast", "QUICK", "1"])
def test_another_word_is_refused_and_both_words_are_named(monkeypatch, word):
    monkeypatch.setenv("LWG_BUDGET", word)
    with pytest.raises(ValueError, match="'full' or 'quick'"):
        budget(100, 2)
