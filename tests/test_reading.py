"""A body read by patterns says what it says when markdown-it reads the whole of it."""

import os
import re

import pytest
from conftest import CORPORA
from hypothesis import given, settings
from hypothesis import strategies as st
from whole_markdown import read_whole

from blogctl.content.blocks import blocks_of
from blogctl.content.markdown import read_markdown
from blogctl.content.phrases import phrase_of

EXAMPLES = int(os.environ.get("BLOGCTL_EXAMPLES", "300"))
_FRONT_MATTER = re.compile(r"\A\ufeff?(---|\+\+\+)\s*\n.*?\n\1\s*\n", re.DOTALL)

WORDS = [
    "one", "two words", "é", "été,", "x.", "“q”", "d’un", "- ", "snake_case", "5 * 3", "a*b*c",
    "2019.", "#tag", "R&D", "1 < 2", "a\u00a0!", "日本", "€", "🎈", "c|d", "http://e.org", "!", "…",
    "a = b", "(so)", ":smile:", "\u00a0", "~", "\u0301",
]  # fmt: skip
MARKS = [
    "*", "**", "***", "_", "__", "~~", "`", "``", "[", "]", "(", ")", "![", "](", "<", ">", "\\",
    "&", ";", "|", "#", ":", "+", "=", "-", '"', "'", "!", "]:", "][", "  ", "\t", "\n", "  \n",
    "\\\n", "\n ", " \n", "1.", "\x0b", "\x0c", "\u2003", "\u2028", "\u0085", "\x1f",
]  # fmt: skip
SPANS = [
    "*em*", "**strong**", "_em_", "__strong__", "***both***", "**a *b* c**", "*a **b** c*",
    "**a:**b", "*“q”*", "*é*è", "_a_b", "**a**.", "`code`", "`` a`b ``", "` x `", "`  `",
    "`a\n  b`",
    "[a](b)", '[a *b*](c "t")', "[a `]` b](c)", "[a](http://é.org/é?q=1&amp;r=2)", "[a](b(c)d)",
    "[a](<b c>)", "[a]()", "[a](b 'c')", "[a](javascript:b)", "[a](//b.org:80/%zz)", "[a\nb](c)",
    "[a](b\n'c')", "![a](b)", "![*a* `b`](c.png \"t\")", "[![a](b)](c)", "[a [b](c)](d)", "[a]",
    "[a][ref]", "[Ref]", "[ref][]", "![ref]", "[^1]", "[x] done", "[a](b", "[a] (b)", "!\\[a](b)",
    "<http://e.org/a>", "<a@b.org>", "<b>x</b>", '<a href="x">y</a>', "<!-- c -->", "<br/>",
    "<3", "< a", "&amp;", "&nbsp;", "&#42;", "&copy", "&bogus;", "\\*", "\\a", "\\`", "~~x~~",
    "<img src=x alt=y>", "{{< x >}}", "&NewLine;", "<HTTP://e.org>", "[a](b&c;)",
    "[a](http://b:8/)",
    "<span title='>'>", "</b >", "<a\nhref='x'>",
]  # fmt: skip
OPENINGS = [
    "", "", "", "", "# ", "## ", "###### ", "####### ", "#", "> ", ">", "> > ", "- ", "* ", "+ ",
    "-   ", "-     ", "1. ", "2) ", "10. ", "1234567890. ", "  ", "   ", "    ", "      ", "\t",
    "- \t",
    "> - ", "- > ", "- # ", "- - ", "1. - ", "  - ", "    - ", "   1. ", "| ", ": ", "```",
    "~~~", "[ref]: ",
    "[^1]: ", "[Ref]: /u ", "[é f]:", "   > ", "  # ", "= ", "-", "<", "<!--", "<p>", "\u00a0",
    "**", "_",
    "- [ ] ", "- ```\n  ", "-\n  ", "<a id='x'></a>", "<details>", "<b>", "</p>", "<!", "<?", "<![",
]  # fmt: skip
LINES = [
    "", "", "", "  ", "\t", "---", "***", "* * *", "- - -", "___", "===", "=", "--", "-", "*",
    "+", "1.",
    "```", "````", "~~~", "```py", "``` a`b", "   ```", "    ```", "|---|---|", "| a | b |",
    "-|-", ":-:",
    "<div>", "</div>", "<script>", "</script>", "<!-- more -->", "-->", "<pre>", "#", "# #",
    "## a ##",
    "> ", ">", "[ref]: /url", "[ref]: /url 'title'", "[ref]:", "/url", "'title'", "[a]: <b> (c)",
    "    code", "  - sub", "    - deep", "  text", "   ", "# a | b", "[ref]: /é \"t\"",
    "[^1]: note",
    "[a\nb]: c", "\"t\"", "(t)", "[ref]: /u x", "[b]: javascript:x", "[ ]: /u", "[c]: /u  ",
    "<a>", "<a b='c'>",
]  # fmt: skip
pieces = st.one_of(*map(st.sampled_from, (WORDS, WORDS, SPANS, SPANS, MARKS)))
phrases = st.lists(pieces, max_size=6).flatmap(
    lambda parts: st.sampled_from([" ", "", "\n"]).map(lambda between: between.join(parts))
)
lines = st.one_of(
    st.sampled_from(LINES), st.tuples(st.sampled_from(OPENINGS), phrases).map("".join)
)
bodies = st.tuples(
    st.lists(lines, max_size=9), st.sampled_from(["\n", "\n", "\n\n", "\r\n", "\r"]),
    st.sampled_from(["", "\n", "\n  "]),
).map(lambda parts: parts[1].join(parts[0]) + parts[2])  # fmt: skip


