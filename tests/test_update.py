"""Fields of posts updated: set, unset, added to, taken from, typed as the blog has them."""

import string

import pytest
from conftest import Folder, Run, post
from hypothesis import given, settings
from hypothesis import strategies as st

from blogctl.content.document import cut
from blogctl.content.front_matter import read_fields
from blogctl.content.keys import kind_of
from blogctl.content.updating import Wish, edit_for
from blogctl.errors import CannotEdit

ZOLA = """+++
title = "Un"
date = 2024-03-05

[taxonomies]
tags = ["wiki"]

[extra]
mood = "calm" # so far
+++
Texte.
"""
FULL = """---
title: "Un"
date: 2024-03-05T08:00:00+01:00  # mardi
mood: calm
weight: 3
ratio: 1.5
toc: false
event: 2024-05-01
links: [a, b]
cover:
    src: x.jpg
    alt: 'Un bureau'
---
Texte.
"""


# set


@pytest.mark.parametrize(
    ("wish", "line"),
    [
        ("mood=gai", "mood: gai"),
        ("mood=12", 'mood: "12"'),
        ("weight=12", "weight: 12"),
        ("ratio=2.25", "ratio: 2.25"),
        ("toc=true", "toc: true"),
        ("links=c,d", "links: [c, d]"),
        ("links=2024", 'links: ["2024"]'),
        ("event=2026-03-15", "event: 2026-03-15"),
        ("date=2026-03-15@08:00", "date: 2026-03-15T08:00:00Z  # mardi"),
        ("cover.alt=Une table", "    alt: 'Une table'"),
        ("COVER.Alt=Une table", "    alt: 'Une table'"),
        ("title=Deux", 'title: "Deux"'),
        ("mood=a=b", 'mood: "a=b"'),
    ],
)
def test_a_value_is_what_the_blog_has_in_the_field(
    wish: str, line: str, blog: Folder, run: Run
) -> None:
    """A number stays a number, a list a list, a date a date, text text; one line differs."""
    blog(one=FULL)

    run(["update", "one", "--set", wish, "--yes"])

    before, after = FULL.splitlines(), blog.text("one").splitlines()
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [line]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--set", "weight=beaucoup"], "number"),
        (["--set", "toc=peut-être"], "true or false"),
        (["--set", "date=bientôt"], "bientôt"),
        (["--set", "cover=x.jpg"], "cover.alt"),
        (["--set", "title="], "title"),
        (["--set", "links=a,,b"], "empty"),
        (["--set", "mood"], "KEY=VALUE"),
        (["--set", "=x"], "KEY=VALUE"),
        (["--set", "cover..alt=x"], "cover..alt"),
        (["--set", "mood=\x1b[2J"], "control"),
        (["--add", "weight=1"], "not a list"),
        (["--add", "toc=a"], "not a list"),
        (["--remove", "event=a"], "not a list"),
        (["--add", "mood=a"], "not a list"),
        (["--add", "cover=a"], "within it"),
        ([], "--set"),
    ],
)
def test_what_the_field_never_has_is_a_usage_error(
    words: list[str], says: str, blog: Folder, run: Run
) -> None:
    """A value of another kind than the field's, or no wish at all, is exit 2, nothing written."""
    blog(one=FULL)

    answer = run(["update", "one", *words, "--yes"], code=2)

    assert says in answer.err
    assert blog.text("one") == FULL


def test_a_field_that_other_posts_have(blog: Folder, run: Run) -> None:
    """A field goes where the other posts have it, in their spelling and of their kind."""
    blog(one=FULL, two=post("Deux", draft="true"))

    run(["update", "two", "--set", "Weight=7"])

    assert "\nweight: 7\n" in blog.text("two")


def test_an_unknown_field_is_an_error_with_a_suggestion(blog: Folder, run: Run) -> None:
    """A field that neither a post nor the generator knows is exit 2; nothing is made of a typo."""
    blog(one=FULL)

    for words in (["--set", "moood=gai"], ["--unset", "moood"], ["--add", "moood=a"]):
        answer = run(["update", "one", *words, "--yes"], code=2)
        assert "did you mean 'mood'?" in answer.err
        assert "--new-field" in answer.err

    assert blog.text("one") == FULL


def test_what_hides_a_post_has_commands_of_its_own(blog: Folder, run: Run) -> None:
    """A status that this generator has not is answered with publish and unpublish."""
    blog(one=FULL)

    assert "blogctl publish" in run("update one --set status=draft", code=2).err


def test_the_language_is_known(blog: Folder, run: Run) -> None:
    """The field of the language is one that the generator knows."""
    blog(one=post(draft="true"))

    run("update one --set lang=en")

    assert "\nlang: en\n" in blog.text("one")


