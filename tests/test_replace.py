"""Text replaced in posts: where, what is left alone and shown, and that nothing else changes."""

from itertools import pairwise

import pytest
from conftest import Folder, Run, post
from hypothesis import given, settings
from hypothesis import strategies as st
from test_writing import ended, terminal

from blogctl.content.document import cut
from blogctl.content.prose import Reach, between, prose
from blogctl.content.replacing import find, replace_in_body, replacement
from blogctl.content.rst_prose import rst_prose

# In each line, `wiki` may be replaced where it is written in capitals: WIKI.
MARKDOWN = """# WIKI et autres

WIKI, un *WIKI*, **WIKI** ; `wiki` et ``un `wiki` `` puis WIKI.
Un [WIKI](https://wiki.org/wiki "Le WIKI"), ![WIKI](wiki.png), <https://wiki.org>, [WIKI][wiki].
Aussi [wiki], www.wiki.org, https://wiki.org/wiki_(wiki), et WIKI.[^wiki]
\\`WIKI\\` n’est pas du code, [WIKI](</le wiki.html>) un lien.

{{< figure src="wiki.png" caption="wiki" >}} {% link wiki.md %} {{ site.wiki }} WIKI
{{< highlight wiki >}}
wiki
{{< /highlight >}}

    wiki

- WIKI

  ~~~wiki
  wiki
  ~~~

> WIKI
> ```
> wiki
> ```

| WIKI | `wiki` |
|------|--------|
| WIKI | WIKI   |

<div class="wiki"><a href="wiki.html" title="WIKI">WIKI</a><code>wiki</code></div>

Un <span class="wiki">WIKI</span> <!-- wiki --> WIKI {:.wiki}

<pre>
wiki

wiki
</pre>

[wiki]: https://wiki.org "WIKI"
[^wiki]: Le WIKI.
"""
RST = """WIKI
====

WIKI et *WIKI*, ``wiki``, :doc:`wiki`, `WIKI <https://wiki.org>`_, `wiki`_, wiki_, |wiki|, WIKI.
https://wiki.org et WIKI ::

    wiki

.. _wiki: https://wiki.org

.. code-block:: wiki

   wiki

   wiki

.. image:: wiki.png
   :alt: WIKI
   :class: wiki

.. note:: WIKI

   WIKI

.. wiki
   wiki

.. raw:: html

   wiki

- WIKI

.. [1] WIKI

>>> wiki
"""


@pytest.fixture
def two(blog: Folder) -> Folder:
    """Return a blog of two posts that speak of a wiki, drafts both."""
    return blog(
        one=post("Un wiki", "Un wiki, deux wikis.\n", draft="true", tags="[wiki, a]"),
        two=post("Deux", "Rien.\n", draft="true"),
    )


# What is replaced, and what left alone


def test_replacing_in_bodies(two: Folder, run: Run) -> None:
    """Each place in the body is replaced; fields are not, and other posts are so already."""
    before = two.files()

    answer = run("replace wiki Wiki --all --json")

    assert two.text("one") == post(
        "Un wiki", "Un Wiki, deux Wikis.\n", draft="true", tags="[wiki, a]"
    )
    assert two.files()["posts/two.md"] == before["posts/two.md"]
    assert answer.json == {
        "schema": 1,
        "changed": ["posts/one.md"],
        "unchanged": ["posts/two.md"],
        "failed": [],
        "replacements": 2,
    }


@pytest.mark.parametrize(("name", "text"), [("one.md", MARKDOWN), ("one.rst", RST)])
def test_code_and_addresses_are_left_alone(name: str, text: str, blog: Folder, run: Run) -> None:
    """Prose changes; code, links' targets, tags, shortcodes and labels do not."""
    blog.write(
        "conf.py",
        "POSTS = (('posts/*.md', 'p', 'x'), ('posts/*.rst', 'p', 'x'))\nBLOG_TITLE = 'x'\n",
    )
    head = ".. title: Un\n.. date: 2024-03-05\n.. slug: un\n\n"
    blog.write(f"posts/{name}", head + text.replace("WIKI", "wiki"))

    answer = run("replace wiki WIKI un --yes")

    assert blog.text(f"posts/{name}") == head + text
    assert "left alone" in answer.err


