"""What the Tab key offers: words that fit, from what is known; never an error, never a write."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest
import typer
from conftest import Folder, Run, post

from blogctl import cli
from blogctl.blog.sites import ENGINES
from blogctl.commands import _completing, _names, completion, convert
from blogctl.content import completing_fields
from blogctl.content.completing import _CHOICES, Answer, Candidate, complete
from blogctl.content.places import (
    ALIASES,
    ARGUMENTS,
    FLAGS,
    NOUNS,
    OPTIONS,
    OWN_OPTIONS,
    place_of,
)
from blogctl.content.rules import NOUNS as RULED
from blogctl.display.completions import Typed, read_line, written
from blogctl.display.stream import PREFER
from blogctl.storage.index import glance

Tab = Callable[..., list[str]]
SPECIAL = "|&;()<>$`\\\"'*?[] !#~^{}"


class Told:
    """What is known of a blog, told to it."""

    def names(self, kind: str, start: str) -> Iterable[Candidate]:
        """Return names of each kind."""
        names = {"tags": ["python", "pypy", "école", "Le wiki", "a,b"], "series": ["Le wiki"],
                 "lang": ["fr", "en"], "authors": ["Ada"], "categories": ["Culture"]}  # fmt: skip
        return [Candidate(name, "2 posts") for name in names[kind]]

    def slugs(self, start: str) -> Iterable[Candidate]:
        """Return two slugs."""
        return [Candidate("garden", "A garden"), Candidate("tags", "On tags")]

    def paths(self, start: str) -> Iterable[Candidate]:
        """Return a folder and a post."""
        return [Candidate("posts/"), Candidate("posts/garden.md", "A garden")]

    def periods(self, start: str) -> Iterable[Candidate]:
        """Return a year, or its month."""
        return [Candidate("2025-03" if len(start) > 4 else "2025")]

    def keys(self) -> Iterable[Candidate]:
        """Return two fields."""
        return [Candidate("mood"), Candidate("tags")]

    def queries(self) -> Iterable[Candidate]:
        """Return a saved query."""
        return [Candidate("notes", "is:draft")]

    def settings(self) -> Iterable[Candidate]:
        """Return two settings."""
        return [Candidate("language"), Candidate("queries.")]

    def operations(self) -> Iterable[Candidate]:
        """Return one operation."""
        return [Candidate("12", "blogctl tag add x")]


def offered(line: str) -> Answer | None:
    """Return what is offered at the end of a line, None for a command's or an option's name."""
    words = line.split(" ")
    place = place_of(words[:-1], words[-1])
    return None if place is None else complete(place, Told())


def words(line: str) -> list[str]:
    """Return the words offered at the end of a line."""
    answer = offered(line)
    assert answer is not None
    return [one.word for one in answer.candidates]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("list tag:py", "tag:python tag:pypy"),
        ("list tags:pyp", "tags:pypy"),
        ("list TAG:pyp", "TAG:pypy"),
        ("list tag=pyp", "tag=pypy"),
        ("list tag!=pyp", "tag!=pypy"),
        ("list tag~pyp", ""),
        ("list -tag:pyp", "-tag:pypy"),
        ("list not tag:pyp", "tag:pypy"),
        ("list x or tag:pyp", "tag:pypy"),
        ("list tag:x,pyp", "tag:x,pypy"),
        ("list tag:pypy,py", "tag:pypy,python"),
        ("list tag:ECO", "tag:école"),
        ("list tag:le-w", "tag:Le wiki"),
        ("list tag:a", ""),
        ("ls lang:f", "lang:fr"),
        ("list author:a", "author:Ada"),
        ("list is:dr", "is:draft"),
        ("list is:draft,li", "is:draft,live"),
        ("list has:im", "has:image"),
        ("list no:ta", "no:tag"),
        ("list status:sch", "status:scheduled"),
        ("list draft:t", "draft:true"),
        ("list sort:-tit", "sort:-title"),
        ("list sort:title,-da", "sort:title,-date"),
        ("list meta.mo", "meta.mood:"),
        ("list met", "meta."),
        ("list pref", "prefix:"),
        ("list tit", "title:"),
        ("list ta", "tag: tags"),
        ("list -ta", "-tag:"),
        ("list ga", "garden"),
        ("list @n", "@notes"),
        ("list date:yes", "date:yesterday"),
        ("list date:202", "date:2025"),
        ("list date:2025-", "date:2025-03"),
        ("list date:2025..yes", "date:2025..yesterday"),
        ("list date:7", "date:7d.."),
        ("list date:..7", ""),
        ("list updated:mo", "updated:mon"),
        ("list zzz:", ""),
        ("list color:", ""),
        ("list -- -tag:pyp", "-tag:pypy"),
        ("list --color n", "never"),
        ("list --color=n", "--color=never"),
        ("list --fields path,tit", "path,title"),
        ("list --sort -dat", "-date"),
        ("list --from x tag:pyp", "tag:pypy"),
        ("list -n 5 tag:pyp", "tag:pypy"),
        ("-C there list tag:pyp", "tag:pypy"),
        ("tag list --sort -tr", "-trend"),
        ("tag rename pyp", "pypy"),
        ("tag rename python pyp", "pypy"),
        ("tag rename a b tag:pyp", "tag:pypy"),
        ("tag add python,pyp", "python,pypy"),
        ("tag add x is:dr", "is:draft"),
        ("tag merge python pyp", "pypy"),
        ("tag merge python --into pyp", "pypy"),
        ("tag delete x --redirect-to=pyp", "--redirect-to=pypy"),
        ("tag move x --to cat", "category"),
        ("series rename le", "Le wiki"),
        ("convert --to hu", "hugo"),
        ("convert --to ya", "yaml"),
        ("init --engine zo", "zola"),
        ("create --tag pyp", "pypy"),
        ("create --series Le", "Le wiki"),
        ("create --lang e", "en"),
        ("create Title", ""),
        ("create --date tom", "tomorrow"),
        ("update --set mo", "mood="),
        ("update --set tags=pyp", "tags=pypy"),
        ("update --add tags=python,pyp", "tags=python,pypy"),
        ("update --unset mo", "mood"),
        ("show ga", "garden"),
        ("show posts/g", "posts/garden.md"),
        ("explain ga", "garden"),
        ("duplicate ga", "garden"),
        ("rename garden ", ""),
        ("undo ", "12"),
        ("config lang", "language"),
        ("config language f", "fr"),
        ("replace old new --in body,mo", "body,mood"),
        ("config --unset lang", "language"),
        ("completion z", "zsh"),
        ("top ta", "tags tag:"),
        ("history ", ""),
    ],
)
def test_words_are_offered(line: str, expected: str) -> None:
    """What fits the place, whole; case, accents and blanks aside where nothing fits to the letter.

    Where two kinds of words may stand, those of both are offered.
    """
    found = words(line)

    assert " ".join(found) == expected


@pytest.mark.parametrize(
    "line", ["", "li", "tag ", "tag ren", "list --", "list --fie", "-", "check "]
)
def test_commands_and_options_are_typers(line: str) -> None:
    """The names of commands and options come from the commands themselves."""
    assert offered(line) is None


@pytest.mark.parametrize(
    ("line", "paths"),
    [("-C ", "folders"), ("detect ", "folders"), ("init x", "folders"), ("move --to p", "folders"),
     ("list --from ", "files"), ("create x --body ", "files"), ("show zz", "files"),
     ("list zz", "files"), ("list tag:zz", ""), ("list ", ""), ("tag rename zz", ""),
     ("create ", ""), ("undo 9", "")],
)  # fmt: skip
def test_files_are_offered_where_they_may_stand(line: str, paths: str) -> None:
    """A shell completes names of files itself, where it is told to."""
    answer = offered(line)

    assert answer is not None
    assert answer.paths == paths


def test_what_is_offered_is_explained() -> None:
    """Slugs have their titles, saved queries what they say, operations their commands."""
    helps = {one.word: one.help for line in ("show ", "list @", "undo ", "tag rename p")
             for one in (offered(line) or Answer()).candidates}  # fmt: skip

    assert helps["garden"] == "A garden"
    assert helps["@notes"] == "is:draft"
    assert helps["12"] == "blogctl tag add x"
    assert helps["python"] == "2 posts"


def test_few_enough_are_offered() -> None:
    """Nobody looks through thousands of words."""

    class Many(Told):
        def names(self, kind: str, start: str) -> Iterable[Candidate]:
            return [Candidate(f"tag-{number}") for number in range(5000)]

    place = place_of(["list"], "tag:")
    assert place is not None

    assert len(complete(place, Many()).candidates) == 300


def commands() -> Iterator[tuple[str, Any]]:
    """Yield each command, and each of a group, with its name."""
    top = typer.main.get_command(cli.app)
    context = top.make_context("blogctl", [], resilient_parsing=True)
    for name in cli.COMMANDS:
        command = top.get_command(context, name)  # type: ignore[attr-defined]
        yield name, command
        for own, inner in getattr(command, "commands", {}).items():
            yield f"{name} {own}", inner


ALL = dict(commands())


@pytest.mark.parametrize("name", ALL)
def test_the_table_says_what_the_commands_say(name: str) -> None:
    """Every command has its arguments in `content.places`, and every option with a value is there.

    If this fails, a command or an option is new: add it to ARGUMENTS or OPTIONS, so that completion
    knows what may stand there. Where nothing can be known, '' says so.
    """
    arguments = [one for one in ALL[name].params if one.param_type_name == "argument"]
    options = [one for one in ALL[name].params if one.param_type_name == "option"]
    values = {text for one in options if not one.is_flag for text in one.opts}
    flags = {text for one in options if one.is_flag for text in (*one.opts, *one.secondary_opts)}
    queries = [one.metavar.endswith(("[QUERY]...", "QUERY")) for one in arguments]

    assert len(ARGUMENTS[name]) == len(arguments)
    assert [kind.endswith("query") for kind in ARGUMENTS[name]] == queries or "merge" in name
    assert values <= OPTIONS.keys()
    assert flags & OPTIONS.keys() == FLAGS.get(name, set())
    assert OWN_OPTIONS.get(name, {}).keys() <= values


def test_the_table_has_nothing_else() -> None:
    """What it says of commands that there are not would never be seen."""
    assert ARGUMENTS.keys() == ALL.keys()
    assert ALIASES == cli.ALIASES


def test_the_choices_are_those_of_the_program() -> None:
    """They are written twice, so that the Tab key need not load where they are used."""
    assert set(_CHOICES["engine"]) == set(ENGINES)
    assert _CHOICES["color"] == PREFER
    assert _CHOICES["format"] == tuple(convert.FORMATS)
    assert _CHOICES["shell"] == completion.SHELLS
    assert _CHOICES["order"] == tuple(_names.SORTS)
    assert tuple(NOUNS) == tuple(RULED)
    assert set(completing_fields.values("is")) > {Candidate("draft"), Candidate("live")}


BREAKS = " \t\n\"'@><=;|&(:"


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("blogctl list ", Typed(("blogctl", "list"), "")),
        ("blogctl list tag:py", Typed(("blogctl", "list"), "tag:py", 4)),
        ("blogctl list tag!=py", Typed(("blogctl", "list"), "tag!=py", 5)),
        ("blogctl list @na", Typed(("blogctl", "list"), "@na", 0)),
        (r"blogctl a\ b c", Typed(("blogctl", "a b"), "c")),
        ("blogctl 'a b' c", Typed(("blogctl", "a b"), "c")),
        ("blogctl '' c", Typed(("blogctl", ""), "c")),
        ('blogctl tag:"a b', Typed(("blogctl",), "tag:a b", 4, '"')),
        ("blogctl 'tag:a b", Typed(("blogctl",), "tag:a b", 0, "'")),
        (r"blogctl tag:a\ b", Typed(("blogctl",), "tag:a b", 4)),
        (r'blogctl "a\"b\c', Typed(("blogctl",), r'a"b\c', 0, '"')),
        ("blogctl a\\", Typed(("blogctl",), "a\\")),
        ("", Typed((), "")),
    ],
)
def test_a_line_is_read_as_bash_does(line: str, typed: Typed) -> None:
    """Quotes are taken off; what bash does not replace is counted."""
    assert read_line(line, BREAKS) == typed


@pytest.mark.parametrize("letter", SPECIAL)
@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_what_bash_is_given_reads_as_the_word(letter: str, quote: str) -> None:
    """Whatever is in a name, what stands on the line afterwards is that name."""
    if quote and letter == "!":
        pytest.skip("history is expanded between double quotes, whatever is before it")
    name = f"{letter}a{letter}b{letter}"
    line = read_line(f"blogctl list tag:{quote}", BREAKS)

    (text,) = written(Answer((Candidate(f"tag:{name}"),)), "bash", line, ours=True).splitlines()

    assert read_line(f"tag:{quote}{text}{quote}", BREAKS).last == f"tag:{name}"


@pytest.mark.parametrize(
    ("word", "text"),
    [("tag:a", "tag:a"), ("tag:a b", "'tag:a b'"), ("tag:l'a", "'tag:l''a'"), ("@n", "'@n'"),
     ("tag:a,b", "'tag:a,b'"), ("tag:$x", "'tag:$x'"), ("posts/a.md", "posts/a.md")],
)  # fmt: skip
def test_powershell_is_given_what_it_reads(word: str, text: str) -> None:
    """Commas, `@` and `$` mean something to it, so that such a word is quoted."""
    answer = Answer((Candidate(word, "Help"),))

    assert written(answer, "powershell", Typed((), ""), ours=True) == f"{text}\tHelp\n"


def test_help_is_harmless() -> None:
    """A title cannot steer the terminal, nor end the line; a word that would is left out."""
    answer = Answer((Candidate("a", "x\x1b[2J\ny"), Candidate("b\x1b", "z")))

    assert written(answer, "zsh", Typed((), ""), ours=True) == "a\tx\\x1b[2J y\n"


@pytest.fixture
def tab(blog: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tab:
    """Return what presses the Tab key at the end of a line typed in the blog."""

    def press(line: str, *, folder: str = "") -> list[str]:
        monkeypatch.chdir(blog.root / folder)
        capsys.readouterr()
        _completing.answer(cli.app, "complete_zsh", {"_BLOGCTL_LINE": f"blogctl {line}"})
        answer = capsys.readouterr()
        assert answer.err == ""
        return [line.partition("\t")[0] or line for line in answer.out.splitlines()]

    return press


def everything(blog: Folder) -> dict[Path, tuple[int, int]]:
    """Return every file and folder, blogctl's own too, as it is.

    But for the table of locks that SQLite's readers share: who looks into it is noted there.
    """
    found = (path for path in blog.root.rglob("*") if not path.name.endswith("-shm"))
    return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in found}


@pytest.fixture
def indexed(blog: Folder, run: Run) -> Folder:
    """Return a blog that is large enough to have an index."""
    blog(**{f"p_{n:03}": post(f"Post {n}", tags="[b]", date="2024-02-03") for n in range(100)})
    blog(wiki=post("Le wiki", tags="[École]", series="Le wiki en pratique", date="2026-01-02",
                   lang="fr", mood="calm"))  # fmt: skip
    run("list --count")
    assert list(blog.root.glob(".blogctl/cache/*.sqlite"))
    return blog


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("list tag:", "tag:b tag:École"),
        ("list tag:ec", "tag:École"),
        ("list lang:", "lang:fr"),
        ("list meta.m", "meta.mood:"),
        ("list date:2", "date:2026 date:2024"),
        ("list date:2024-", "date:2024-02"),
        ("show wi", "wiki"),
        ("show WI", "wiki"),
        ("show p-00", " ".join(f"p-00{n}" for n in range(10))),
        ("show po", "posts/"),
        ("show posts/wi", "posts/wiki.md"),
        ("show ./posts/wi", "./posts/wiki.md"),
        ("list tag:zz", ""),
    ],
)
def test_the_index_is_asked(indexed: Folder, tab: Tab, line: str, expected: str) -> None:
    """What the posts had when it was last brought up to date is offered."""
    assert " ".join(tab(line)) == expected


def test_names_of_very_many_posts_are_not_counted(
    indexed: Folder, tab: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are found all the same."""
    monkeypatch.setattr(glance, "_COUNTED", 100)

    assert tab("list tag:") == ["tag:b", "tag:École"]
    assert tab("list tag:e") == ["tag:École"]