def test_a_new_field(blog: Folder, run: Run) -> None:
    """With --new-field a field that no post has is made, nested where it is dotted."""
    blog(one=post(draft="true"))

    run(["update", "one", "--set", "photo.by=Ana", "--set", "stars=3", "--new-field"])

    assert blog.text("one") == post(draft="true").replace(
        "draft: true\n", "draft: true\nphoto:\n  by: Ana\nstars: 3\n"
    )


def test_a_field_that_the_generator_knows_is_not_new(blog: Folder, run: Run) -> None:
    """What the engine has is known, though no post uses it yet; of its own type."""
    blog.write("hugo.toml", "title = 'x'\n")
    blog.write("content/posts/one.md", post(draft="true"))

    run(["update", "one", "--set", "expiryDate=2027-01-02", "--set", "aliases=/a/,/b/"])

    assert "expiryDate: 2027-01-02T00:00:00Z" in blog.text("content/posts/one.md")
    assert 'aliases: ["/a/", "/b/"]' in blog.text("content/posts/one.md")


# Words of every blog


def test_tags_are_where_zola_has_them(blog: Folder, run: Run) -> None:
    """`tags` is taxonomies.tags in Zola, and a field of the author's own lies in extra."""
    blog.write("config.toml", "base_url = 'https://a.b'\ntaxonomies = [{name = 'tags'}]\n")
    blog.write("content/one.md", ZOLA)
    blog.write("templates/x.html", "")

    run(["update", "one", "--add", "tags=outils,été", "--set", "mood=gai", "--yes"])
    run(["update", "one", "--set", "fond=bleu", "--set", "date=2026-03-15", "--new-field", "--yes"])

    assert blog.text("content/one.md") == ZOLA.replace(
        '["wiki"]', '["wiki", "outils", "été"]'
    ).replace('mood = "calm" # so far\n', 'mood = "gai" # so far\nfond = "bleu"\n').replace(
        "date = 2024-03-05", "date = 2026-03-15T00:00:00Z"
    )


def test_the_date_is_what_astro_calls_it(blog: Folder, run: Run) -> None:
    """`date` is pubDate in a blog of Astro's that calls it so."""
    blog.write("astro.config.mjs", "export default {}\n")
    blog.write("src/content/blog/one.md", "---\ntitle: Un\npubDate: 2024-03-05\n---\nTexte.\n")

    run(["update", "one", "--set", "date=2026-03-15@08:00", "--yes"])

    assert "\npubDate: 2026-03-15T08:00:00" in blog.text("src/content/blog/one.md")
    assert "\ndate:" not in blog.text("src/content/blog/one.md")


def test_a_field_within_a_field_is_not_for_a_line_each(blog: Folder, run: Run) -> None:
    """Where front matter is a field a line, a nested field fails with a hint, post by post."""
    blog.write("pelicanconf.py", "SITENAME = 'x'\nPATH = 'content'\n")
    blog.write("content/one.md", "Title: Un\nDate: 2024-03-05\nTags: a, b\n\nTexte.\n")

    run(["update", "un", "--set", "cover.alt=x", "--new-field", "--yes"], code=1)
    run(["update", "un", "--add", "tags=c", "--set", "description=Bref", "--yes"])

    assert "Tags: a, b, c\n" in blog.text("content/one.md")
    assert "Summary: Bref\n" in blog.text("content/one.md")


# unset, add, remove


def test_taking_a_field_away(blog: Folder, run: Run) -> None:
    """A field goes with its line; a table goes whole; a post without it is so already."""
    blog(one=FULL, two=post())

    answer = run("update --all --unset mood --unset cover --yes --json")

    assert blog.text("one") == FULL.replace("mood: calm\n", "").replace(
        "cover:\n    src: x.jpg\n    alt: 'Un bureau'\n", ""
    )
    assert answer.json == {
        "schema": 1,
        "changed": ["posts/one.md"],
        "unchanged": ["posts/two.md"],
        "failed": [],
    }


def test_adding_and_removing_in_one_go(blog: Folder, run: Run) -> None:
    """Items are added and removed in lists; tags are told apart without case and accents."""
    blog(one=post(tags="[Été, wiki]"))

    run(["update", "one", "--add", "tags=outils,WIKI", "--remove", "tags=ete", "--yes"])

    assert "tags: [wiki, outils]\n" in blog.text("one")


def test_other_lists_go_by_the_letter(blog: Folder, run: Run) -> None:
    """In a list that holds no names, case tells items apart."""
    blog(one=FULL)

    run(["update", "one", "--add", "links=A", "--remove", "links=B", "--yes"])

    assert "links: [a, b, A]\n" in blog.text("one")


