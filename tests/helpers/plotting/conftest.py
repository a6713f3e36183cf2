"""Fixtures that catch what a notebook would show."""

import base64
import io
import re
import sys
from dataclasses import dataclass, field

import av
import IPython
import pytest
from PIL import Image


@dataclass
class Notebook:
    """A stand-in for the kernel that keeps what is displayed."""

    shown: list[dict] = field(default_factory=list)
    about: list[dict] = field(default_factory=list)

    def display(self, bundle, metadata, raw):
        assert raw
        self.shown.append(bundle)
        self.about.append(metadata["image/png"])

    @property
    def picture(self) -> Image.Image:
        return Image.open(io.BytesIO(self.file))

    @property
    def file(self) -> bytes:
        (bundle,) = self.shown
        return base64.b64decode(bundle["image/png"])

    @property
    def film(self) -> list[tuple[float, Image.Image]]:
        """The times, in milliseconds, and the pictures of the film that was shown."""
        (bundle,) = self.shown
        data = re.search(r'src="data:video/webm;base64,([^"]+)"', bundle["text/html"])[1]
        with av.open(io.BytesIO(base64.b64decode(data))) as file:
            return [(1000 * frame.time, frame.to_image()) for frame in file.decode(video=0)]


@pytest.fixture
def notebook(monkeypatch):
    kernel = Notebook()
    monkeypatch.setattr(IPython, "get_ipython", lambda: kernel)
    monkeypatch.setattr("IPython.display.display", kernel.display)
    return kernel


@pytest.fixture
def drawn(monkeypatch):
    """Collect the axes and the summary of each finished picture instead of showing it."""
    pictures = []

    def finish(figure, summary):
        pictures.append((figure.axes[0], summary))

    for name in (
        "course_map",
        "curves",
        "errors",
        "failures",
        "histograms",
        "lake",
        "methods",
        "policy_shapes",
        "return_landscape",
        "scaling",
        "second_look",
        "speed",
        "strip",
        "tasks",
    ):
        module = sys.modules[f"helpers.plotting.{name}"]
        monkeypatch.setattr(module, "finish", finish)
    return pictures