def test_code_and_addresses_taken_in(blog: Folder, run: Run) -> None:
    """--code takes in code and tags, --urls addresses and shortcodes; both, everything."""
    body = "wiki `wiki` [wiki](/wiki) <b class=wiki></b> {{< wiki >}} `https://wiki`\n"
    results = {}

    for options in ("", "--code", "--urls", "--code --urls"):
        blog(one=post(body=body))
        run(f"replace wiki W one --yes {options}")
        results[options] = blog.text("one").removeprefix(post(body=""))

    assert results == {
        "": "W `wiki` [W](/wiki) <b class=wiki></b> {{< wiki >}} `https://wiki`\n",
        "--code": "W `W` [W](/wiki) <b class=W></b> {{< wiki >}} `https://wiki`\n",
        "--urls": "W `wiki` [W](/W) <b class=wiki></b> {{< W >}} `https://wiki`\n",
        "--code --urls": body.replace("wiki", "W"),
    }


@pytest.mark.parametrize(
    ("words", "after"),
    [
        (["wiki", "W", "--word"], "W wikis Wiki"),
        (["wiki", "W", "--ignore-case"], "W Ws W"),
        (["WIKI", "W", "--ignore-case", "--word"], "W wikis W"),
        (["--regex", r"wiki(s?)", r"[\1]"], "[] [s] Wiki"),
        (["--regex", r"(?P<a>w)iki\b", r"\g<a>"], "w wikis Wiki"),
        (["--regex", "^wiki|Wiki$", "X"], "X wikis X"),
        (["wiki", r"\1"], r"\1 \1s Wiki"),
        (["wik.", "W"], "wiki wikis Wiki"),
        (["--regex", "x*", "W"], "wiki wikis Wiki"),
        (["wiki", ""], " s Wiki"),
        (["wiki", "wiki"], "wiki wikis Wiki"),
    ],
)
def test_what_is_looked_for(words: list[str], after: str, blog: Folder, run: Run) -> None:
    """By the letter, or by an expression with groups; whole words, any case."""
    blog(one=post(body="wiki wikis Wiki\n", draft="true"))

    run(["replace", *words, "one"])

    assert blog.text("one") == post(body=f"{after}\n", draft="true")


@pytest.mark.parametrize(
    "words",
    [
        ["", "x"], ["--regex", "(", "x"], ["--regex", "a", r"\1"], ["--regex", "a", r"\g<b>"],
        ["--regex", "a{99999999999}", "x"], ["a", "b", "--in", "body,titel"],
        ["a", "\udcff"], ["--regex", "--word", "a)(b", "x"],
        ["a", "b", "--in", ""], ["a", "b", "--in", "date"], ["a", "b", "--in", "draft"],
    ],
)  # fmt: skip
def test_what_makes_no_sense(words: list[str], blog: Folder, run: Run) -> None:
    """An empty text, a bad expression, a field that there is not or that holds no text: exit 2."""
    blog(one=post(date="2020-01-02", draft="true"))
    before = blog.files()

    answer = run(["replace", *words, "--all", "--yes"], code=2)

    assert "hint:" in answer.err
    assert blog.files() == before


def test_replace_names_posts_or_all(two: Folder, run: Run) -> None:
    """Without a query the error names --all."""
    assert "--all" in run("replace wiki W", code=2).err


def test_a_text_that_starts_with_a_hyphen(blog: Folder, run: Run) -> None:
    """After `--` a text may start with a hyphen."""
    blog(one=post(body="a -- b\n", draft="true"))

    run(["replace", "--all", "--", "--", "—"])

    assert blog.text("one") == post(body="a — b\n", draft="true")


# In fields


def test_replacing_in_fields(two: Folder, run: Run) -> None:
    """--in names the fields: text and lists change in their own lines."""
    run("replace wiki Wiki one --in title,tags --json")

    assert two.text("one") == post(
        "Un Wiki", "Un wiki, deux wikis.\n", draft="true", tags="[Wiki, a]"
    )


