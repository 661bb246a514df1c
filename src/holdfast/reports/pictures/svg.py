"""Marks of a drawing as SVG text: every value is escaped here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

FACE = "Liberation Sans, Arial, Helvetica, sans-serif"
INK, QUIET, LINE, FAINT = "#0b0c0c", "#4c5459", "#c9cfd3", "#dfe3e6"
# Letters of Liberation Sans by their width in thousandths of the size; all others take the widest of their kind.
_WIDTHS = {222: "ijl'", 278: " ,.:;!/|[]ItfI", 333: "()-r`", 500: "ckszvxyJ", 722: "CDHNRUw", 778: "GOQ", 833: "mM", 944: "W", 889: "%@"}
_SMALL, _CAPITAL, _FOREIGN, _LAST_PLAIN = 556, 667, 1000, "\u024f"
_BOLDER = 1.07


class _WidthOf(dict[str, int]):
    """The width of each letter; one that is not in the table above is worked out when it is first met."""

    def __missing__(self, letter: str) -> int:
        usual = _FOREIGN if letter > _LAST_PLAIN else _CAPITAL if letter.isupper() else _SMALL
        return self.setdefault(letter, usual)


_WIDTH_OF = _WidthOf({letter: width for width, letters in _WIDTHS.items() for letter in letters})
# No letter is wider than this, in sizes.
WIDEST = _FOREIGN * _BOLDER / 1000


def element(name: str, *inside: str, **attributes: object) -> str:
    """One element; an underscore in an attribute's name stands for a hyphen, numbers are rounded."""
    written = "".join(f" {key.replace('_', '-')}={quoteattr(_value(value))}" for key, value in attributes.items())
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def _value(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def rect(x: float, y: float, width: float, height: float, fill: str, **more: object) -> str:
    """A box."""
    return element("rect", x=x, y=y, width=max(0.0, width), height=height, fill=fill, **more)


def line(x1: float, y1: float, x2: float, y2: float, stroke: str = INK, width: float = 1.5, **more: object) -> str:
    """A straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width, **more)


def path(d: str, x: float, y: float, *, scale: float = 1.0, **more: object) -> str:
    """A shape around a place."""
    return element("path", d=d, transform=f"translate({_value(x)} {_value(y)}) scale({_value(scale)})", **more)


def circle(x: float, y: float, radius: float, fill: str, **more: object) -> str:
    """A disc."""
    return element("circle", cx=x, cy=y, r=radius, fill=fill, **more)


def text(x: float, y: float, words: str, *, size: float = 13.0, anchor: str = "start", bold: bool = False, fill: str = INK) -> str:
    """A line of text standing on `y`."""
    weight = {"font_weight": "bold"} if bold else {}
    return element("text", escape(words), x=x, y=y, font_size=size, text_anchor=anchor, fill=fill, **weight)


def drawing(name: str, width: int, height: int, title: str, says: str, marks: Iterable[str]) -> str:
    """A whole drawing with its name, what it shows in words, and the hatching for what is not known."""
    bar = element("rect", width=2.5, height=7, fill="#6b7276")
    ground = element("rect", width=7, height=7, fill="#fff")
    hatch = element(
        "pattern", ground, bar, id=f"hatch-{name}", width=7, height=7, patternUnits="userSpaceOnUse", patternTransform="rotate(45)"
    )
    return element(
        "svg",
        element("title", escape(title), id=f"{name}-title"),
        element("desc", escape(says), id=f"{name}-says"),
        element("defs", hatch),
        *marks,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=f"{name}-title {name}-says",
        font_family=FACE,
    )


def hatching(name: str) -> str:
    """The fill for what is not known, in the drawing of this name."""
    return f"url(#hatch-{name})"


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """About how wide a text is, never too little."""
    thousandths = sum(map(_WIDTH_OF.__getitem__, words))
    return thousandths * size / 1000 * (_BOLDER if bold else 1)


def lines(words: str, room: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """A text folded to the room there is; what does not fit in the last line ends in an ellipsis."""
    folded, used, space = [""], 0.0, width_of(" ", size, bold=bold)
    for word in words.split():
        width = width_of(word, size, bold=bold)
        if not folded[-1] or used + space + width <= room:
            folded[-1], used = f"{folded[-1]} {word}".strip(), used + space + width
        else:
            folded.append(word)
            used = width
    cut = [*folded[: most - 1], " ".join(folded[most - 1 :])] if len(folded) > most else folded
    return [_cut(line, room, size, bold) for line in cut]


def _cut(words: str, room: float, size: float, bold: bool) -> str:
    """As many letters as fit before an ellipsis, counted once: a name may have thousands."""
    if width_of(words, size, bold=bold) <= room:
        return words
    left = room - width_of("…", size, bold=bold)
    for at, letter in enumerate(words):
        left -= width_of(letter, size, bold=bold)
        if left < 0:
            return f"{words[:at].rstrip()}…"
    return words