@settings(max_examples=EXAMPLES)
@given(bodies)
def test_bodies_say_what_markdown_it_reads(body: str) -> None:
    """Blocks and marks of all kinds, whole and broken, one upon the other."""
    assert read_markdown(body) == read_whole(body)


@settings(max_examples=EXAMPLES)
@given(phrases)
def test_phrases_say_what_markdown_it_reads(phrase: str) -> None:
    """Marks within one text, whole and broken, side by side."""
    assert read_markdown(phrase) == read_whole(phrase)


@settings(max_examples=EXAMPLES)
@given(st.text('*_ a.\n`[]()!\\<>&;#-+1:|="é', max_size=40))
def test_letters_in_any_order_say_what_markdown_it_reads(body: str) -> None:
    """The letters that mean something to Markdown, thrown together."""
    assert read_markdown(body) == read_whole(body)


TRAPS = [
    "- a `b\n  c`", "- a\n\tb `c\n\td`", "a | b\n-|-\n", "- a | b\n|---|---|",
    "# a | b\n|---|---|",
    "| a\n---", "a\n- \n", "a\n-\n", "- a\n\n      code", "- a\n\n b", "12. a\n\n   b",
    "1. a\n2. b",
    "a\n2. b", "> a\nb", "> a\n> - b\nc", "> ```\nb", ">     code", "```\na", "```\na\n````",
    "~~~ a`b`\n~~~",
    "[a]: /b\n\"t\"\n\n[a]", "[a]: /b \"t\" x\n\n[a]", "[a]: /b\n[a]: /c\n\n[A]",
    "[a][b]\n\n[b]: <c d>",
    "> [a]: /b\n\n[a]", "- [a]: /b\n\n[a]", "[a\u00a0b]: /c\n\n[a b]", "[ẞ]: /c\n\n[SS]",
    "[a]\n\n[a]: /b?c&amp;d",
    "![a][b] ![b] !\\[b]\n\n[b]: /c", "[*a*][b](c)\n\n[b]: /c", "[a][b][c]\n\n[c]: /d",
    "[a [b] c][d]\n\n[d]: /e",
    "<div>\n*a*\n\n*b*", "<!-->\na", "<!-- a\n\nb --> c\nd", "<a id='x'></a>\n*b*", "<a>\n*b*",
    "a\n<a>\n*b*",
    "a\n<div>\n*b*", "<a title='>\n'>", "<b title=\"a>b\"> c", "<script>\n\n*a*\n</script>",
    "</script>\n*a*",
    "<http://xn--e-ean.org>", "<http://a.org/%41>", "<ftp://a.org>", "a &NewLine;b",
    "&#0; &#x41; &lt &lt;",
    "****a****", "*a **b* c**", "**a*", "*a* *b* **c**d", "_a_b_ c_d_e", "*a`*`", "**“a”**b",
    "*a\u00a0*", "~~a~~",
    "a  \n  b", "a \\\nb", "`a`  \nb", "a\\  \nb", "*  \na*", "\u00a0a\u00a0",
    "a\u00a0\n\u00a0b\u00a0\n", "\u00a0\n",
    "a\x0cb\n\x0c\nc", "\0", "a\r\rb", "Title\n===", "Ti\ntle\n  --- ", "a\n    ---", "# a #",
    "# a#", "# #", "#", "## \\#",
    "[a]( b )", "[a](b\tc)", "[a](b \"c\"d)", "[a](b\"c\")", "[a](b(c(d)))", "[a](()",
    "[a](mailto:b@c.d)",
    "[a](b%20c%)", "[a](HTTP://É.org)", "[a](#é)", "[a](vbscript:x)", "[`](a)`](b)", "[a`b`](c)",
    "`` ` ``", "` `` `",
    "- - a", "- # a", "-\n\n  a", "- a\n-\n- b", "* a\n* * *\n* b", "- a\n+ b\n1. c\n2) d",
    "- a\n# b\n- c", "- a\n  - b",
    "- a\n```\nb\n```", "10) a\n    b", "- [ ] a\n- [x] b", "-     a", "1234567890. a", "\t- a",
    "a\n\t- b", "[^1]: a b\n\n[^1]",
]  # fmt: skip


