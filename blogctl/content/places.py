"""What is typed where on the command line: the table that completion goes by.

It says again what the commands say, so that the Tab key need not load them; a test compares both.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

ALIASES = {"new": "create", "ls": "list"}
# What names are called in commands, and in the index.
NOUNS = {"tag": "tags", "category": "categories", "series": "series", "author": "authors"}
# What the value of an option is; '' is what only its author knows.
OPTIONS: dict[str, str] = {
    "-C": "folder", "--blog": "folder", "--color": "color", "--fields": "fields",
    "--sort": "sort", "-n": "", "--limit": "", "--format": "", "--from": "file",
    "--tag": "tags", "--category": "categories", "--series": "series", "--lang": "lang",
    "--language": "lang", "--timezone": "", "--date": "when", "--slug": "", "--title": "",
    "--body": "file", "--engine": "engine", "--since": "date", "--set": "field",
    "--unset": "key", "--add": "field", "--remove": "field", "--into": "", "--redirect-to": "",
    "--to": "", "--in": "part", "--as-of": "when", "--at": "when", "--weeks": "", "--port": "",
    "--also": "rule", "--host": "", "--on": "", "--until": "date", "--by": "figure",
    "--html": "file", "--year": "",
}  # fmt: skip
# Those that mean something else, or something at all, in one command.
OWN_OPTIONS: dict[str, dict[str, str]] = {
    "move": {"--to": "folder"},
    "convert": {"--to": "format engine"},
    "views import": {"--format": "views", "--engine": "counting"},
}
# Options that take no value there.
FLAGS: dict[str, set[str]] = {"config": {"--add", "--unset"}}
_TOOLS: dict[str, tuple[str, ...]] = {
    "add": ("NAMES", "query"), "remove": ("NAMES", "query"), "list": ("query",),
    "rename": ("NAMES", "NAMES", "query"), "merge": ("NAMES", "NAMES query"),
    "delete": ("NAMES",), "move": ("NAMES", "query"), "suggest": ("query",),
}  # fmt: skip
_TOOL_OPTIONS = {"list": {"--sort": "order"}, "merge": {"--into": "NAMES"},
                 "delete": {"--redirect-to": "NAMES"}, "move": {"--to": "noun"}}  # fmt: skip
# What the arguments of a command are, one after the other; a query goes on.
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "create": ("",), "duplicate": ("post",), "edit": ("query",), "update": ("query",),
    "replace": ("", "", "query"), "rename": ("post", ""), "publish": ("query",),
    "unpublish": ("query",), "expire": ("query",), "schedule": (), "schedule reflow": (),
    "move": ("query",), "delete": ("query",), "undo": ("operation",),
    "history": (), "list": ("query",), "search": ("query",), "show": ("post",),
    "explain": ("post",), "check": (), "check posts": ("query",), "check names": ("query",),
    "check aliases": ("query",), "stats": ("query",), "top": ("table query",),
    "related": ("post", "query"), "links": ("post query",), "check links": ("query",),
    "ideas": ("query",), "best-of": (), "views": (), "views import": ("file",),
    "views unmatched": (), "views referrers": (),
    "views searches": (), "build": (), "deploy": ("",), "cron": ("unit",), "serve": ("post",),
    "detect": ("folder",), "convert": ("query",), "init": ("folder",),
    "config": ("setting", "value"), "completion": ("shell",),
}  # fmt: skip
for _noun, _names in NOUNS.items():
    ARGUMENTS[_noun] = ()
    for _tool, _places in _TOOLS.items():
        ARGUMENTS[f"{_noun} {_tool}"] = tuple(one.replace("NAMES", _names) for one in _places)
        OWN_OPTIONS[f"{_noun} {_tool}"] = {
            option: value.replace("NAMES", _names)
            for option, value in _TOOL_OPTIONS.get(_tool, {}).items()
        }
_GROUPS = {name.partition(" ")[0] for name in ARGUMENTS if " " in name}
# A negated field, and what may become one.
_NEGATED = re.compile(r"-[A-Za-z][\w.-]+(?::|=|!=|~)")
_BEGUN = re.compile(r"-[A-Za-z][\w.-]*$|" + _NEGATED.pattern)


class Place(NamedTuple):
    """Where the cursor stands: what may be there, and what of it is typed.

    *kept* is the start of the word that stays as it is, as `--to=`; *given* are the arguments
    before it, *folder* is the blog named by -C.
    """

    kinds: tuple[str, ...]
    typed: str
    kept: str = ""
    given: tuple[str, ...] = ()
    folder: str = ""


class _Read(NamedTuple):
    """The words before the cursor: the *command*, its arguments, and the option that waits."""

    command: str
    given: tuple[str, ...]
    folder: str
    waiting: str
    ended: bool


def place_of(words: Sequence[str], typed: str) -> Place | None:
    """Return what may stand behind *words*, where *typed* stands; None for a command or an option.

    The name of the program is not among *words*.
    """
    read = _read(words)
    if read.waiting:
        return _value_of(read, read.waiting, typed, "")
    if typed.startswith("-") and not read.ended:
        option, equals, value = typed.partition("=")
        if equals and option.startswith("--"):
            return _value_of(read, option, value, f"{option}=")
        if not _BEGUN.match(typed):
            return None
    if read.command not in ARGUMENTS or read.command in _GROUPS:
        return Place((), typed) if " " in read.command else None
    return Place(_kinds(read), typed, "", read.given, read.folder)


def _kinds(read: _Read) -> tuple[str, ...]:
    """Return what the next argument is."""
    every, at = ARGUMENTS[read.command], len(read.given)
    if at < len(every):
        return tuple(every[at].split())
    return tuple(every[-1].split()) if every and every[-1].endswith(("query", "file")) else ()


def _value_of(read: _Read, option: str, typed: str, kept: str) -> Place:
    kinds = OWN_OPTIONS.get(read.command, {}).get(option) or OPTIONS.get(option, "")
    return Place(tuple(kinds.split()), typed, kept, read.given, read.folder)


def _read(words: Sequence[str]) -> _Read:
    command, folder, waiting, ended = "", "", "", False
    given: list[str] = []
    for word in words:
        if waiting:
            folder = word if OPTIONS[waiting] == "folder" and not command else folder
            waiting = ""
        elif ended or not word.startswith("-") or _NEGATED.match(word):
            command, given = _with(command, given, word)
        elif word == "--":
            ended = True
        elif word in OPTIONS and word not in FLAGS.get(command, ()):
            waiting = word
        elif word.startswith(("-C", "--blog=")):
            folder = word.removeprefix("-C").removeprefix("--blog=")
    return _Read(command, tuple(given), folder, waiting, ended)


def _with(command: str, given: list[str], word: str) -> tuple[str, list[str]]:
    """Return the command and its arguments with one more *word*."""
    if not command:
        return ALIASES.get(word, word), given
    if command in _GROUPS and not given:
        return f"{command} {word}", given
    return command, [*given, word]