def test_a_list_item_that_becomes_another(blog: Folder, run: Run) -> None:
    """An item that takes the name of another becomes one with it; one that is empty goes."""
    blog(
        one=post(tags="[wiki, Wiki, b]", draft="true"),
        two=post(tags="[wiki, b]", draft="true"),
        three=post(tags="[ab, b, c]", draft="true"),
    )

    run("replace wiki Wiki one --in tags")
    run(["replace", "wiki", "", "two", "--in", "tags"])
    run(["replace", "--regex", "^(a?)b$", r"\1c", "three", "--in", "tags"])

    assert "tags: [Wiki, b]\n" in blog.text("one")
    assert "tags: [b]\n" in blog.text("two")
    assert "tags: [ac, c]\n" in blog.text("three")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["|", ">", ">-", ""])
def test_a_text_over_several_lines_keeps_them(mark: str, end: str, blog: Folder, run: Run) -> None:
    """A description in a block of lines changes in the line in question alone."""
    text = f"---\nsummary: {mark}\n  un wiki\n  deux wikis\ntitle: x\ndraft: true\n---\n"
    text = text.replace(": \n", ":\n").replace("\n", end)
    blog(one=text)

    run("replace wikis Wikis one --in summary")

    assert blog.text("one") == text.replace("wikis", "Wikis")


def test_a_slug_stays_a_slug(blog: Folder, run: Run) -> None:
    """A slug that would lead out of its folder fails."""
    blog(one=post(slug="le-wiki", draft="true"))

    run("replace le- ../ --all --in slug", code=1)

    assert blog.text("one") == post(slug="le-wiki", draft="true")


def test_a_title_is_never_emptied(blog: Folder, run: Run) -> None:
    """A post whose title would be empty fails."""
    blog(one=post("wiki"))

    run(["replace", "wiki", "", "one", "--in", "title", "--yes"], code=1)

    assert blog.text("one") == post("wiki")


def test_replacing_never_publishes(blog: Folder, run: Run) -> None:
    """A post does not come before readers by a replacement in its fields."""
    blog.write("pelicanconf.py", "SITENAME = 'x'\nPATH = 'content'\n")
    text = "Title: Un\nDate: 2024-03-05\nStatus: draft\n\nTexte.\n"
    blog.write("content/one.md", text)

    run("replace draft published --all --in status --yes", code=1)

    assert blog.text("content/one.md") == text


def test_a_text_that_would_be_front_matter(blog: Folder, run: Run) -> None:
    """A body whose first line would become a fence fails: its fields would be others."""
    blog(one="***\ntitle: x\n***\n")

    run(["replace", "--all", "--yes", "--", "***", "---"], code=1)

    assert blog.text("one") == "***\ntitle: x\n***\n"


# Bytes


def test_bytes_around_stay(blog: Folder, run: Run) -> None:
    """CRLF, a BOM, blanks and a missing last newline stay; an expression sees line feeds."""
    text = "\ufeff---\r\ntitle: x\r\ndraft: true\r\n---\r\n\r\nun wiki  \r\nfin\nwiki\r\nfin"
    blog(one=text)

    run(["replace", "--regex", r"wiki\s*\n(fin)", r"\1\n", "one"])
    run(["replace", "--regex", "^fin$", "FIN", "one"])

    assert blog.text("one") == text.replace("wiki  \r\nfin", "fin\r\n").replace(
        "wiki\r\nfin", "FIN\r\n"
    )


def test_replace_and_undo_give_the_same_bytes(two: Folder, run: Run) -> None:
    """Undo takes a replacement back, byte for byte."""
    before = two.files()

    run("replace wiki Wiki --all --in body,title,tags")
    assert two.files() != before
    run("undo --yes")

    assert two.files() == before


# What is shown


def test_places_are_shown_before_the_question(blog: Folder) -> None:
    """On a terminal each place stands with its line and what is around it, then the question."""
    around = "loin " * 20
    blog(one=post(body=f"{around}wiki{around}\n"), two=post(body="wiki `wiki`\n"))
    child = terminal(blog, "replace", "wiki", "Wiki", "--all")
    child.expect_exact("[y/N]")
    shown = child.before.replace("\r\n", "\n")

    child.sendline("y")

    code, said = ended(child)
    assert code == 0
    assert "2 replacements in 2 posts" in shown
    assert f"   5  …{around[-40:]}[wiki → Wiki]{around[:40]}…\n" in shown
    assert "1 more in code or addresses left alone" in shown
    assert "2 replacements in 2 posts" in said
    assert "Wiki `wiki`" in blog.text("two")