def test_one_author_becomes_two(blog: Folder, run: Run) -> None:
    """A name with a blank in it stays one name where a list is made of it, in Jekyll too."""
    blog.write("_config.yml", "title: x\n")
    blog.write("_posts/2024-03-05-one.md", post(author="Ada Lovelace"))

    run(["update", "one", "--add", "author=Mary Somerville", "--yes"])

    text = blog.text("_posts/2024-03-05-one.md")
    assert read_fields(cut(text.encode()))["author"] == ["Ada Lovelace", "Mary Somerville"]


def test_a_post_that_holds_something_else_fails_alone(blog: Folder, run: Run) -> None:
    """Where one post has a number in a list field, it fails, and the others are written."""
    blog(one=post(links="[a]"), two=post(links="3"))

    answer = run("update --all --add links=b --yes --json", code=1)

    assert answer.json["changed"] == ["posts/one.md"]
    assert [failure["path"] for failure in answer.json["failed"]] == ["posts/two.md"]


@pytest.mark.parametrize(
    "words",
    [
        ["--set", "mood=a", "--unset", "mood"],
        ["--set", "mood=a", "--set", "mood=b"],
        ["--set", "mood=a", "--set", "MOOD=b"],
        ["--set", "links=a", "--add", "links=b"],
        ["--unset", "links", "--add", "links=b"],
        ["--add", "links=b", "--remove", "links=b"],
    ],
)
def test_two_wishes_about_one_field(words: list[str], blog: Folder, run: Run) -> None:
    """One field is not set and unset, nor set twice, in one command."""
    blog(one=FULL)

    run(["update", "one", *words, "--yes"], code=2)

    assert blog.text("one") == FULL


# What readers see


def test_update_never_publishes(blog: Folder, run: Run) -> None:
    """A draft stays one: to set draft to false, or take it out, fails and names `publish`."""
    blog(one=post(draft="true", date="2020-01-02"), two=post(draft="true", date="2030-01-02"))
    before = blog.files()

    for words in ("--set draft=false", "--unset draft"):
        answer = run(f"update --all {words} --yes --json", code=1)
        assert len(answer.json["failed"]) == 2
        assert "blogctl publish posts/one.md" in answer.err

    assert blog.files() == before


@pytest.mark.parametrize("line", ["Status: draft\n", "Status: hidden\n"])
def test_pelicans_status_is_guarded_too(line: str, blog: Folder, run: Run) -> None:
    """What hides a post is what its generator honours, whatever the field is called."""
    blog.write("pelicanconf.py", "SITENAME = 'x'\nPATH = 'content'\n")
    text = f"Title: Un\nDate: 2024-03-05\n{line}\nTexte.\n"
    blog.write("content/one.md", text)

    run("update un --set status=published --yes", code=1)

    assert blog.text("content/one.md") == text


def test_a_date_moved_does_not_publish(blog: Folder, run: Run) -> None:
    """A scheduled post may be put off, and not be brought before readers at once."""
    blog(one=post(date="2030-01-02"))

    run("update one --set date=2020-01-02 --yes", code=1)
    assert blog.text("one") == post(date="2030-01-02")
    run("update one --set date=2031-01-02")

    assert "date: 2031-01-02" in blog.text("one")


def test_a_live_post_is_asked_about(blog: Folder, spawn: Run) -> None:
    """To hide a live post changes what readers see: it is asked first, and then done."""
    blog(one=post(date="2020-01-02"), two=post(draft="true"))

    spawn(["update", "one", "--set", "draft=true"], code=2)
    assert "draft" not in blog.text("one")
    spawn(["update", "one", "--set", "draft=true", "--yes"])

    assert "\ndraft: true\n" in blog.text("one")


def test_two_posts_do_not_get_one_address(blog: Folder, run: Run) -> None:
    """A slug that another post has, or that two would share, fails."""
    blog.write("hugo.toml", "")
    for name in ("a", "b", "c"):
        blog.write(f"content/posts/{name}.md", post(name, date="2020-01-02"))

    answer = run("update a --set slug=c --yes", code=1)
    both = run("update slug=a,b --set slug=z --yes --json", code=1)

    assert "content/posts/c.md" in answer.err
    assert both.json["changed"] == ["content/posts/a.md"]
    assert [failure["path"] for failure in both.json["failed"]] == ["content/posts/b.md"]


def test_what_the_generator_would_stop_at_fails(blog: Folder, run: Run) -> None:
    """An edit after which the generator cannot read the post is refused."""
    blog.write("conf.py", "POSTS = (('posts/*.md', 'posts', 'post.tmpl'),)\nBLOG_TITLE = 'x'\n")
    blog.write("posts/one.md", ".. title: Un\n.. date: 2024-03-05\n.. slug: un\n\nTexte.\n")
    before = blog.files()

    run("update un --unset date --yes", code=1)

    assert blog.files() == before


