"""Posts named by a file or another program, and posts picked at the terminal."""

import os
import sys
from pathlib import Path
from shutil import which

import pexpect
import pytest
from conftest import PROJECT, Folder, Run, post

from blogctl.content.selection import picked
from blogctl.errors import BadUsage

TAGGED = "tags: [wip]"
needs_fzf = pytest.mark.skipif(which("fzf") is None, reason="fzf is not installed")


def three(blog: Folder) -> Folder:
    """Write three drafts, and a live post."""
    drafts = {name: post(name.title(), draft="true") for name in ("one", "two", "three")}
    return blog(**drafts)(live=post("Live", date="2020-01-02"))


def tagged(blog: Folder) -> list[str]:
    """Return the names of the posts that carry the tag."""
    return [Path(path).stem for path, data in blog.files().items() if TAGGED.encode() in data]


def at_terminal(
    blog: Folder, words: list[str], *, without_fzf: bool = False, shell: str = ""
) -> pexpect.spawn:
    """Return a process that runs *words* on a terminal, stdin from the line *shell* if there is."""
    quoted = " ".join(f"'{word}'" for word in words)
    line = f"{shell} '{sys.executable}' -m blogctl -C '{blog.root}' {quoted}"
    path = "/nowhere" if without_fzf else os.environ["PATH"]
    return pexpect.spawn(
        "/bin/bash",
        ["-c", line],
        env={**os.environ, "PYTHONPATH": str(PROJECT), "TERM": "xterm", "PATH": path},
        encoding="utf-8",
        timeout=30,
        dimensions=(30, 100),
    )


def ended(child: pexpect.spawn) -> tuple[int, str]:
    """Return the exit code of a process, and what it said since it was last looked at."""
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, str(child.before).replace("\r\n", "\n")


# --- From a file, or another program


@pytest.mark.parametrize(
    "lines",
    [
        "posts/one.md\nposts/two.md\n",
        "one\ntwo",
        "\ufeffone\r\n\r\n  \r\ntwo\r\n",
        "one\none\nposts/two.md\nposts/one.md\n",
        '{"path": "posts/one.md", "slug": "other"}\n{"slug": "two"}\n',
        "posts/one.md\0posts/two.md\0",
        "posts/one.md\t\tdraft\tOne\t\nposts/two.md\t\tdraft\tTwo\t\n",
        "./posts/one.md\nposts/../posts/two.md\n",
    ],
)
def test_a_line_names_a_post(blog: Folder, run: Run, lines: str) -> None:
    """Paths, slugs, JSON, NUL-separated paths and what `list` gives a pipe: all name posts."""
    three(blog).write("names", lines)

    run(["tag", "add", "wip", "--from", str(blog.root / "names"), "--yes"])

    assert tagged(blog) == ["one", "two"]


@pytest.mark.parametrize(
    "options", ["--format {path}", "--format {slug}", "--jsonl", "--plain", "-0"]
)
def test_what_list_gives_can_be_taken(blog: Folder, spawn: Run, options: str) -> None:
    """`blogctl list … | blogctl tag add … --from -` does to all that was listed."""
    three(blog)
    listed = spawn(["list", "is:draft", *options.split()]).out

    spawn(["tag", "add", "wip", "--from", "-", "--yes"], typed=listed)

    assert tagged(blog) == ["one", "three", "two"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("thre", "line 2: there is no post 'thre'\n  hint: did you mean 'three'?"),
        ("posts/none.md", "line 2: there is no post 'posts/none.md'"),
        ("posts", "line 2: there is no post 'posts'"),
        ('{"path": 3}', "line 2: there is no object with path or slug"),
        ('{"title": "One"}', "line 2: there is no object with path or slug"),
        ("[", "line 2: this is not JSON on one line"),
        ('{"path": ', "line 2: this is not JSON on one line"),
        ("twin", "line 2: several posts are called 'twin'"),
        ("posts/broken.md", "line 2: 'posts/broken.md' cannot be read as a post"),
    ],
)
def test_one_bad_line_stops_all(blog: Folder, run: Run, line: str, said: str) -> None:
    """A line that names no post is exit 2, with its number and the reason; nothing is written."""
    three(blog)(broken="---\nx: 1\n").write("names", f"one\n{line}\ntwo\n")
    blog.write("posts/a/twin.md", post("A"))
    blog.write("posts/b/twin.md", post("B"))
    before = blog.files()

    answer = run(["tag", "add", "wip", "--from", str(blog.root / "names"), "--yes"], code=2)

    assert said in answer.err
    assert blog.files() == before


