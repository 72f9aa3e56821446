"""The best of a year: a draft with tables, and tables made anew around the author's text."""

import re

import pytest
from conftest import Folder, Run, post
from test_top import read

YEAR = {"2026-03-01": 40}


def best(blog: Folder) -> str:
    """Return the post about 2026."""
    (path,) = (blog.root / "posts").glob("*2026*.md")
    return path.read_bytes().decode()


@pytest.fixture
def blog_of_two(blog: Folder) -> Folder:
    """Return a blog of which two posts were read, one of them linked by the other."""
    blog(
        a=post("A [1] | x", "[b](b.md)\n", date="2024-01-05"),
        b=post("B", "mot mot\n", date="2026-01-06"),
    )
    return read(blog, a={"2025-03-01": 50, "2026-04-01": 5}, b=YEAR)


def test_a_draft_is_made_with_tables_links_and_figures(blog_of_two: Folder, run: Run) -> None:
    """Of the year and of all time, links written as the blog writes them."""
    run("best-of")

    text = best(blog_of_two)

    assert "title: The best of 2026\ndraft: true\n" in text
    assert "| 1 | new | [B](b.md) | 40 |" in text
    assert "| 2 | ▼1 | [A \\[1\\] \\| x](a.md) | 5 |" in text
    assert "| 1 | = | [A \\[1\\] \\| x](a.md) | 55 |" in text
    assert "- 1 post, 2 words" in text
    assert "- 45 views, by 22 readers, counted day by day" in text
    assert "- the busiest month: March, with 40 views" in text
    assert "- new in the list: [B](b.md)" in text
    assert run("list is:draft --count").out == "1\n"


def test_it_speaks_the_language_of_the_blog(blog_of_two: Folder, run: Run) -> None:
    """With French thousands and French punctuation."""
    blog_of_two.write(".blogctl/config.toml", 'language = "fr"\n')
    read(blog_of_two, b={"2026-03-01": 1234})

    run("best-of")

    text = (blog_of_two.root / "posts/le-meilleur-de-2026.md").read_text()
    assert "title: Le meilleur de 2026" in text
    assert "## Les plus lus en 2026" in text
    assert "1\u202f234" in text
    assert "- le mois le plus lu : mars, avec" in text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_again_only_the_tables_change(end: str, blog_of_two: Folder, run: Run) -> None:
    """Whatever the author has written above, below and between front matter."""
    run("best-of")
    (path,) = (blog_of_two.root / "posts").glob("*2026*.md")
    mine = re.sub(r"What you read[^\n]*", "Mine alone.", best(blog_of_two)) + "\nAnd below.\n"
    path.write_bytes(mine.replace("\n", end).encode())
    read(blog_of_two, a={"2026-04-01": 7}, b=YEAR)

    answer = run("best-of")

    text = best(blog_of_two)
    assert "made anew" in answer.err
    assert f"Mine alone.{end}" in text
    assert text.endswith(f"{end}And below.{end}")
    assert "| 7 |" in text
    assert text.count("\r\n") == (text.count("\n") if end == "\r\n" else 0)


def test_a_post_that_was_renamed_is_found_again(blog_of_two: Folder, run: Run) -> None:
    """By what stands in it; nothing is made twice."""
    run("best-of")
    (path,) = (blog_of_two.root / "posts").glob("*2026*.md")
    path.rename(path.with_name("our-year.md"))

    answer = run("best-of")

    assert "its tables are as they should be" in answer.err
    assert not list((blog_of_two.root / "posts").glob("*2026*.md"))


def test_another_year_is_another_post(blog_of_two: Folder, run: Run) -> None:
    """And in a table of then, nothing of later counts."""
    run("best-of --year 2025")

    (path,) = (blog_of_two.root / "posts").glob("*best-of-2025.md")
    assert "| 1 | new | [A \\[1\\] \\| x](a.md) | 50 |" in path.read_text()
    assert "[B]" not in path.read_text()


def test_in_january_it_is_about_the_year_that_is_over(
    blog_of_two: Folder, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One writes it then."""
    monkeypatch.setenv("BLOGCTL_NOW", "2027-01-04T09:00:00Z")

    run("best-of")

    assert "Most read in 2026" in best(blog_of_two)


def test_links_go_by_address_where_no_post_links(blog: Folder, run: Run) -> None:
    """There is no habit to follow."""
    blog(a=post("A", date="2024-01-05"))
    read(blog, a=YEAR)

    run("best-of")

    assert "[A](/posts/a/)" in best(blog)


def test_a_file_with_parentheses_is_one_destination(blog_of_two: Folder, run: Run) -> None:
    """A blank is written as addresses have it; parentheses in pairs end nothing."""
    blog_of_two.write("posts/c (d).md", post("C", date="2024-01-05"))
    read(blog_of_two, c_d={"2026-05-01": 99})

    run("best-of")

    assert "| [C](c%20(d).md) | 99 |" in best(blog_of_two)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("best-of --year 2023", "no views are known of 2023"),
        ("best-of --year 3000", "3000 is no year to look back on"),
    ],
)
def test_a_year_without_readers_is_said(
    words: str, said: str, blog_of_two: Folder, run: Run
) -> None:
    """And nothing is written."""
    before = blog_of_two.files()

    assert said in run(words, code=2).err
    assert blog_of_two.files() == before


def test_a_dry_run_writes_nothing_and_undo_takes_it_back(blog_of_two: Folder, run: Run) -> None:
    """As with every command that writes."""
    before = blog_of_two.files()

    assert "+## Most read in 2026" in run("best-of --dry-run").out
    assert blog_of_two.files() == before
    run("best-of")
    run("undo --yes")
    assert blog_of_two.files() == before
