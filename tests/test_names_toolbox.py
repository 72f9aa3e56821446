"""Names as each generator's fields hold them, the rules of a blog for them, and their pages."""

from collections.abc import Mapping

import pytest
from conftest import Folder, Run, post

PELICAN = {
    "pelicanconf.py": "SITENAME = 'x'\nPATH = 'content'\n",
    "content/a.md": "Title: A\nDate: 2024-01-02\nCategory: Bits, bytes\nTags: one, two\n\nText.\n",
}
NIKOLA = {
    "conf.py": "BLOG_TITLE = 'x'\nPOSTS = (('posts/*.md', 'posts', 'post.tmpl'),)\n",
    "posts/a.md": post("A", slug="a", date="2024-01-02", category="News", author="Ann, Bob"),
    "posts/b.md": post("B", slug="b", date="2024-01-03"),
}
JEKYLL = {
    "_config.yml": "title: x\n",
    "_posts/2024-01-02-a.md": post("A", series="Le wiki", author="C. Roussel", tags="one two"),
    "_posts/2024-01-03-b.md": post("B", tag="texte brut"),
}


def site(blog: Folder, files: Mapping[str, str]) -> Folder:
    """Make the blog the site of a generator."""
    (blog.root / "posts").rmdir()
    for path, text in files.items():
        blog.write(path, text)
    return blog


# Fields that are no lists


@pytest.mark.parametrize(
    ("files", "words", "path", "line"),
    [
        (JEKYLL, ["series", "rename", "le wiki", "Des wikis"], "a", "series: Des wikis\n"),
        (JEKYLL, ["author", "rename", "c. roussel", "Ann Lee"], "a", "author: Ann Lee\n"),
        (JEKYLL, ["tag", "rename", "texte brut", "texte"], "b", "tag: texte\n"),
        (JEKYLL, ["tag", "rename", "one", "three"], "a", "tags: three two\n"),
        (JEKYLL, ["author", "add", "Ann", "b"], "b", "author: Ann\n"),
        (JEKYLL, ["author", "add", "Ann", "a"], "a", "author: [C. Roussel, Ann]\n"),
        (PELICAN, ["category", "rename", "bits, bytes", "Bits"], "a", "Category: Bits\n"),
        (PELICAN, ["category", "move", "Bits, bytes", "--to", "tag"], "a",
         "Tags: one; two; Bits, bytes\n"),
        (NIKOLA, ["author", "add", "Zoe", "a"], "a", "author: Ann, Bob, Zoe\n"),
        (NIKOLA, ["author", "add", "Ann,Zoe", "b"], "b", "author: Ann, Zoe\n"),
        (NIKOLA, ["category", "add", "Talks", "b"], "b", "category: Talks\n"),
    ],
)  # fmt: skip
def test_a_text_holds_names_as_its_generator_reads_it(
    blog: Folder, run: Run, files: Mapping[str, str], words: list[str], path: str, line: str
) -> None:
    """A text that is one name is never cut at its blanks or commas; a new name has its form."""
    site(blog, files)

    run([*words, "--yes"])

    written = next(one for one in blog.files() if one.endswith(f"{path}.md"))
    assert line in blog.text(written)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (PELICAN, "category add Talks a"),
        (PELICAN, "tag move one --to category"),
        (NIKOLA, "category add Talks a"),
        (PELICAN, "update a --add category=Talks"),
        (NIKOLA, "update a --add category=Talks"),
    ],
)
def test_a_field_of_one_name_gets_no_second(
    blog: Folder, run: Run, files: Mapping[str, str], words: str
) -> None:
    """Such a post fails with the reason, and stays as it is."""
    before = site(blog, files).files()

    answer = run(f"{words} --yes", code=1)

    assert "ategory' holds one name, here" in answer.err
    assert "--set" in answer.err
    assert blog.files() == before


@pytest.mark.parametrize(
    ("files", "words", "line"),
    [
        (PELICAN, "--remove category=bytes", "Category: Bits, bytes\n"),
        (PELICAN, "--add tags=three", "Tags: one, two, three\n"),
        (NIKOLA, "--add author=Zoe", "author: Ann, Bob, Zoe\n"),
        (NIKOLA, "--remove author=Bob", "author: Ann\n"),
        (JEKYLL, "--add tags=three", "tags: one two three\n"),
        (JEKYLL, "--add author=Ann", "author: [C. Roussel, Ann]\n"),
    ],
)
def test_update_takes_a_text_apart_as_its_generator_does(
    blog: Folder, run: Run, files: Mapping[str, str], words: str, line: str
) -> None:
    """Names are added to a text, and taken from it, as `tag` and the others do that."""
    site(blog, files)

    run(f"update a {words} --yes")

    written = next(one for one in blog.files() if one.endswith("a.md"))
    assert line in blog.text(written)


# The same name many times


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\ntags:\n" + "  - wiki\n" * 1500 + "  - web\n---\n",
        "---\ntitle: A\ntags: [" + "wiki, " * 1500 + "web]\n---\n",
        '+++\ntitle = "A"\ntags = [' + '"wiki", ' * 1500 + '"web"]\n+++\n',
        '+++\ntitle = "A"\ntags = [\n' + '  "wiki",\n' * 1500 + '  "web",\n]\n+++\n',
        '{\n"title": "A",\n"tags": [' + '"wiki", ' * 1500 + '"web"]\n}\n',
    ],
    ids=["yaml", "yaml in brackets", "toml", "toml in lines", "json"],
)
def test_a_name_that_stands_a_thousand_times(blog: Folder, run: Run, text: str) -> None:
    """It is called another, or taken out, wherever it stands in the list."""
    blog.write("hugo.toml", "")
    blog.write("content/a.md", text)

    run("tag rename wiki notes --yes")
    assert run("list --json --fields tags").json == [{"tags": ["notes", "web"]}]

    run("undo --yes")
    run("tag remove wiki a --yes")
    assert run("list --json --fields tags").json == [{"tags": ["web"]}]
