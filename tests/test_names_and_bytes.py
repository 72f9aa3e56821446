"""File names and bytes that systems and tools disagree on."""

import os
from unicodedata import normalize

import pytest
from conftest import Folder, Run, post


def test_one_name_in_two_forms_of_accents(blog: Folder, run: Run) -> None:
    """Two files whose names differ in the form of an accent alone are listed, and told of."""
    for form in ("NFC", "NFD"):
        blog.write(f"posts/{normalize(form, 'été')}.md", post(form, slug=form))
    if len(os.listdir(blog.root / "posts")) == 1:
        pytest.skip("this file system holds one name in one form alone")

    answer = run("list --json --fields title", code=1)

    assert {row["title"] for row in answer.json} == {"NFC", "NFD"}
    assert "but for case or accents its name is that of posts/" in answer.err


def test_one_name_in_two_cases(blog: Folder, run: Run) -> None:
    """Two files whose names differ in case alone are told of: Hugo writes one page of them."""
    blog(Foo=post("A"), foo=post("B"))
    if len(os.listdir(blog.root / "posts")) == 1:
        pytest.skip("this file system ignores case")

    answer = run("list", code=1)

    assert "posts/foo.md: but for case or accents its name is that of posts/Foo.md" in answer.err


@pytest.mark.parametrize("slug", ["ETE", "Ete", "ete"])
def test_a_slug_that_differs_in_case_alone_is_taken(slug: str, blog: Folder, run: Run) -> None:
    """A new post takes no slug that another has in whatever case."""
    blog(ete=post("A"))

    refused = run(["create", "New", "--slug", slug], code=1)

    assert f"another post already has the slug '{slug}': posts/ete.md" in refused.err


def test_a_name_that_is_no_text(blog: Folder, spawn: Run) -> None:
    """A file whose name is not UTF-8 is listed, escaped, and takes a tag like any other."""
    path = blog.root / "posts" / os.fsdecode(b"caf\xe9.md")
    try:
        path.write_bytes(post("Café").encode())
    except OSError:
        pytest.skip("this file system takes no such name")

    listed = spawn(["list", "--json", "--fields", "path,title"])
    spawn(["tag", "add", "zzz", "title:Café", "--yes"])

    assert listed.json[0]["title"] == "Café"
    assert "\\udce9" in listed.out
    assert b"tags: [zzz]" in path.read_bytes()


@pytest.mark.parametrize(
    "title", ["é" * 300, "🎈" * 200, "-x", ".hidden", "con", "a/b", "日本" * 90]
)
def test_a_new_name_fits_every_system(title: str, blog: Folder, run: Run) -> None:
    """Whatever the title, the file's name is short, and starts with neither hyphen nor dot."""
    path = run(["create", "--", title]).out.strip()

    name = path.removeprefix("posts/")
    assert len(name.encode()) <= 255
    assert name[0].isalnum()
    assert "/" not in name
    assert name.isascii()


def test_a_text_that_is_not_utf_8_is_named_and_left(blog: Folder, run: Run) -> None:
    """A file in Latin-1 is a problem with line and byte; the others are edited, it is not."""
    blog(one=post("One"))
    blog.write("posts/two.md", "---\ntitle: Two\n---\nun été\n".encode("latin-1"))

    answer = run("tag add zzz --all --yes", code=1)

    assert "posts/two.md:4:4: the text is not UTF-8 (byte 0xe9)" in answer.err
    assert blog.data("posts/two.md") == "---\ntitle: Two\n---\nun été\n".encode("latin-1")
    assert "tags: [zzz]" in blog.text("one")


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "end"])
def test_every_ending_is_kept(newline: str, mark: str, last: str, blog: Folder, run: Run) -> None:
    """Line endings, a BOM and a missing last newline come through an edit and its undoing."""
    text = f"{mark}---\ntitle: A\n---\n\nText\n{last}".replace("\n", newline)
    path = blog.write("posts/one.md", text)

    run("tag add zzz --all --yes")
    between = path.read_bytes().decode()
    run("tag remove zzz --all --yes")

    assert between == text.replace(f"title: A{newline}", f"title: A{newline}tags: [zzz]{newline}")
    assert path.read_bytes().decode() == text
