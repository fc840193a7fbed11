"""A drawn map as a PNG, for what cannot show an SVG.

It reads what `folkmoot.engines.opinion.draw_map` draws and nothing else: ellipses, paths
of points and lines, letters.
"""

import io
import math
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from folkmoot.engines.opinion.drawing import HEIGHT, WIDTH

ENLARGED = 1.4  # points of the picture for one unit of the drawing
FINE = 2  # drawn so many times as large, then made smaller: smooth edges
SCALE = ENLARGED * FINE
CORNERS = 72  # of an ellipse
PAPER, INK = "white", "black"
TOKEN = re.compile(r"[a-zA-Z]|-?\d+(?:\.\d+)?|-?\.\d+")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
NUMBERS = {"M": 2, "m": 2, "l": 2, "h": 1, "v": 1, "z": 0, "a": 7}

type Point = tuple[float, float]


def paint_map(marks: str, description: str) -> bytes:
    """Return the marks of a drawing as a PNG; the description goes along inside it."""
    size = (round(WIDTH * SCALE), round(HEIGHT * SCALE))
    canvas = Image.new("RGB", size, PAPER)
    root = ET.fromstring(f"<svg>{marks}</svg>")  # noqa: S314 -- of our own drawing
    for part in root:
        {"ellipse": _ellipse, "path": _path, "text": _text}[part.tag](canvas, part)
    small = (round(WIDTH * ENLARGED), round(HEIGHT * ENLARGED))
    about = PngInfo()
    about.add_itxt("Description", description)
    out = io.BytesIO()
    canvas.resize(small, Image.Resampling.BOX).save(out, "PNG", pnginfo=about)
    return out.getvalue()


def _ellipse(canvas: Image.Image, part: ET.Element) -> None:
    x, y, turn = map(float, NUMBER.findall(part.attrib["transform"]))
    wide, high = float(part.attrib["rx"]), float(part.attrib["ry"])
    angle = math.radians(turn)
    corners = []
    for step in range(CORNERS):
        at = 2 * math.pi * step / CORNERS
        right, down = wide * math.cos(at), high * math.sin(at)
        corners.append(
            (
                (x + right * math.cos(angle) - down * math.sin(angle)) * SCALE,
                (y + right * math.sin(angle) + down * math.cos(angle)) * SCALE,
            )
        )
    mask, pen = _mask(canvas)
    pen.polygon(corners, fill=255)
    _lay(canvas, mask, part.attrib["fill"], part.attrib["fill-opacity"])
    mask, pen = _mask(canvas)
    width = round(float(part.attrib["stroke-width"]) * SCALE)
    pen.line([*corners, corners[0]], fill=255, width=width, joint="curve")
    _lay(canvas, mask, part.attrib["stroke"], part.attrib["stroke-opacity"])


def _path(canvas: Image.Image, part: ET.Element) -> None:
    known = part.attrib
    turn = NUMBER.search(known.get("transform", ""))
    scale = SCALE * (float(turn[0]) if turn else 1)
    mask, pen = _mask(canvas)
    is_filled = known["fill"] != "none"
    wide = 0.0 if is_filled else float(known["stroke-width"]) * scale
    for points in _outlines(known["d"]):
        corners = [(x * scale, y * scale) for x, y in points]
        if is_filled:
            pen.polygon(corners, fill=255)
        elif len({*corners}) == 1:
            _dot(pen, corners[0], wide / 2, known["stroke-linecap"])
        else:
            pen.line(corners, fill=255, width=max(round(wide), 1))
    if is_filled:
        _lay(canvas, mask, known["fill"], known["fill-opacity"])
    else:
        _lay(canvas, mask, known["stroke"], known["stroke-opacity"])


def _dot(pen: ImageDraw.ImageDraw, at: Point, radius: float, cap: str) -> None:
    (x, y), draw = at, pen.ellipse if cap == "round" else pen.rectangle
    draw((x - radius, y - radius, x + radius, y + radius), fill=255)


def _text(canvas: Image.Image, part: ET.Element) -> None:
    known = part.attrib
    place = (float(known["x"]) * SCALE, float(known["y"]) * SCALE)
    ImageDraw.Draw(canvas).text(
        place,
        part.text or "",
        fill=INK,
        font=ImageFont.load_default(float(known["font-size"]) * SCALE),
        anchor="mm",
        stroke_width=round(float(known["stroke-width"]) * SCALE / 2),
        stroke_fill=PAPER,
    )


def _outlines(drawn: str) -> Iterator[list[Point]]:
    """Yield each line of a path as its points; arcs are half circles."""
    x, y = 0.0, 0.0
    points: list[Point] = []
    for name, values in _steps(drawn):
        if name in "Mm":
            if len(points) > 1:
                yield points
            x, y = values if name == "M" else (x + values[0], y + values[1])
            points = [(x, y)]
            continue
        start = (x, y)
        x, y = _end(name, values, start, points[0])
        points += _arc(start, (x, y)) if name == "a" else [(x, y)]
    if len(points) > 1:
        yield points


def _end(name: str, values: list[float], at: Point, first: Point) -> Point:
    x, y = at
    if name == "z":
        return first
    if name in "hv":
        return (x + values[0], y) if name == "h" else (x, y + values[0])
    return (x + values[-2], y + values[-1])


def _arc(start: Point, end: Point) -> list[Point]:
    """Return the points of the half circle from one end of its diameter to the other."""
    (x0, y0), (x1, y1) = start, end
    middle, radius = ((x0 + x1) / 2, (y0 + y1) / 2), math.dist(start, end) / 2
    first = math.atan2(y0 - middle[1], x0 - middle[0])
    turns = [first - math.pi * step / 18 for step in range(1, 19)]
    return [
        (middle[0] + radius * math.cos(turn), middle[1] + radius * math.sin(turn))
        for turn in turns
    ]


def _steps(drawn: str) -> Iterator[tuple[str, list[float]]]:
    tokens = TOKEN.findall(drawn)
    place = 0
    name = ""
    while place < len(tokens):
        if tokens[place].isalpha():
            name, place = tokens[place], place + 1
        many = NUMBERS[name]
        yield name, [float(each) for each in tokens[place : place + many]]
        place += many


def _mask(canvas: Image.Image) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    mask = Image.new("L", canvas.size, 0)
    return mask, ImageDraw.Draw(mask)


def _lay(canvas: Image.Image, mask: Image.Image, colour: str, opacity: str) -> None:
    share, box = float(opacity), mask.getbbox()
    if box:
        part = mask.crop(box).point(lambda value: round(value * share))
        canvas.paste(colour, box, part)
