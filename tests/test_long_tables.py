"""Long tables: written line by line, and looking as Rich draws the short ones."""

from itertools import chain

import pytest
from conftest import Folder, Run, post

from blogctl.display import posts as display

TITLES = (
    "Un été à Orléans", "日本語の記事", "A title that is much too long for its column, and is cut",
    "", "e\u0301tude", "[bold]not markup[/bold]",
)  # fmt: skip


@pytest.fixture
def shelf(blog: Folder) -> Folder:
    """Return a blog with posts of every status, with wide letters and long titles."""
    for number in range(30):
        draft = "true" if number % 4 == 0 else "false"
        fields = f"title: '{TITLES[number % 6]}'\ndate: 20{number + 10}-01-02\ndraft: {draft}"
        text = f"---\n{fields}\ntags: [a, b{number}]\n---\nText {'word ' * number}\n"
        blog.write(f"posts/post-{number}.md", text)
    return blog


@pytest.mark.parametrize("colour", ["always", "never"])
@pytest.mark.parametrize("fields", ["", "--fields path,words,title", "--fields date,status,tags"])
def test_they_look_the_same(
    shelf: Folder, run: Run, monkeypatch: pytest.MonkeyPatch, colour: str, fields: str
) -> None:
    """What is streamed is what Rich draws, but for the blanks between and after columns."""
    line = f"list --table --color {colour} {fields}"
    drawn = run(line).lines
    monkeypatch.setattr(display, "LONG", 5)

    streamed = run(line).lines

    assert [bare(one) for one in streamed] == [bare(one) for one in drawn]


def bare(line: str) -> list[str]:
    """Return the words and colours of a line; Rich colours blanks, too, where nothing shows it."""
    parts = line.replace("\x1b[0m", " \x1b[0m ").replace("\x1b[2m  \x1b", "\x1b").split()
    return [part for part in chain(parts) if part not in ("\x1b[0m", "\x1b[2m")]


def test_no_title_steers_the_terminal(
    blog: Folder, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control character in a title is shown as its escape in a long table, too."""
    monkeypatch.setattr(display, "LONG", 1)
    blog(one=post(title='"\\e[31mred"'), two=post())

    answer = run("list --table --color never")

    assert "\x1b" not in answer.out
    assert "\\x1b[31mred" in answer.out