def test_paths_are_those_of_the_folder(indexed: Folder, tab: Tab) -> None:
    """In a folder of the blog, they begin there."""
    assert tab("show wiki.", folder="posts") == ["wiki.md"]
    assert tab("show ./wi", folder="posts") == ["./wiki.md"]
    assert tab("-C .. show posts/wi", folder="posts") == ["posts/wiki.md"]


@pytest.mark.parametrize(
    "line", ["list tag:", "list ", "show ", "list @", "undo ", "li", "list --"]
)
def test_nothing_is_written(indexed: Folder, tab: Tab, line: str) -> None:
    """No file comes, goes or changes, whatever is completed; what is new is not looked for."""
    indexed(fresh=post("Fresh", tags="[fresh]"))
    before = everything(indexed)

    found = tab(line)

    assert everything(indexed) == before
    assert "tag:fresh" not in found


def test_an_index_in_use_is_read(indexed: Folder, tab: Tab) -> None:
    """Another process that has it open, or writes into it, stops nothing."""
    (path,) = indexed.root.glob(".blogctl/cache/*.sqlite")
    other = apsw.Connection(str(path))
    other.execute("INSERT INTO names VALUES('tags', 'new', 1, 9, 'New')")
    other.execute("BEGIN IMMEDIATE; DELETE FROM names")
    before = {path: size for path, (_, size) in everything(indexed).items()}

    assert tab("list tag:") == ["tag:b", "tag:New", "tag:École"]
    assert {path: size for path, (_, size) in everything(indexed).items()} == before
    other.close()


