"""What is read: the top tables of posts, and views in queries."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Folder, Run, post
from test_output import on_terminal

Counted = Callable[..., Folder]
HEADER = "date,post,views,readers\n"


@pytest.fixture
def counted(blog: Folder) -> Counted:
    """Return what makes posts `a`, `b`, `c` of 2024, and writes views of them by day."""

    def make(**views: dict[str, int]) -> Folder:
        blog(**{name: post(name.upper(), "mot\n", date="2024-01-05") for name in "abc"})
        return read(blog, **views)

    return make


def read(blog: Folder, **views: dict[str, int]) -> Folder:
    """Write views: by post, from day to how many; half as many readers."""
    months: dict[str, list[str]] = {}
    for name, days in views.items():
        for day, count in days.items():
            row = f"{day},/posts/{name.replace('_', '-')}/,{count},{count // 2}\n"
            months.setdefault(day[:7], []).append(row)
    for month, rows in months.items():
        blog.write(f".blogctl/views/{month}.csv", HEADER + "".join(sorted(rows)))
    return blog


def names(run: Run, words: str) -> list[tuple[str, int]]:
    """Return the names and figures of a table."""
    return [(row["name"], row["figure"]) for row in run(f"{words} --json").json]


def test_what_is_read_comes_first_where_it_is_known(counted: Counted, run: Run) -> None:
    """`top` alone has two tables: the last twelve months, and all time."""
    counted(a={"2024-03-01": 90, "2026-03-01": 1}, b={"2026-03-01": 20})

    rows = run("top --json").json

    assert [(row["period"], row["rank"], row["name"], row["figure"]) for row in rows] == [
        ("2025-11-24..2026-11-23", 1, "B", 20),
        ("2025-11-24..2026-11-23", 2, "A", 1),
        ("..2026-11-23", 1, "A", 91),
        ("..2026-11-23", 2, "B", 20),
    ]


def test_without_views_top_shows_what_there_is(blog: Folder, run: Run) -> None:
    """Nobody is asked to count first."""
    blog(a=post("A", tags="[wiki]"))

    assert [row["kind"] for row in run("top --json").json] == ["tags"]


def test_a_rank_moves_against_the_twelve_months_before(counted: Counted, run: Run) -> None:
    """`was` is the rank then, null for one that nobody read then; `before` what it had."""
    counted(
        a={"2025-03-01": 50, "2026-03-01": 5},
        b={"2025-03-01": 10, "2026-03-01": 20},
        c={"2026-03-01": 1},
    )

    rows = run("top posts --since 12m --json").json

    assert [(row["name"], row["was"], row["before"]) for row in rows] == [
        ("B", 2, 10), ("A", 1, 50), ("C", None, None),
    ]  # fmt: skip


def test_of_all_time_a_rank_moves_against_a_year_ago(counted: Counted, run: Run) -> None:
    """The table as it stood then was made of what had been read until then."""
    counted(a={"2024-03-01": 50}, b={"2024-03-01": 10, "2026-03-01": 60})

    rows = run("top --json").json[1:]

    assert [(row["name"], row["figure"], row["was"]) for row in rows] == [
        ("B", 70, 2), ("A", 50, 1),
    ]  # fmt: skip


def test_as_many_views_are_one_rank_before(counted: Counted, run: Run) -> None:
    """Those who shared a rank have both fallen from it, or stayed."""
    counted(
        a={"2025-03-01": 5, "2026-03-01": 9}, b={"2025-03-01": 5, "2026-03-01": 8},
    )  # fmt: skip

    assert [row["was"] for row in run("top posts --since 12m --json").json] == [1, 1]


def test_readers_are_another_table(counted: Counted, run: Run) -> None:
    """What few read often may be read by fewer than what many read once."""
    counted(a={"2026-03-01": 100})

    assert names(run, "top posts --by readers --since 12m") == [("A", 50)]


@pytest.mark.parametrize(
    ("days", "figure"),
    [
        ("--since 2026-03-02 --until 2026-03-03", 6),
        ("--since 2026-03", 15),
        ("--until 2026-03-01", 1),
        ("--since 2026-02 --until 2026-03", 15),
    ],
)
def test_days_are_those_asked_for(days: str, figure: int, counted: Counted, run: Run) -> None:
    """Both ends are of them, in the middle of a month too."""
    counted(a={"2026-03-01": 1, "2026-03-02": 2, "2026-03-03": 4, "2026-03-31": 8})

    assert names(run, f"top posts {days}") == [("A", figure)]


def test_what_rises_is_compared_with_as_long_before(counted: Counted, run: Run) -> None:
    """More views than before, and only of what was out all that time."""
    blog = counted(a={"2026-10-20": 10, "2026-11-10": 30}, b={"2026-10-20": 30, "2026-11-10": 10})
    blog(new=post("New", date="2026-11-01"))
    read(blog, a={"2026-10-20": 10, "2026-11-10": 30}, new={"2026-11-10": 99})

    rows = run("top --rising --since 1m --json").json

    assert [(row["name"], row["figure"], row["before"]) for row in rows] == [("A", 20, 10)]


def test_what_is_read_month_after_month_is_evergreen(counted: Counted, run: Run) -> None:
    """One loud week makes no evergreen: the median month counts."""
    months = [f"2025-{month:02}-10" for month in (11, 12)]
    months += [f"2026-{month:02}-10" for month in range(1, 11)]
    counted(a=dict.fromkeys(months, 3), b={"2026-01-10": 500})

    assert names(run, "top --evergreen") == [("A", 3)]


def test_what_was_read_and_no_longer_is_forgotten(counted: Counted, run: Run) -> None:
    """Its best twelve months, less the last: `before` is what it had at best."""
    counted(
        a={"2024-03-01": 60, "2025-02-01": 40, "2026-03-01": 10},
        b={"2024-03-01": 10, "2026-03-01": 9},
    )

    rows = run("top --forgotten --json").json

    assert [(row["name"], row["figure"], row["before"]) for row in rows] == [("A", 90, 100)]


def test_tags_are_read_as_their_posts_are(blog: Folder, run: Run) -> None:
    """A tag written twice in a post counts once."""
    blog(a=post("A", tags="[wiki, wiki, outils]"), b=post("B", tags="[wiki]"))
    read(blog, a={"2026-03-01": 5}, b={"2026-03-01": 2})

    assert names(run, "top --by-tag") == [("wiki", 7), ("outils", 5)]


def test_a_query_says_of_which_posts(counted: Counted, run: Run) -> None:
    """Shares are of those posts alone."""
    counted(a={"2026-03-01": 5}, b={"2026-03-01": 5})

    (row,) = run("top posts title:a --since 12m --json").json

    assert (row["name"], row["share"]) == ("A", 1.0)


def test_views_follow_a_post_that_moved(counted: Counted, run: Run) -> None:
    """What was counted under its old address is the post's, whose alias leads from there."""
    blog = counted(a={"2026-03-01": 5})
    (blog.root / "posts/a.md").unlink()
    blog(fresh=post("Fresh", date="2024-01-05", aliases="[/posts/a/]"))

    assert names(run, "top posts --since 12m") == [("Fresh", 5)]