@pytest.mark.parametrize("lines", ["", "\n\n", "\0", "\ufeff"])
def test_an_empty_list_is_nothing_to_do(blog: Folder, run: Run, lines: str) -> None:
    """Where no line names a post, nothing is done, and that is no error."""
    before = three(blog).files()
    blog.write("../names", lines)

    answer = run(["delete", "--from", str(blog.root.parent / "names")])

    assert "nothing was changed" in answer.err
    assert blog.files() == before


def test_a_query_and_a_list_are_both_meant(blog: Folder, run: Run) -> None:
    """With --from, a query means only those of its posts that are listed; `or` as well."""
    three(blog).write("names", "one\nlive\n")
    names = str(blog.root / "names")

    drafts = run(["list", "is:draft", "--from", names, "--format", "{slug}"])
    either = run(["list", "slug:two", "or", "is:live", "--from", names, "--format", "{slug}"])

    assert (drafts.lines, either.lines) == (["one"], ["live"])


@pytest.mark.parametrize(
    "words",
    [
        "list --format {slug}",
        "search text --format {slug}",
        "tag list --count",
        "stats",
        "top tags",
    ],
)
def test_reading_commands_take_a_list(blog: Folder, run: Run, words: str) -> None:
    """What lists, searches and counts does so for the posts named."""
    blog(one=post("One", tags="[a]"), two=post("Two", tags="[b]")).write("names", "two")

    answer = run([*words.split(), "--from", str(blog.root / "names")])

    assert answer.lines[0].startswith(("two", "1", "posts\t1", "tags\t1\tb\t1"))


def test_paths_are_also_those_of_the_folder(blog: Folder, run: Run) -> None:
    """From a folder of the blog, both its own paths and the blog's are understood."""
    three(blog).write("names", f"one.md\nposts/two.md\n{blog.root}/posts/three.md\n")

    answer = run(["list", "--count", "--from", str(blog.root / "names")], folder="posts")

    assert answer.out == "3\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from", "missing"], "'missing' cannot be read: no such file"),
        (["--from", "."], "'.' cannot be read"),
        (["--from", "-", "--all"], "--all goes without --from and -i"),
        (["-i"], "--interactive needs a terminal"),
        (["-i", "is:draft", "--yes"], "--interactive needs a terminal"),
    ],
)
def test_a_selection_that_cannot_be(blog: Folder, spawn: Run, words: list[str], said: str) -> None:
    """What cannot be selected so is exit 2, and nothing is written."""
    before = three(blog).files()

    answer = spawn(["tag", "add", "wip", *words], code=2, typed="one\n")

    assert said in answer.err
    assert blog.files() == before


def test_a_question_needs_somebody(blog: Folder, spawn: Run) -> None:
    """Off a terminal, two posts from stdin are asked about in vain: exit 2, and --yes is named."""
    before = three(blog).files()

    answer = spawn(["tag", "add", "wip", "--from", "-"], code=2, typed="one\ntwo\n")

    assert "--yes answers" in answer.err
    assert blog.files() == before


def test_a_question_is_asked_on_the_terminal(blog: Folder) -> None:
    """Where the names came by stdin, the answer comes from the terminal all the same."""
    three(blog)
    child = at_terminal(blog, ["tag", "add", "wip", "--from", "-"], shell=r"printf 'one\ntwo\n' |")

    child.expect_exact("Change 2 posts? [y/N]")
    child.sendline("y")

    assert ended(child)[0] == 0
    assert tagged(blog) == ["one", "two"]


# --- Picked from a numbered list


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("1,3-5", [1, 3, 4, 5]), ("", []), ("\n", []), ("2 2,1", [1, 2]), ("all", [1, 2, 3, 4, 5])],
)
def test_numbers_are_picked(text: str, numbers: list[int]) -> None:
    """Numbers and ranges, parted by commas or blanks, in any order."""
    assert picked(text, 5) == numbers


@pytest.mark.parametrize("text", ["0", "6", "3-6", "5-3", "x", "1-", "-1", "1..3", "٣"])
def test_what_is_no_number_is_refused(text: str) -> None:
    """A number that is not in the list is an error, never a wider answer."""
    with pytest.raises(BadUsage):
        picked(text, 5)


def test_posts_are_picked_by_number(blog: Folder) -> None:
    """Without fzf the posts of the query are numbered; a slip is asked about again."""
    three(blog)
    child = at_terminal(
        blog, ["tag", "add", "wip", "is:draft", "sort:slug", "-i", "--yes"], without_fzf=True
    )

    child.expect_exact("Enter for none:")
    assert "2              draft      Three" in str(child.before)
    child.sendline("4")
    child.expect_exact("'4' is not between 1 and 3")
    child.expect_exact("Enter for none:")
    child.sendline("1,3")

    assert ended(child)[0] == 0
    assert tagged(blog) == ["one", "two"]