def test_a_small_blog_is_read(blog: Folder, tab: Tab) -> None:
    """Without an index, few posts are read, and nothing is kept of them."""
    blog(a=post(tags="[wiki]"))
    before = everything(blog)

    assert tab("list tag:") == ["tag:wiki"]
    assert everything(blog) == before


def test_a_large_blog_without_an_index_offers_nothing(blog: Folder, tab: Tab) -> None:
    """Reading a hundred files for one key would be felt."""
    blog(**{f"p{number}": post(tags="[wiki]") for number in range(100)})
    before = everything(blog)

    assert tab("list tag:") == []
    assert everything(blog) == before


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
@pytest.mark.parametrize("line", ["list tag:", "show ", "list date:", "update --set "])
def test_a_damaged_index_offers_nothing(
    indexed: Folder, tab: Tab, damage: bytes, line: str
) -> None:
    """Nor is it mended: the next command does that."""
    (path,) = indexed.root.glob(".blogctl/cache/*.sqlite")
    path.write_bytes(damage)
    for end in ("-wal", "-shm"):
        # The journal alone can hold all that was written.
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)
    before = everything(indexed)

    assert [word for word in tab(line) if "b" in word.partition(":")[2]] == []
    assert everything(indexed) == before


@pytest.mark.parametrize("text", ["queries =", "wrong = 1", "\xff"])
def test_broken_settings_are_no_error(blog: Folder, tab: Tab, text: str) -> None:
    """What cannot be read offers nothing; settings can still be mended."""
    blog.write(".blogctl/config.toml", text.encode("latin-1"))

    assert tab("list @") == []
    assert tab("config tim") == ["timezone"]


@pytest.mark.parametrize("line", ["list tag:", "show ", "list @", "undo ", "tag nothing ", "xyz ",
                                  "-C /nowhere list tag:", "list --nothing x:"])  # fmt: skip
def test_nowhere_is_no_error(blog: Folder, tab: Tab, line: str) -> None:
    """In a folder that is no blog, nothing is offered, and nothing said."""
    (blog.root / "posts").rmdir()

    assert tab(line) == []


@pytest.mark.parametrize(
    "line", ["'", '"', "\\", "list 'a", "-C", "--", "list -- --x", "\t", "é\n"]
)
def test_any_line_can_be_asked_about(blog: Folder, tab: Tab, line: str) -> None:
    """A quote left open, or nothing at all, is nobody's error."""
    tab(line)


def test_saved_queries_settings_and_operations(blog: Folder, run: Run, tab: Tab) -> None:
    """They are read from the blog's own folder."""
    blog(a=post(tags="[wiki]"))
    run(["config", "queries.notes", "is:draft"])
    run("tag add outils a --yes")
    run("tag add divers a --yes")

    assert tab("list @") == ["@notes"]
    assert tab("config queries.") == ["queries.notes", "queries."]
    assert tab("undo ") == ["3", "2", "1"]