def test_two_tables_are_drawn_with_arrows(counted: Counted) -> None:
    """On a terminal each row says how it moved, in words that need no colour."""
    blog = counted(
        a={"2025-03-01": 50, "2026-03-01": 5},
        b={"2025-03-01": 10, "2026-03-01": 20},
        c={"2026-03-01": 1},
    )

    _, drawn = on_terminal(blog, ["top"])

    assert "Last twelve months" in drawn
    assert "All time" in drawn
    assert "▲1" in drawn
    assert "▼1" in drawn
    assert "new" in drawn


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("top posts --by shares", "posts are not ranked by 'shares'"),
        ("top tags --by views", "that is asked of posts alone"),
        ("top --rising --by words", "--rising is ranked by views"),
        ("top --evergreen --since 3m", "--evergreen is about the last twelve months"),
        ("top --rising --until 2026-01", "what rises, rises since a day"),
        ("top --since 2026-06 --until 2026-01", "these days end before they begin"),
        ("top posts --by comments", "no comments are known of this blog"),
    ],
)
def test_what_cannot_be_ranked_is_said(words: str, said: str, counted: Counted, run: Run) -> None:
    """One sentence and a hint, and nothing else."""
    counted(a={"2026-03-01": 5})

    answer = run(words, code=2)

    assert answer.out == ""
    assert said in answer.err
    assert "hint:" in answer.err


