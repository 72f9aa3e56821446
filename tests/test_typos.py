"""A slip of the fingers is told, with the way out; it never passes for an answer."""

import pytest
from conftest import Folder, Run, post


@pytest.fixture
def small(blog: Folder) -> Folder:
    """Return a blog of two posts, one of which cannot be read."""
    return blog(good=post("Good", tags="[wiki]"), bad="---\ntitle: a: b\n---\n")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ("create New --set date=hier", 2, "use --date"),
        ("create New --set Slug=x", 2, "use --slug"),
        ("create New --set title=x", 2, "use TITLE"),
        ("create New --set draft=false", 2, "use --publish"),
        ("config posts nowhere", 2, "there is no folder 'nowhere'"),
        ("list (tag:wiki or tag:x)", 2, "there are no parentheses"),
        ("top lang:fr tags", 2, "tables first"),
        ("top tgas", 2, "did you mean 'tags'?"),
        ("publish", 2, "as in is:draft"),
        ("publish sort:date -y", 2, "--all takes every post"),
        ("tag add new posts/bad.md -y", 1, "posts/bad.md:2:9: the front matter is not YAML"),
        ("show nope", 3, "there is no post 'nope'"),
        ("list date:hier", 2, "2026-03-15T08:00"),
    ],
)
def test_a_slip_is_told(small: Folder, run: Run, words: str, code: int, says: str) -> None:
    """The sentence or its hint names the way out, and no file changes."""
    before = small.files()

    answer = run(words, code=code)

    assert says in answer.err
    assert small.files() == before


def test_a_tag_that_no_post_has_is_not_removed_silently(blog: Folder, run: Run) -> None:
    """`tag remove` of a mistyped tag names the one that is meant."""
    blog(good=post("Good", tags="[wiki]"))

    answer = run("tag remove wikki good -y")

    assert "no post has the tag 'wikki'; did you mean 'wiki'?" in answer.err


def test_a_dry_run_of_create_speaks_of_creating(blog: Folder, run: Run) -> None:
    """The header of a plan that only makes files says so."""
    answer = run("create New --dry-run")

    assert "1 would be created" in answer.err
