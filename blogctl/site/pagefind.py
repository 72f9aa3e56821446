"""Search in a built site: Pagefind's program makes an index of its pages, for the browser."""

import re
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from blogctl.site.running import Manner, run

INDEX = "pagefind"
MISSING = "the site has no search: pip install 'blogctl[site]'"
# It takes `l’été` for one word, and knows no `œ`; the search page says words in the same way.
_MENDED = (("’", "'"), ("&rsquo;", "'"), ("&#8217;", "'"), ("œ", "oe"), ("Œ", "OE"))
_TAG = re.compile(r"(<[^>]*>)")
# What it writes for searching, and for pages that are made with its own widgets.
_WIDGETS = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*",
            "pagefind-highlight.js")  # fmt: skip


def binary() -> str | None:
    """Return the path of Pagefind's program; None where it is not installed."""
    found = find_spec("pagefind_bin")
    for folder in (found and found.submodule_search_locations) or ():
        for name in ("pagefind", "pagefind.exe"):
            program = Path(folder) / name
            if program.is_file():
                return str(program)
    return shutil.which("pagefind")


def add_search(site: Path, program: str) -> None:
    """Make the index of the pages of *site*, in it; raise ProgramFailed."""
    with TemporaryDirectory(prefix="blogctl-") as name:
        copy = Path(name)
        for page in _pages(site):
            file = copy / page.relative_to(site)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(mended(page.read_text("utf-8")), "utf-8")
        words = [program, "--site", str(copy), "--output-path", str(site / INDEX), "--quiet"]
        run(words, Manner(copy))
    for pattern in _WIDGETS:
        for file in (site / INDEX).glob(pattern):
            file.unlink()


def mended(html: str) -> str:
    """Return a page with the words of its text as they are searched for; its tags stay."""
    pieces = _TAG.split(html)
    for at in range(0, len(pieces), 2):
        for written, searched in _MENDED:
            pieces[at] = pieces[at].replace(written, searched)
    return "".join(pieces)


def _pages(site: Path) -> Iterator[Path]:
    yield from (path for path in site.rglob("*.html") if path.is_file())