@pytest.mark.parametrize("body", TRAPS)
def test_traps_say_what_markdown_it_reads(body: str) -> None:
    """Where one letter or blank makes another block, another link or none."""
    assert read_markdown(body) == read_whole(body)


@pytest.mark.corpora
@pytest.mark.skipif(not CORPORA.is_dir(), reason="no real blogs lie beside the project")
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_real_posts_say_what_markdown_it_reads(newline: str) -> None:
    """Each post of the real blogs, front matter and all, with either line ending."""
    for path in sorted([*CORPORA.rglob("*.md"), *CORPORA.rglob("*.markdown")]):
        text = path.read_text("utf-8", "surrogateescape")
        for body in (text, _FRONT_MATTER.sub("", text)):
            body = body.replace("\n", newline)

            assert read_markdown(body) == read_whole(body), path


@pytest.mark.parametrize(
    "body",
    ["One\ntwo é.\n\n# Head #\n\nUnder\n=====\n", "```py\n*a*\n```\n\n---\n",
     "> a\n>\n> - b\n> - c\n",
     "- **a** b\n- `c`\n\n  more\n- [ ] d\n\n1. e\n2. f\n",
     "_a_ *b* **c _d_ e** snake_case 5 * 3 < 4 & R&D",
     "[a *b*](c.md \"t\") ![d](e.png) [1] <http://f.org/g> `h`",
     "[a][b] [b] ![b][]\n\n[b]: http://c.org/d 'e'\n",
     "<div class='a'>\n*b*\n</div>\n\n<b>c</b> &eacute; \\*d\n\n<!-- more -->\n",
     "a\u00a0: «\u00a0b\u00a0»\u00a0\n"],
)  # fmt: skip
def test_what_most_posts_are_made_of_needs_no_parser(body: str) -> None:
    """The patterns are certain of it: markdown-it is asked about no block and no text."""
    blocks = blocks_of(body)
    references = blocks.known.get("references", {})
    texts = [block.source for block in blocks.found if block.kind == "text"]

    assert blocks.handed == 0
    assert [text for text in texts if phrase_of(text, references) is None] == []


@pytest.mark.parametrize(
    "body",
    ["[" * 20_000, "[x]:\n" * 20_000, "[x]: <y>\n" * 10_000, "a" + " " * 20_000 + "b\n",
     "`a" * 20_000,
     "- a\n" * 5_000 + "-\n", "> a\n" * 5_000 + "b", "**a " * 5_000, "<a b='c' " * 5_000,
     "```\n~~~\n" * 5_000, "[a](b" + "(c)" * 20_000, "*" * 20_000 + "\n" + "_" * 20_000],
)  # fmt: skip
def test_long_bodies_of_marks_are_parted_at_once(body: str) -> None:
    """No pattern looks again and again through what is behind it: this test would not end."""
    for block in blocks_of(body).found:
        phrase_of(block.source, {})
