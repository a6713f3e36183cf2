"""Moving pictures: a video inside the notebook, with the browser's own button to pause it.

A ``<video>`` needs no script, so that it plays in a notebook that is not trusted, too. The film
is WebM with VP9, which browsers play without a licence.
"""

import base64
import io
from collections.abc import Iterable, Sequence
from fractions import Fraction

import av
from PIL import Image

from helpers.plotting.style import in_notebook, show

QUALITY = {"crf": "28", "b": "0", "deadline": "realtime", "cpu-used": "6", "threads": "1"}
"""Of the encoder libvpx-vp9: sharp lines at some 100 bytes a frame, twenty milliseconds for ten."""


def show_movie(
    frames: Iterable[Image.Image], milliseconds: float, summary: str, width: int | None = None
) -> None:
    """Show a film that begins by itself, once, and can be paused, and print a line under it.

    Args:
        frames: RGB pictures of one size, in order, at least one; its last is the still for
            whatever shows no films.
        milliseconds: how long each is shown.
        summary: the line; also the still's alternative text.
        width: in CSS pixels; None takes the frames' own.

    Outside IPython no frame is drawn, and only the line is printed.
    """
    if not in_notebook():
        print(summary)
        return
    frames = list(frames)
    still = io.BytesIO()
    frames[-1].save(still, "PNG")
    film = base64.b64encode(webm(frames, milliseconds)).decode("ascii")
    width = width or frames[0].width
    html = (
        f'<video controls autoplay muted width="{width}" '
        f'src="data:video/webm;base64,{film}"></video>'
    )
    show(still.getvalue(), summary, width, html)


def webm(frames: Sequence[Image.Image], milliseconds: float) -> bytes:
    """Frames as a WebM file; an odd row or column is left out, as the format asks.

    Args:
        frames: RGB pictures of one size, in order.
        milliseconds: how long each is shown.
    """
    file = io.BytesIO()
    width, height = (side - side % 2 for side in frames[0].size)
    rate = Fraction(1000 / milliseconds).limit_denominator(1000)
    with av.open(file, "w", format="webm", options={"fflags": "+bitexact"}) as film:
        stream = film.add_stream("libvpx-vp9", rate=rate, options=QUALITY)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for frame in frames:
            picture = av.VideoFrame.from_image(frame.crop((0, 0, width, height)))
            film.mux(stream.encode(picture))
        film.mux(stream.encode())
    return file.getvalue()
