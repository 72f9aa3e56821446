"""What a body says: words, headings, links, images and plain text."""

import pytest

from blogctl.content.markdown import read_markdown
from blogctl.content.reading import Link, shorten
from blogctl.content.text import count_words, reading_time

BODY = """\
# A *heading*

One two [three](https://example.org/a "t"), `code` and ![four](pic.png).

```python
not = "words"
```

- item with [a reference][ref]

  nested paragraph

| a | b |
|---|---|
| c | d |

[ref]: other.md

<p>Raw <a href="raw.html">five</a> <img src="raw.png" alt="six"><script>no()</script></p>

A note[^1].

[^1]: its text
"""


def test_words_are_counted_outside_code() -> None:
    """Headings, lists, tables and raw text count; fenced code and scripts do not."""
    reading = read_markdown(BODY)

    assert "not" not in reading.plain.split()
    assert "no()" not in reading.plain
    assert reading.code == 'code\nnot = "words"\n'
    assert "[^1]" not in reading.plain
    assert "its text" in reading.plain


def test_links_and_images_are_found_however_they_are_written() -> None:
    """Inline, by reference, and in raw HTML."""
    reading = read_markdown(BODY)

    assert [link.target for link in reading.links] == [
        "https://example.org/a",
        "other.md",
        "raw.html",
    ]
    assert reading.images == (Link("pic.png", "four"), Link("raw.png", "six"))


def test_headings_have_their_level_and_text() -> None:
    """Markup within a heading is read through."""
    reading = read_markdown("# A *b*\n\ntext\n\n### C `d`\n")

    assert reading.headings == ((1, "A b"), (3, "C d"))


def test_what_looks_like_a_link_in_code_is_none() -> None:
    """A link inside code, fenced or not, is code."""
    reading = read_markdown("`[a](b)`\n\n    [c](d)\n\n```\n![e](f)\n```\n")

    assert (reading.links, reading.images) == ((), ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l’été à Orléans", 3),
        ("« Bonjour » !", 1),
        ("no\u00a0break\u00a0space", 3),
        ("e-mail 2.0 n°5", 3),
        ("日本語のブログ", 7),
        ("— … !", 0),
        ("", 0),
    ],
)  # fmt: skip
def test_words_are_what_blanks_part(text: str, words: int) -> None:
    """Punctuation alone is no word; an ideograph is one."""
    assert count_words(text) == words


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (220, 1), (331, 2), (2200, 10)])
def test_reading_takes_at_least_a_minute(words: int, minutes: int) -> None:
    """At 220 words a minute, rounded."""
    assert reading_time(words) == minutes


@pytest.mark.parametrize(
    "odd", ["<![a](b)", "<![ ", "<![if x]>", "<!-", "<?a", "</ b", "<![cdata[c"]
)
def test_odd_html_is_read_to_its_end(odd: str) -> None:
    """What no browser takes for a tag does not stop the reading."""
    reading = read_markdown(f"<div>\n{odd}\n</div>\n\nBehind.\n")

    assert reading.plain.endswith("Behind.")


def test_shortcodes_are_no_text() -> None:
    """Hugo's shortcodes and Liquid's tags are left out; a figure is an image, a ref a link."""
    reading = read_markdown(
        'One {{< figure src="a.png" >}} two {% include x %} [three]({{< ref "post.md" >}})'
    )

    assert reading.plain.split() == ["One", "two", "three"]
    assert [image.target for image in reading.images] == ["a.png"]
    assert [link.target for link in reading.links] == ["post.md"]


@pytest.mark.parametrize(
    ("body", "opening"),
    [
        ("First.\n\nMore.\n\n<!--more-->\n\nRest.", "First. More."),
        ("# Title\n\nFirst paragraph.\n\nSecond.", "First paragraph."),
        ("", ""),
    ],
)
def test_the_opening_stands_for_a_summary(body: str, opening: str) -> None:
    """What is above `<!--more-->`, else the first paragraph."""
    assert read_markdown(body).opening == opening


def test_a_long_opening_is_cut_between_words() -> None:
    """The cut has an ellipsis, and no half word before it."""
    shortened = shorten("word " * 100, 52)

    assert shortened == "word " * 9 + "word…"
    assert len(shortened) <= 52