# As every write


def test_update_names_posts_or_all(blog: Folder, run: Run) -> None:
    """Without a query the error names --all."""
    blog(one=FULL)

    assert "--all" in run(["update", "--set", "mood=gai"], code=2).err


def test_a_query_beside_options(blog: Folder, run: Run) -> None:
    """A negated term goes with the query, and a value may look like one."""
    blog(one=post(tags="[x]", mood="a", draft="true"), two=post(mood="a", draft="true"))

    run(["update", "meta.mood:a", "-tag:x", "--set", "mood=-tag:y"])

    assert blog.text("two") == post(mood="-tag:y", draft="true").replace("-tag:y", '"-tag:y"')
    assert "mood: a\n" in blog.text("one")


def test_update_and_undo_give_the_same_bytes(blog: Folder, run: Run) -> None:
    """Undo takes an update back, byte for byte; CRLF, BOM and no last newline stay."""
    blog(one=FULL, two=b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode().rstrip())
    before = blog.files()

    run(["update", "--all", "--set", "mood=gai", "--add", "links=c", "--unset", "toc", "--yes"])
    changed = blog.data("posts/two.md")
    run("undo --yes")

    assert changed.startswith(b"\xef\xbb\xbf---\r\n")
    assert changed.endswith(b"---\r\nTexte.")
    assert changed.count(b"\n") == changed.count(b"\r\n")
    assert blog.files() == before


# What holds for every value

values = st.text(string.printable.replace("\x0b", "").replace("\x0c", "") + "éœ’« »🎈", max_size=30)


@given(values)
@settings(deadline=None)
def test_set_then_set_back(text: str) -> None:
    """Whatever text a field is given it then holds, and given the old one all is as it was."""
    document = cut(FULL.encode())
    keys = (("mood",),)
    try:
        after = edit_for([Wish("set", keys, value=text)], ())(document)
    except CannotEdit:
        return
    back = edit_for([Wish("set", keys, value="calm")], ())(after)

    assert read_fields(cut(after.joined)) == {**read_fields(document), "mood": text}
    assert read_fields(back) == read_fields(document)
    assert after.body == document.body


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["wiki", "Wiki", "été", "a b", "01", "c"]), min_size=1, unique=True)
)
def test_add_then_remove(items: list[str]) -> None:
    """What is added and then removed leaves no trace."""
    document = cut(FULL.encode())
    keys = (("links",),)
    new = tuple(item for item in items if item not in ("a", "b"))

    after = edit_for([Wish("add", keys, items=new)], ())(document)
    back = edit_for([Wish("remove", keys, items=new)], ())(after)

    assert read_fields(after)["links"] == ["a", "b", *new]
    assert back == document


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([], ""), ([1, 2.5], "number"), ([True], "flag"), (["a", 1], "text"),
        ([["a"], "b"], "list"), ([{"a": 1}, "x"], "table"),
        (["2024-01-02", "2024-01-02T10:00:00+01:00"], "date"),
        (["2024-01-02", "soon"], "text"), ([1, True], "text"),
    ],
)  # fmt: skip
def test_the_kind_of_a_field(values: list[object], kind: str) -> None:
    """A field's kind is that of all its values."""
    assert kind_of(values) == kind


def test_a_key_where_case_counts(blog: Folder, run: Run) -> None:
    """In Jekyll another case is another field, and the error names the one that is meant."""
    blog.write("_config.yml", "title: x\n")
    blog.write("_posts/2024-03-05-one.md", post(mood="calm"))

    answer = run("update one --set MOOD=gai --yes", code=2)

    assert "did you mean 'mood'?" in answer.err


def test_nothing_is_written_without_a_change(blog: Folder, run: Run) -> None:
    """A post that is as wished already is left alone."""
    blog(one=FULL)
    stamp = (blog.root / "posts/one.md").stat().st_mtime_ns

    answer = run(["update", "one", "--set", "weight=3", "--set", "links=a,b", "--json"])

    assert answer.json["unchanged"] == ["posts/one.md"]
    assert (blog.root / "posts/one.md").stat().st_mtime_ns == stamp


def test_a_text_of_old_addresses_becomes_a_list(blog: Folder, run: Run) -> None:
    """Jekyll's `redirect_from` may be one text; a second address makes a list of it."""
    blog.write("_config.yml", "")
    blog.write("_posts/2024-01-01-a.md", "---\ntitle: A\nredirect_from: /a b/\n---\n")
    (blog.root / "posts").rmdir()

    run("update a --add redirect_from=/c/ --yes")

    meta = run("show a --json --fields meta").json["meta"]
    assert meta["redirect_from"] == ["/a b/", "/c/"]