def test_words_narrow_the_list(blog: Folder) -> None:
    """Without fzf words narrow the list, accents aside; numbers stay those of the whole."""
    blog(one=post(title="Été"), two=post(title="Hiver"), three=post(title="Un été encore"))
    child = at_terminal(blog, ["list", "sort:slug", "-i", "--format", "{slug}"], without_fzf=True)

    child.expect_exact("Enter for none:")
    child.sendline("printemps")
    child.expect_exact("none of them has 'printemps'")
    child.expect_exact("Enter for none:")
    child.sendline("ete enc")
    child.expect_exact("Enter for none:")
    assert "Un été encore" in str(child.before)
    assert "Hiver" not in str(child.before)
    child.sendline("all")

    assert "three" in ended(child)[1].split()


@pytest.mark.parametrize("key", ["\r", "\x04"])
def test_nothing_is_picked(blog: Folder, key: str) -> None:
    """Enter alone, and Ctrl-D, pick nothing: exit 0, and that is said."""
    before = three(blog).files()
    child = at_terminal(blog, ["delete", "-i"], without_fzf=True)

    child.expect_exact("Enter for none:")
    child.send(key)
    code, said = ended(child)

    assert code == 0
    assert "nothing was changed" in said
    assert blog.files() == before


def test_the_answer_of_a_pick_can_be_piped(blog: Folder) -> None:
    """The list and the question go to stderr, so that stdout has the answer alone."""
    three(blog)
    child = at_terminal(blog, ["list", "-i", "--format", "{path}"], without_fzf=True)
    child.expect_exact("Enter for none:")

    child.sendline("1")

    assert ended(child)[1].split("\n")[1:] in (
        [f"posts/{name}.md", ""] for name in ("live", "one", "two", "three")
    )


# --- Picked in fzf


@needs_fzf
def test_posts_are_picked_in_fzf(blog: Folder) -> None:
    """Tab marks posts, Enter takes them; the file is shown beside."""
    three(blog)
    child = at_terminal(blog, ["tag", "add", "wip", "is:draft", "sort:slug", "-i", "--yes"])

    child.expect_exact("draft: true")
    child.send("\t\t\r")

    assert ended(child)[0] == 0
    assert len(tagged(blog)) == 2


@needs_fzf
@pytest.mark.parametrize("key", ["\x1b", "\x03"])
def test_leaving_fzf_picks_nothing(blog: Folder, key: str) -> None:
    """Esc and Ctrl-C change nothing, and are no error."""
    before = three(blog).files()
    child = at_terminal(blog, ["delete", "-i", "--yes"])

    child.expect_exact("4/4")
    child.send(key)
    code, said = ended(child)

    assert code == 0
    assert "nothing was changed" in said
    assert blog.files() == before


@needs_fzf
def test_no_match_in_fzf_picks_nothing(blog: Folder) -> None:
    """Enter where nothing matches what was typed is no pick."""
    before = three(blog).files()
    child = at_terminal(blog, ["delete", "-i", "--yes"])

    child.expect_exact("4/4")
    child.send("zzzz")
    child.expect_exact("0/4")
    child.send("\r")

    assert ended(child)[0] == 0
    assert blog.files() == before


@needs_fzf
def test_fzf_picks_of_what_came_by_stdin(blog: Folder) -> None:
    """--from and -i together: picked among the posts named."""
    three(blog)
    child = at_terminal(
        blog, ["tag", "add", "wip", "--from", "-", "-i"], shell=r"printf 'one\ntwo\n' |"
    )

    child.expect_exact("2/2")
    child.send("one")
    child.expect_exact("1/2")
    child.send("\r")

    assert ended(child)[0] == 0
    assert tagged(blog) == ["one"]


def test_a_failing_picker_is_named(blog: Folder, tmp_path: Path) -> None:
    """A picker that fails is exit 7 with its name and its code."""
    before = three(blog).files()
    fzf = tmp_path / "bin/fzf"
    fzf.parent.mkdir()
    fzf.write_text("#!/bin/sh\nexit 2\n")
    fzf.chmod(0o755)
    child = at_terminal(blog, ["delete", "-i", "--yes"], shell=f"PATH='{fzf.parent}:'$PATH")

    code, said = ended(child)

    assert code == 7
    assert "fzf ended with code 2" in said
    assert blog.files() == before