def test_without_views_what_asks_for_them_says_how_to_count(blog: Folder, run: Run) -> None:
    """In a table, in a query, as a column, and to sort by."""
    blog(a=post("A"))

    for words in ("top --rising", "list views:10..", "list sort:-views", "list --fields views"):
        answer = run(words, code=2)
        assert "no views are known of this blog" in answer.err
        assert "blogctl views import" in answer.err


def test_a_query_asks_for_views(counted: Counted, run: Run) -> None:
    """Those that nobody read have none, which is a number too."""
    counted(a={"2024-03-01": 90, "2026-03-01": 10}, b={"2026-03-01": 20})

    assert run("list views:100.. --format {slug}").lines == ["a"]
    assert run("list views:0 --format {slug}").lines == ["c"]
    assert run(["list", "views:..50", "sort:-views", "--format", "{slug} {views}"]).lines == [
        "b 20",
        "c 0",
    ]
    assert run("list -views:1.. --count").out == "1\n"
    assert run("search mot sort:views --format {slug}").lines == ["c", "b", "a"]
    assert run("list sort:-views -n 1 --json --fields slug,views").json == [
        {"slug": "a", "views": 100}
    ]


def test_views_name_posts_to_be_changed(counted: Counted, run: Run) -> None:
    """A query is one language, after every command."""
    counted(a={"2026-03-01": 10})

    run("tag add best views:5.. --yes")
    assert run("list tag:best --format {slug}").lines == ["a"]


STATICMAN = "message: 'Et pour <b>Windows</b> ?'\ndate: 2025-03-04\n"
WXR = """<?xml version="1.0"?>
<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<item><link>https://blog.example/posts/b/</link>
<wp:comment><wp:comment_approved>1</wp:comment_approved></wp:comment>
<wp:comment><wp:comment_approved>spam</wp:comment_approved></wp:comment></item>
</channel></rss>
"""
DISQUS = """<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<thread dsq:id="1"><link>https://blog.example/posts/c/?utm=x</link></thread>
<post dsq:id="2"><message>Oui</message><isDeleted>false</isDeleted><isSpam>false</isSpam>
<thread dsq:id="1"/></post>
<post dsq:id="3"><message>Non</message><isDeleted>true</isDeleted><isSpam>false</isSpam>
<thread dsq:id="1"/></post>
</disqus>
"""


def test_comments_are_counted_where_they_lie(counted: Counted, run: Run, tmp_path: Path) -> None:
    """In Staticman's folder unasked; in an export that a setting names."""
    blog = counted()
    blog.write("_data/comments/a/one.yml", STATICMAN)
    blog.write("_data/comments/a/broken.yml", "a: [")

    assert names(run, "top posts --by comments") == [("A", 1)]
    for text, found in ((WXR, [("B", 1)]), (DISQUS, [("C", 1)])):
        (tmp_path / "export.xml").write_text(text)
        run(["config", "comments", str(tmp_path / "export.xml")])
        assert names(run, "top posts --by comments") == found


@pytest.mark.parametrize(
    ("text", "said"), [("no xml", "is no XML"), ("<html/>", "holds no comments that are known")]
)
def test_what_holds_no_comments_is_named(
    text: str, said: str, counted: Counted, run: Run, tmp_path: Path
) -> None:
    """With what would be understood."""
    counted()
    (tmp_path / "export.xml").write_text(text)
    run(["config", "comments", str(tmp_path / "export.xml")])

    answer = run("top posts --by comments", code=2)

    assert said in answer.err
