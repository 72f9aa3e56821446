"""What a reStructuredText body says."""

import pytest
from conftest import CORPORA
from hypothesis import given
from hypothesis import strategies as st

from blogctl.content.reading import Heading, Link
from blogctl.content.rst import read_rst, without_markup


def test_inline_markup_is_no_text() -> None:
    """Roles, emphasis, literals, references and escapes leave only what readers see."""
    said = read_rst(
        "A *word*, **two words**, ``some code``, :ref:`a place`, :doc:`this <that>`,\n"
        "`interpreted`, name_, `two names`_, |sub|, a note [1]_ and 2\\*3 snake_case.\n"
    )

    assert said.plain == (
        "A word, two words, some code, a place, this, interpreted, name, two names, sub, "
        "a note and 2*3 snake_case."
    )
    assert said.code == "some code"


def test_a_title_is_read_without_its_markup() -> None:
    """One line alone is never a list or a heading: only its inline markup goes."""
    assert without_markup("1. A *title* with ``code``") == "1. A title with code"


def test_headings_have_levels_by_order_of_appearance() -> None:
    """The first style is level 1; a line above makes another style."""
    said = read_rst("Top\n===\n\nText.\n\n---\nSub\n---\n\nOther\n-----\n\nTop again\n=========\n")

    assert said.headings == (
        Heading(1, "Top"),
        Heading(2, "Sub"),
        Heading(3, "Other"),
        Heading(1, "Top again"),
    )
    assert said.plain.split("\n") == ["Top", "Text.", "Sub", "Other", "Top again"]


def test_a_line_across_is_no_heading() -> None:
    """Four marks between blank lines part the text and say nothing."""
    said = read_rst("One.\n\n----\n\nTwo.\n")

    assert (said.headings, said.plain) == ((), "One.\nTwo.")


def test_links_are_found_in_each_form() -> None:
    """Links in the text, named targets and bare addresses are links; roles' targets are none."""
    said = read_rst(
        "See `the\nsite <https://a.example/x y>`_, https://b.example/z. And :doc:`x <y>`.\n\n"
        ".. _name: https://c.example/\n.. _a place:\n.. _`Some: name`: ./d.html\n"
        ".. _other: name_\n\n__ https://e.example/\n"
    )

    assert said.links == (
        Link("https://a.example/xy", "the site"),
        Link("https://b.example/z", "https://b.example/z"),
        Link("https://c.example/", "name"),
        Link("./d.html", "Some: name"),
        Link("https://e.example/", ""),
    )


def test_images_and_figures_are_found() -> None:
    """An image has its alternative text; a figure's caption is text, its options are none."""
    said = read_rst(
        "Look:\n\n.. image:: a.png\n   :alt: A cat\n   :width: 30\n\n.. figure:: b.png\n\n"
        "   The caption.\n\n.. |logo| image:: c.svg\n"
    )

    assert said.images == (Link("a.png", "A cat"), Link("b.png", ""), Link("c.svg", ""))
    assert said.plain == "Look:\nThe caption."


def test_code_is_no_text() -> None:
    """Blocks after `::`, of code directives, quoted or of doctest are code, not text."""
    said = read_rst(
        "This::\n\n    one = 1\n\n        two\n\nThat ::\n\n> quoted\n> more\n\n::\n\n  alone\n\n"
        ".. code-block:: python\n   :linenos:\n\n   three = 3\n\n>>> four\n4\n\nEnd.\n"
    )

    assert said.plain == "This:\nThat\nEnd."
    assert " ".join(said.code.split()) == ("one = 1 two > quoted > more alone three = 3 >>> four 4")


def test_comments_and_foreign_directives_are_no_text() -> None:
    """A comment, raw HTML, an unknown directive and its lines are dropped; a note is read."""
    said = read_rst(
        ".. a comment\n   of two lines\n\n.. raw:: html\n\n   <b>x</b>\n\n.. youtube:: abc\n"
        "   :width: 3\n\n.. note:: Mind\n   this.\n\n.. admonition:: Title\n   :class: c\n\n"
        "   Body.\n\n.. [1] A footnote.\n\n..\n   Also a comment.\n\nText.\n"
    )

    assert said.plain == "Mind this.\nTitle\nBody.\nA footnote.\nText."


def test_lists_tables_and_quotes_are_text() -> None:
    """Items, fields, definitions, cells, verses and quotations lose their marks only."""
    said = read_rst(
        "- One\n  goes on\n- Two\n\n  * Deeper\n\n1. First\n#. Next\n\nTerm\n    Definition.\n\n"
        ":field: Value\n\n+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n\n"
        "=== ===\nx   y\n=== ===\n1   2\n=== ===\n\n| Verse one\n| and two\n\n    Quoted.\n"
    )

    assert said.plain.split("\n") == [
        "One goes on", "Two", "Deeper", "First", "Next", "Term", "Definition.", "Value", "a b",
        "c d", "x y", "1 2", "Verse one", "and two", "Quoted.",
    ]  # fmt: skip


def test_the_opening_is_the_first_paragraph() -> None:
    """Neither a heading, a field nor a directive opens a text."""
    said = read_rst(
        ":Version: 8.3\n\n.. contents::\n\nTitle\n=====\n\nThe *first* words.\n\nMore.\n"
    )

    assert said.opening == "The first words."


def test_a_substitution_is_what_it_stands_for() -> None:
    """`|name|` reads as the text that `replace` gives it; an image says nothing."""
    said = read_rst("From |us|, |logo|.\n\n.. |us| replace:: all of us\n.. |logo| image:: a.png\n")

    assert said.plain == "From all of us, ."


@pytest.mark.parametrize(
    "mark", ["- ", "* a\n ", "`", "*", "|", ":", "..", "    ", "=\n", "[", "\\"]
)
def test_much_of_one_mark_is_read(mark: str) -> None:
    """Ten thousand marks in a row neither fail nor take for ever."""
    assert read_rst(mark * 10_000 + "end").plain is not None


@given(st.text(alphabet="ab \n\t.:_`*|<>-=+[]\\1#h/", max_size=300))
def test_no_text_fails(source: str) -> None:
    """Any text can be read, and its opening is part of it."""
    said = read_rst(source)

    assert said.opening.rstrip("…") in said.plain.replace("\n", " ")


@pytest.mark.corpora
def test_real_posts_are_read() -> None:
    """Each reStructuredText file of real blogs gives text, and no directive is left in it."""
    files = [file for name in ("pelican", "nikola") for file in (CORPORA / name).rglob("*.rst")]
    if not files:
        pytest.skip("no real blogs lie beside the project")
    left = {}
    for file in files:
        plain = read_rst(file.read_text("utf-8-sig")).plain
        if any(line.startswith((".. ", "====", "----")) for line in plain.split("\n")):
            left[file.name] = plain

    assert left == {}
