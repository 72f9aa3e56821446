"""The sample blog in posts/ is a real one: sound, varied, and linked."""

from pathlib import Path
from urllib.parse import unquote

import pytest

from blogctl.blog.blog import Blog
from blogctl.commands._options import now

PROJECT = Path(__file__).parents[1]


@pytest.fixture
def sample() -> Blog:
    """Return the sample blog."""
    return Blog.open(PROJECT / "posts", now())


def test_every_post_can_be_read(sample: Blog) -> None:
    """No file of the sample blog is a problem."""
    assert sample.problems == []
    assert len(sample.posts) >= 24


def test_two_thirds_are_french(sample: Blog) -> None:
    """French is the main language, English the other."""
    languages = [post.lang for post in sample.posts]

    assert set(languages) == {"fr", "en"}
    assert 0.6 < languages.count("fr") / len(languages) < 0.75


def test_it_has_one_of_everything(sample: Blog) -> None:
    """Drafts, a scheduled and an expired post, series, a bundle with an image, tables, code."""
    statuses = {post.status for post in sample.posts}
    bodies = "\n".join(post.text.source for post in sample.posts)

    assert statuses == {"draft", "scheduled", "published", "expired"}
    assert len({name for post in sample.posts for name in post.series}) >= 2
    assert any(post.images for post in sample.posts)
    assert all(piece in bodies for piece in ("[^", "\n| ", "```", "\n> ", "<!--more-->"))


def test_slugs_are_those_of_the_titles(sample: Blog) -> None:
    """No two posts share a slug."""
    slugs = [post.slug for post in sample.posts]

    assert len(slugs) == len(set(slugs))
    assert "l-ete-a-orleans-n-5-un-atelier-d-ecriture-collective" in slugs


def test_links_between_posts_lead_to_posts(sample: Blog) -> None:
    """Each relative link to a Markdown file resolves, and there are many."""
    links = [
        (post, link.target)
        for post in sample.posts
        for link in post.links
        if unquote(link.target).split("#")[0].endswith(".md") and "://" not in link.target
    ]

    assert len(links) >= 14
    assert [target for post, target in links if sample.links.resolve(target, post) is None] == []
