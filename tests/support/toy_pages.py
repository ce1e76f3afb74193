"""Pictures of pages, as full as a test wants them."""

import io

from PIL import Image, ImageDraw


def picture(*filled: tuple[int, int]) -> bytes:
    """Draw a page of 100 × 200 dots with lines of text from one height to another, as a PNG."""
    page = Image.new("RGB", (100, 200), "white")
    for top, bottom in filled:
        for row in range(top, bottom, 4):
            ImageDraw.Draw(page).line((10, row, 90, row), fill="black")
    buffer = io.BytesIO()
    page.save(buffer, "PNG")
    return buffer.getvalue()