def test_a_dry_run_shows_places_and_the_diff(two: Folder, run: Run) -> None:
    """--dry-run writes the diff to stdout, the places to stderr, and nothing to files."""
    before = two.files()

    answer = run("replace wiki Wiki --all --dry-run --in body,title")

    assert "+Un Wiki, deux Wikis." in answer.out
    assert "2 posts match, 1 would change" in answer.err
    assert "3 replacements in 1 post\n" in answer.err
    assert "   7  Un wiki, deux [wiki → Wiki]s.\n" in answer.err
    assert "   2  title: Un [wiki → Wiki]\n" in answer.err
    assert two.files() == before
    assert run("replace wiki Wiki --all --dry-run --json").json["replacements"] == 2


def test_places_never_steer_the_terminal(blog: Folder, run: Run) -> None:
    """A control character in a body, or in the new text, is shown as its escape."""
    blog(one=post(body="\x1b[2J wiki\n"))

    answer = run(["replace", "wiki", "\x1b]0;x\x07", "one", "--dry-run"])

    assert "\x1b" not in answer.err


def test_an_expression_without_end(blog: Folder, spawn: Run) -> None:
    """An expression that would backtrack for years ends with a sentence, exit 1."""
    blog(one=post(body="a" * 60 + "!\n"))

    answer = spawn(["replace", "--regex", "(a+)+$", "b", "one", "--yes"], code=1)

    assert "posts/one.md" in answer.err
    assert "Traceback" not in answer.err
    assert blog.text("one") == post(body="a" * 60 + "!\n")


# What holds for every text

pieces = st.sampled_from(
    ["wiki", "été ", "`", "``", "```\n", "~~~\n", "\n", "\n\n", "    ", "- ", "> ", "[", "](", ")",
     "]", "<a href=", '"', ">", "<", "</a>", "{{< ", " >}}", "{% ", " %}", "https://x", " ", "\\",
     "| ", "<!--", "-->", "<pre>", "</pre>", "]: ", "\t", "*", "\r\n", "🎈", "::\n\n", ".. ", "_ "]
)  # fmt: skip
bodies = st.lists(pieces, max_size=40).map("".join)
WIKI = replacement("wiki", "QQ", Reach(), regex=False, ignore_case=False, word=False)
BACK = replacement("QQ", "wiki", Reach(), regex=False, ignore_case=False, word=False)
ALL = replacement("wiki", "QQ", Reach(True, True), regex=False, ignore_case=False, word=False)


@settings(deadline=None)
@given(bodies, st.sampled_from(["markdown", "rst"]))
def test_there_and_back(body: str, markup: str) -> None:
    """What is replaced and replaced back is the same bytes, and only the places found differ."""
    document = cut(b"---\ntitle: x\n---\n" + body.encode())

    there = replace_in_body("one.md", document, markup, WIKI)  # type: ignore[arg-type]
    every = replace_in_body("one.md", document, markup, ALL)  # type: ignore[arg-type]

    assert there.document.body.replace(b"QQ", b"wiki") == document.body
    assert len(there.hits) + there.spared == body.count("wiki") == len(every.hits)
    assert every.document.body == document.body.replace(b"wiki", b"QQ")
    back = replace_in_body("one.md", there.document, markup, BACK)  # type: ignore[arg-type]
    assert len(back.hits) <= len(there.hits)


@settings(deadline=None)
@given(bodies)
def test_prose_is_in_order_and_apart(body: str) -> None:
    """Spans of prose are in order, apart, within the text, and what is between them is the rest."""
    for spans in (prose(body, Reach()), rst_prose(body, Reach())):
        rest = between(spans, len(body))

        assert all(start < end for start, end in spans)
        assert all(one[1] < other[0] for one, other in pairwise(spans))
        assert sum(end - start for start, end in [*spans, *rest]) == len(body)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["mot", "wiki", "`wiki`", "[mot](wiki)", "<b>mot</b>"]), min_size=1)
)
def test_code_in_a_paragraph_is_never_touched(words: list[str]) -> None:
    """Of words with code and links among them, exactly the plain ones change."""
    body = " ".join(words)

    found = find(body, prose(body, Reach()), WIKI)

    assert len(found) == words.count("wiki")
