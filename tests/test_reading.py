"""A body read by patterns says what it says when markdown-it reads the whole of it."""

import os
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from whole_markdown import read_whole

from blogctl.content.markdown import read_markdown

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
    "- [ ] ", "- ```\n  ", "-\n  ", "<a id='x'></a>", "<details>", "<b>", "</p>", "<!", "<?",
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
