"""Refreshes the vendored govuk-frontend build: `python -m tools.vendor_govuk VERSION` (needs npm).

Services off GOV.UK use the design system without its font, crest and icons, so these are taken out.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).parents[1] / "src/holdfast/web/static/vendor"
LICENCE = """\
govuk-frontend {version}
https://github.com/alphagov/govuk-frontend

The MIT License (MIT)

Copyright (c) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""


def main(version: str) -> None:
    """Fetch the package, clean its two built files, and write them with the licence."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", f"govuk-frontend@{version}"], cwd=folder, check=True, capture_output=True)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            css = _text(archive, "package/dist/govuk/govuk-frontend.min.css")
            script = _text(archive, "package/dist/govuk/govuk-frontend.min.js")
    VENDOR.mkdir(parents=True, exist_ok=True)
    (VENDOR / "govuk-frontend.min.css").write_text(clean_css(css), encoding="utf-8")
    (VENDOR / "govuk-frontend.min.js").write_text(clean_script(script), encoding="utf-8")
    (VENDOR / "LICENCE.txt").write_text(LICENCE.format(version=version), encoding="utf-8")


def clean_css(css: str) -> str:
    """The stylesheet without the font, the crest and the link to its source map."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"/\*! Copyright[^*]*The font[^*]*\*/", "", css)  # a notice on the font that is taken out
    css = css.replace('"GDS Transport",arial,sans-serif', "Arial,sans-serif").replace("GDS Transport,arial,sans-serif", "Arial,sans-serif")
    css = re.sub(r"url\([^)]*govuk-crest\.svg\)", "none", css)
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    for refused in ("Transport", "crest", "url(", "The font"):
        if refused in css:
            raise SystemExit(f"The stylesheet still holds {refused!r}: the package has changed, look at clean_css.")
    return css.rstrip() + "\n"


def clean_script(script: str) -> str:
    """The module, started at its end: a second file that imports it would need a rewritten path."""
    script = re.sub(r"//# sourceMappingURL=.*$", "", script.rstrip()).rstrip()
    exported = re.search(r"(\w+) as initAll", script)
    name = exported.group(1) if exported else "initAll"
    return script + f'\ndocument.body.classList.add("js-enabled","govuk-frontend-supported");{name}();\n'


def _text(archive: tarfile.TarFile, name: str) -> str:
    member = archive.extractfile(name)
    if member is None:
        raise SystemExit(f"The package holds no {name}.")
    return member.read().decode()


if __name__ == "__main__":
    main(sys.argv[1])
