"""The check: what is wrong, where, and the exit code that says so."""

from conftest import Folder, Run, post


def test_all_is_well(blog: Folder, run: Run) -> None:
    """A blog without a problem is passed in silence, exit 0."""
    blog(one=post())

    answer = run("check")

    assert (answer.code, answer.out, answer.err) == (0, "", "")


def test_a_broken_file_is_a_problem(blog: Folder, run: Run) -> None:
    """A file that cannot be read is found with its place, exit 4, and is not warned of again."""
    blog(one=post(), two="---\ntitle: [open\n---\n")

    answer = run("check --json", code=4)

    assert [problem["place"] for problem in answer.json] == ["posts/two.md:3:1"]
    assert answer.err == ""


def test_some_posts_alone(blog: Folder, run: Run) -> None:
    """What is wrong with a post that the query does not mean is left out."""
    blog(one=post(title="One"), two="", three=post(title="Three"))

    assert run("check posts slug:two", code=4).lines[0].startswith("posts/two.md\t")
    assert run("check posts slug:one").out == ""


def test_what_is_misread_is_a_problem(blog: Folder, run: Run) -> None:
    """A field that the generator would misread is found with its line."""
    blog.write("hugo.toml", "title = 'x'\n")
    blog.write("content/posts/a.md", "---\ntitle: A\ndraft: nearly\n---\n")

    answer = run("check posts --jsonl", code=4)

    assert answer.lines[0].startswith('{"path": "content/posts/a.md", "place": "content/posts/a.md')


def test_a_check_that_does_not_exist(blog: Folder, run: Run) -> None:
    """A word that is no check is an error."""
    blog(one=post())

    assert "no such command 'tag:x'" in run("check tag:x", code=2).err
