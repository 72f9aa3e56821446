"""The check: what is wrong, where, and the exit code that says so."""

import pytest
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


# Names


def test_names_against_the_rules_are_problems(blog: Folder, run: Run) -> None:
    """An alias, and a name that is not allowed, are told in each post, at their line."""
    blog.write(
        ".blogctl/config.toml",
        "[aliases.tag]\njs = 'javascript'\n[allowed]\ntag = ['javascript']\n",
    )
    blog(
        one="---\ntitle: One\ntags:\n  - javascript\n  - JS # short\n---\n",
        two=post("Two", tags="[js, javascripts]", body="js\n"),
        three=post("Three", tags="[javascript]"),
    )

    found = run("check names --json", code=4).json

    assert [(one["place"], one["message"], one["hint"]) for one in found] == [
        ("posts/one.md:5", "the tag 'JS' stands for 'javascript'",
         "blogctl tag merge JS --into javascript"),
        ("posts/two.md:3", "the tag 'js' stands for 'javascript'",
         "blogctl tag merge js --into javascript"),
        ("posts/two.md:3", "the tag 'javascripts' is not allowed", "did you mean 'javascript'?"),
    ]  # fmt: skip
    assert len(run("check names two --json", code=4).json) == 2
    assert run("check names three").out == ""
    assert len(run("check --json", code=4).json) == 3


def test_a_name_in_two_spellings_is_one_problem(blog: Folder, run: Run) -> None:
    """It is told at the first post with the rarer, and the hint makes them one."""
    blog(
        one=post("One", tags="[wiki]"),
        two=post("Two", tags="[Wiki]", author="Ann Lee"),
        three=post("Three", tags="[web, Wiki]"),
        four=post("Four", tags="[wiki]", author="ann-lee"),
        five=post("Five", tags="[wiki]"),
    )

    found = run("check names --json", code=4).json

    assert [(one["place"], one["message"], one["hint"]) for one in found] == [
        ("posts/four.md:4", "the author 'ann-lee' is spelt 'Ann Lee' in 1 post",
         "blogctl author merge ann-lee --into 'Ann Lee'"),
        ("posts/three.md:3", "the tag 'Wiki' is spelt 'wiki' in 3 posts",
         "blogctl tag merge Wiki --into wiki"),
    ]  # fmt: skip
    assert run("check names one").out == ""
    assert run("check names two", code=4).lines[0].startswith("posts/two.md:3\t")


def test_the_spelling_that_is_allowed_is_the_one(blog: Folder, run: Run) -> None:
    """However rare it is, even where no post has it yet."""
    blog.write(".blogctl/config.toml", "[allowed]\ntag = ['Wiki', 'Web']\n")
    blog(one=post("One", tags="[wiki]"), two=post("Two", tags="[wiki, web, Web]"))

    found = run("check names --json", code=4).json

    assert [one["message"] for one in found] == [
        "the tag 'wiki' is spelt 'Wiki' in the settings", "the tag 'web' is spelt 'Web' in 1 post"
    ]  # fmt: skip


def test_a_name_that_a_folder_gives_has_no_line(blog: Folder, run: Run) -> None:
    """The place is the post, where no field of it holds the name."""
    (blog.root / "posts").rmdir()
    blog.write("_config.yml", "title: x\n")
    blog.write(".blogctl/config.toml", "[allowed]\ncategory = ['talks']\n")
    blog.write("_posts/2024-03-04-other.md", post("Other"))
    blog.write("news/_posts/2024-03-05-hello.md", post("Hello"))

    assert run("check names --json", code=4).json[0]["place"] == ("news/_posts/2024-03-05-hello.md")


def test_the_whole_check_tells_each_file_once(blog: Folder, run: Run) -> None:
    """Posts and names are checked; a file that cannot be read is no warning besides."""
    blog(one=post("One", tags="[wiki]"), two=post("Two", tags="[Wiki]"), three="---\na: [\n---\n")

    answer = run("check --json", code=4)

    assert [problem["path"] for problem in answer.json] == ["posts/three.md", "posts/one.md"]
    assert answer.err == ""
    assert "three.md" in run("check names", code=4).err


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\ntags: [\n  a,\n  Wiki\n]\n---\n",
        "---\ntags:\n- a\n\n- Wiki\ntitle: Wiki\n---\n",
        '+++\ntitle = "Wiki"\ntags = [\n  "a",\n  "Wiki"]\n+++\n',
        '{\n"title": "Wiki",\n"tags": ["a",\n\n"Wiki"]\n}\n',
    ],
)
def test_a_name_has_its_own_line(blog: Folder, run: Run, text: str) -> None:
    """The line is that of the item, in whatever form the list is written."""
    blog.write("hugo.toml", "")
    blog.write("content/a.md", text)
    blog.write(".blogctl/config.toml", "[aliases.tag]\nwiki = 'notes'\n")

    assert run("check names --json", code=4).json[0]["place"] == "content/a.md:5"
