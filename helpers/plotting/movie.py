"""Moving pictures: a video inside the notebook, with the browser's own controls.

A ``<video>`` needs no script, so it also plays in a notebook that is not trusted. The film is WebM
with VP9, which browsers play without a licence.
"""

import base64
import io
from collections.abc import Iterable, Sequence
from fractions import Fraction

import av
from PIL import Image

from helpers.plotting.style import in_notebook, show

QUALITY = {"crf": "28", "b": "0", "deadline": "realtime", "cpu-used": "6", "threads": "1"}
"""Options for the encoder libvpx-vp9: sharp lines, some 100 bytes and 2 milliseconds per frame."""


def show_movie(
    frames: Iterable[Image.Image], milliseconds: float, summary: str, width: int | None = None
) -> None:
    """Show a film that plays once by itself and can be paused, and print a line under it.

    Outside IPython, no frame is drawn and only the line is printed.

    Args:
        frames: at least one RGB picture, in order, all of the same size; the last is the still
            image for programs that cannot show films.
        milliseconds: how long each frame is shown.
        summary: the line; also the still's alternative text.
        width: in CSS pixels; None takes the frames' own width.
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
    """Encode frames as a WebM file, without the last row or column if their number is odd.

    Args:
        frames: RGB pictures in order, all of the same size.
        milliseconds: how long each frame is shown.
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
