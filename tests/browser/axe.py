"""The checker of accessibility as it comes, but for two searches that took most of its time on a large page."""

from __future__ import annotations

from importlib.resources import files

# It remembers what it has found out in lists, which it searches from their beginning: for every element of a page, by every element.
SEARCH = "if(!a(e))return l.apply(this,arguments);"
QUICK_SEARCH = "if(!a(e))return 1<arguments.length?l.apply(this,arguments):window.quickPlace(this,e);"
PLACES = """
(() => {
  const search = Array.prototype.indexOf, kept = new WeakMap();
  window.quickPlace = (list, wanted) => {
    if (list.length < 32) return search.call(list, wanted);
    if (!kept.has(list)) kept.set(list, {upTo: 0, places: new Map()});
    const known = kept.get(list);
    for (; known.upTo < list.length; known.upTo++) {
      if (!known.places.has(list[known.upTo])) known.places.set(list[known.upTo], known.upTo);
    }
    const place = known.places.get(wanted) ?? -1;
    return place < 0 || list[place] === wanted ? place : search.call(list, wanted);
  };
})();
"""
# It reads the same few colours anew for every element.
COLOURS = """
(() => {
  const {Color} = axe.commons.color, read = Color.prototype.parseString, known = new Map();
  Color.prototype.parseString = function (text) {
    if (!known.has(text)) known.set(text, read.call(new Color(), text));
    const {r, g, b, alpha} = known.get(text);
    return Object.assign(this, {r, g, b, alpha});
  };
})();
"""


def source() -> str:
    """The script of the checker, for a page to run."""
    found = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    assert found.count(SEARCH) == 1, "Another release of axe searches its lists in another way"
    return PLACES + found.replace(SEARCH, QUICK_SEARCH) + COLOURS
