"""What to write next: each idea with its evidence, and a command that begins with it."""

from typing import Any

import pytest
from conftest import Folder, Run, post
from test_top import read

BESIDE = "kind,name,status,count\n"
WORDS = "mot " * 300


def ideas(run: Run, kind: str, *words: str) -> list[dict[str, Any]]:
    """Return the ideas of a kind."""
    return [row for row in run(["ideas", "--json", *words]).json if row["kind"] == kind]


@pytest.fixture
def old(blog: Folder) -> Folder:
    """Return a blog of three old posts."""
    return blog(
        one=post("One", "du carbone\n", date="2024-01-05", tags="[wiki]", series="S"),
        two=post("Two", "mot\n", date="2024-03-05", tags="[wiki, rare]", series="S"),
        three=post("Three", "mot\n", date="2026-11-05", tags="[new]"),
    )


def beside(blog: Folder, *rows: str, month: str = "2026-10") -> None:
    """Write what was counted beside views."""
    blog.write(f".blogctl/views/{month}.beside.csv", BESIDE + "".join(f"{row}\n" for row in rows))


def test_what_is_searched_for_in_vain_may_be_written(old: Folder, run: Run) -> None:
    """By how often; not what a post has, in another form of the word either."""
    beside(old, "search,podcast accessibilité,,5", "search,carbones,,9", "search,once,,1")

    (idea,) = ideas(run, "search")

    assert idea["what"] == "podcast accessibilité"
    assert "5 times in twelve months" in idea["evidence"]
    assert idea["command"] == "blogctl create 'Podcast accessibilité'"


def test_a_draft_may_answer_a_search(old: Folder, run: Run) -> None:
    """Then it is the draft that is to be finished."""
    old(draft=post("Podcast", "mot\n", draft="true"))
    beside(old, "search,podcast,,5")

    assert ideas(run, "search")[0]["command"] == "blogctl edit posts/draft.md"


def test_what_was_searched_for_long_ago_is_no_idea(old: Folder, run: Run) -> None:
    """Twelve months count."""
    beside(old, "search,podcast,,5", month="2025-10")

    assert ideas(run, "search") == []


def test_an_address_that_is_not_there_may_become_a_post(old: Folder, run: Run) -> None:
    """What resembles a post comes with its alias; what programs try is nobody's wish."""
    beside(
        old, "unmatched,/posts/a-whole-new-thing/,404,7", "unmatched,/posts/threee/,404,5",
        "unmatched,/wp-login.php,404,900", "unmatched,/.env,404,50", "unmatched,/about/,200,40",
        "unmatched,/wp-admin/setup-config,404,40",
    )  # fmt: skip

    found = {idea["what"]: idea["command"] for idea in ideas(run, "lost")}

    assert found == {
        "/posts/a-whole-new-thing/": "blogctl create 'A whole new thing' --slug a-whole-new-thing",
        "/posts/threee/": "blogctl update posts/three.md --add aliases=/posts/threee/",
    }


def test_a_tag_that_is_read_and_was_left_is_an_idea(old: Folder, run: Run) -> None:
    """Not one that was written of this season, and none that nobody reads."""
    read(old, one={"2026-05-01": 50}, three={"2026-11-10": 10})

    (idea,) = ideas(run, "tag")

    assert idea["what"] == "wiki"
    assert idea["evidence"] == "50 views of 2 posts in twelve months, the last 2 years ago"
    assert idea["command"] == "blogctl create TITLE --tag wiki"


def test_a_series_that_was_left_is_an_idea(old: Folder, run: Run) -> None:
    """Unless a draft goes on with it."""
    assert [idea["what"] for idea in ideas(run, "series")] == ["S"]

    old(next=post("Next", "mot\n", draft="true", series="S"))

    assert ideas(run, "series") == []


def test_an_old_post_that_is_read_wants_to_be_updated(old: Folder, run: Run) -> None:
    """By when it was updated, where that is said."""
    read(old, one={"2026-05-01": 50}, two={"2026-05-01": 50})
    old(two=post("Two", "mot\n", date="2024-03-05", lastmod="2026-09-01"))

    (idea,) = ideas(run, "update")

    assert (idea["path"], idea["evidence"]) == (
        "posts/one.md", "50 views in twelve months, written 2 years ago",
    )  # fmt: skip


def test_a_draft_that_is_nearly_done_is_an_idea(blog: Folder, run: Run) -> None:
    """As long as posts are; where it lacks nothing, it goes into the queue."""
    blog(
        out=post("Out", WORDS, date="2024-01-05"),
        long=post("Long", WORDS, draft="true"),
        short=post("Short", "mot\n", draft="true"),
        ready=post("Ready", WORDS, draft="true", tags="[a]", description="Yes."),
    )
    run("config queue tue@08:00")

    found = {idea["path"]: idea for idea in ideas(run, "draft")}

    assert set(found) == {"posts/long.md", "posts/ready.md"}
    assert found["posts/long.md"]["evidence"].endswith("; without tags and a summary")
    assert found["posts/ready.md"]["command"] == "blogctl publish --queue posts/ready.md"


def test_a_question_in_the_comments_is_an_idea(old: Folder, run: Run) -> None:
    """The sentence that asks, of the last two years."""
    old.write(
        "_data/comments/one/a.yml",
        "message: Merci. Et pour les petites équipes ?\ndate: 2026-02-01\n",
    )
    old.write(
        "_data/comments/one/b.yml", "message: Et pour les grandes équipes ?\ndate: 2020-02-01\n"
    )

    (idea,) = ideas(run, "question")

    assert idea["what"] == "Et pour les petites équipes ?"
    assert idea["evidence"] == "asked below 'One' on 2026-02-01"


def test_the_rhythm_stands_above(old: Folder, run: Run) -> None:
    """The gap now, the usual gap, the next free slot."""
    run("config queue tue@08:00")

    from test_output import on_terminal

    _, drawn = on_terminal(old, ["ideas", "--no-pager"])

    assert "The last post came out 18 days ago" in drawn
    assert "the usual gap is" in drawn
    assert "the next free slot is Tue 24 Nov" in drawn
    assert "Series without an end" in drawn


def test_an_empty_blog_has_no_ideas(blog: Folder, run: Run) -> None:
    """And says nothing wrong."""
    assert run("ideas --json").json == []


def test_a_query_says_of_which_posts(old: Folder, run: Run) -> None:
    """Tags, series and old posts of others are left out."""
    assert ideas(run, "series", "tag:new") == []
