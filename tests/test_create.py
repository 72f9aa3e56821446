"""`create`: a new post where the blog would have it, as its author would write it."""

from pathlib import Path
from typing import Any

import pytest
from conftest import Folder, Run, post

from blogctl.content.document import cut
from blogctl.content.front_matter import read_fields

DAY = "2026-11-23"
PARIS = 'engine = "plain"\ntimezone = "Europe/Paris"\nlanguage = "fr"\n'
HUGO = 'baseURL = "https://example.org/"\ntimeZone = "Europe/Paris"\n'


def fields_of(blog: Folder, path: str) -> dict[str, Any]:
    """Return the front matter of a file."""
    return read_fields(cut(blog.data(path)))


def created(run: Run, *words: str) -> str:
    """Type `create` with *words* and return the path that it prints."""
    return run(["create", *words]).out.removesuffix("\n")


# The slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("L’été à Orléans n°5", "l-ete-a-orleans-n-5"),
        ("L'été à Orléans n°5", "l-ete-a-orleans-n-5"),
        ("  Hello,   World!  ", "hello-world"),
        ("Œuvres & cœurs", "oeuvres-coeurs"),
        ("C’est « ça » : oui ?", "c-est-ca-oui"),
        ("Straße", "strasse"),
        ("2026", "2026"),
        ("a.b_c", "a-b-c"),
        ("--tirets--", "tirets"),
        ("../../etc/passwd", "etc-passwd"),
        ("aujourd’hui", "aujourd-hui"),
        ("🎈 fête", "fete"),
    ],
)
def test_the_slug_of_a_title(title: str, slug: str, blog: Folder, run: Run) -> None:
    """A title is spelt in ASCII, its words joined with hyphens, apostrophes parting words."""
    path = created(run, "--", title)

    assert path == f"posts/{DAY}-{slug}.md"


@pytest.mark.parametrize("title", ["🎈", "!!!", "…", "« »"])
def test_a_title_with_nothing_to_spell(title: str, blog: Folder, run: Run) -> None:
    """Where nothing of the title can be spelt, the slug is the date, and the title stays."""
    path = created(run, title)

    assert DAY in path
    assert fields_of(blog, path)["title"] == title


def test_a_long_title_is_cut_between_words(blog: Folder, run: Run) -> None:
    """A slug has at most 120 bytes, and no word in it is cut."""
    path = created(run, "mots " * 60)

    slug = Path(path).stem.removeprefix(f"{DAY}-")
    assert len(slug) <= 120
    assert set(slug.split("-")) == {"mots"}


def test_a_slug_of_ones_own(blog: Folder, run: Run) -> None:
    """--slug names the file, and the post is found by it."""
    path = created(run, "Notes", "--slug", "notes-de-mars")

    assert path == f"posts/{DAY}-notes-de-mars.md"
    assert run("list notes-de-mars --json").json[0]["slug"] == "notes-de-mars"


@pytest.mark.parametrize("slug", ["../x", "a/b", "", "-a", "a b", ".a", "a..b", "a?b", "a" * 121])
def test_a_slug_that_cannot_be(slug: str, blog: Folder, run: Run) -> None:
    """A slug that leaves its folder or breaks a URL is a usage error, and nothing is written."""
    answer = run(["create", "Notes", f"--slug={slug}"], code=2)

    assert "slug" in answer.err
    assert blog.files() == {}


@pytest.mark.parametrize("title", ["", "   ", "\t\n", "a\x1b[31mb", "a\x7f"])
def test_a_title_that_cannot_be(title: str, blog: Folder, run: Run) -> None:
    """An empty title, and one that would steer a terminal, are usage errors."""
    answer = run(["create", title], code=2)

    assert "title" in answer.err
    assert blog.files() == {}


@pytest.mark.parametrize("title", ["Notes", "NOTES", "Nôtes"])
def test_a_slug_that_another_post_has(title: str, blog: Folder, run: Run) -> None:
    """A slug that is taken is an error that names the post, exit 1, and nothing is written."""
    blog.write("posts/2020-01-02-notes.md", post())
    before = blog.files()

    answer = run(["create", title], code=1)

    assert "posts/2020-01-02-notes.md" in answer.err
    assert "--slug" in answer.err
    assert blog.files() == before


def test_a_slug_taken_in_front_matter(blog: Folder, run: Run) -> None:
    """A slug counts as taken where only the front matter says it."""
    blog(other=post(slug="notes"))

    answer = run("create Notes", code=1)

    assert "posts/other.md" in answer.err


def test_a_file_that_is_there_already(blog: Folder, run: Run) -> None:
    """A file is never written over, whatever its slug is."""
    blog.write(f"posts/{DAY}-notes.md", post(slug="autre"))
    before = blog.files()

    answer = run("create Notes", code=1)

    assert f"posts/{DAY}-notes.md" in answer.err
    assert blog.files() == before


def test_twice_the_same(blog: Folder, run: Run) -> None:
    """The same command a second time is refused, and the first post stays as it is."""
    created(run, "Notes")
    before = blog.files()

    run("create Notes", code=1)

    assert blog.files() == before


# Where it goes


@pytest.mark.parametrize(
    ("names", "path"),
    [
        ([], f"posts/{DAY}-neuf.md"),
        (["2020-01-02-a", "2020-01-03-b", "c"], f"posts/{DAY}-neuf.md"),
        (["a", "b", "2020-01-03-c"], "posts/neuf.md"),
        (["a", "2020-01-03-c"], f"posts/{DAY}-neuf.md"),
    ],
)
def test_the_habit_of_names(names: list[str], path: str, blog: Folder, run: Run) -> None:
    """A file's name starts with its date where most do, or where there is no habit yet."""
    for name in names:
        blog.write(f"posts/{name}.md", post(name))

    assert created(run, "Neuf") == path


def test_the_habit_of_bundles(blog: Folder, run: Run) -> None:
    """Where most posts are folders, a new one is a folder with an index file."""
    for name in ("a", "b"):
        blog.write(f"posts/{name}/index.md", post(name))
    blog(c=post("c"))

    assert created(run, "Neuf") == "posts/neuf/index.md"


@pytest.mark.parametrize(
    ("option", "path"),
    [("--bundle", f"posts/{DAY}-neuf/index.md"), ("--no-bundle", f"posts/{DAY}-neuf.md")],
)
def test_a_bundle_asked_for(option: str, path: str, blog: Folder, run: Run) -> None:
    """--bundle and --no-bundle overrule the habit."""
    assert created(run, "Neuf", option) == path
    assert (blog.root / path).is_file()


def test_the_habit_of_folders(blog: Folder, run: Run) -> None:
    """A new post lies in the folder where most posts lie."""
    blog.write("posts/notes/a.md", post("a"))
    blog.write("posts/notes/b.md", post("b"))
    blog(c=post("c"))

    assert created(run, "Neuf") == "posts/notes/neuf.md"


# The front matter


def test_a_new_post_is_an_undated_draft(blog: Folder, run: Run) -> None:
    """A new post is a draft with no date, so that publishing dates it."""
    path = created(run, "Neuf")

    assert blog.text(path) == "---\ntitle: Neuf\ndraft: true\n---\n\n"
    assert run("list --json").json[0]["status"] == "draft"


def test_published_at_once(blog: Folder, run: Run) -> None:
    """--publish writes the moment and no draft."""
    path = created(run, "Neuf", "--publish")

    assert fields_of(blog, path) == {
        "title": "Neuf", "date": "2026-11-23T08:00:00Z", "draft": False,
    }  # fmt: skip
    assert run("list --json").json[0]["status"] == "published"


@pytest.mark.parametrize(
    "title",
    ["Un titre: « deux »", 'Il a dit "non"', "[brackets]", "{{ title }}", "🎈 fête", "- tiret",
     "-5 degrés", "# dièse", "l'été", "no", "1.10", "2026-01-02", "a # b", "back\\slash", "@moi",
     "100 %", "&ancre", "*alias", "!tag", "| bar", "> plus", "null", "où\u00a0?", "é" * 90, "'",
     "---", "...", "a: b: c", "%TAG", "`code`", "~", "{{< ref >}}", "\u202f!"],
)  # fmt: skip
def test_any_title_survives(title: str, blog: Folder, run: Run) -> None:
    """A title is read back letter for letter, whatever it means to YAML."""
    path = created(run, "--", title)

    wanted = " ".join(title.split())
    assert fields_of(blog, path)["title"] == wanted
    assert run("list --json --fields title").json == [{"title": wanted}]


def test_a_title_that_looks_like_an_option(blog: Folder, run: Run) -> None:
    """A title that starts with a hyphen is refused with a hint at `--`."""
    answer = run(["create", "-5 degrés"], code=2)

    assert "--" in answer.err.split("hint:")[1]


def test_tags_and_categories(blog: Folder, run: Run) -> None:
    """--tag and --category take names again and again, or parted by commas, each once."""
    path = created(
        run, "Neuf", "--tag", "wiki, vie du blog", "--tag", "wiki", "--category", "Outils"
    )

    assert fields_of(blog, path)["tags"] == ["wiki", "vie du blog"]
    assert fields_of(blog, path)["categories"] == ["Outils"]


def test_an_empty_tag(blog: Folder, run: Run) -> None:
    """An empty tag is a usage error, and nothing is written."""
    run(["create", "Neuf", "--tag", "a,,b"], code=2)

    assert blog.files() == {}


@pytest.mark.parametrize(
    ("written", "expected"), [(None, "S"), ("Carbone", "S"), ("[Carbone]", ["S"])]
)
def test_the_habit_of_series(written: str | None, expected: object, blog: Folder, run: Run) -> None:
    """A series is written as the blog writes it: one name, or a list."""
    if written:
        blog(a=post("a", series=written))

    path = created(run, "Neuf", "--series", "S")

    assert fields_of(blog, path)["series"] == expected


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("2026-03-15", "2026-03-15T00:00:00+01:00"),
        ("2026-07-15", "2026-07-15T00:00:00+02:00"),
        ("2026-03-15T08:30", "2026-03-15T08:30:00+01:00"),
        ("2026-03-15@08:30", "2026-03-15T08:30:00+01:00"),
        ("today", "2026-11-23T00:00:00+01:00"),
        ("tomorrow@08:00", "2026-11-24T08:00:00+01:00"),
        ("tue@08:00", "2026-11-24T08:00:00+01:00"),
        ("mon@08:00", "2026-11-30T08:00:00+01:00"),
        ("mon@18:00", "2026-11-23T18:00:00+01:00"),
        ("+7d", "2026-11-30T00:00:00+01:00"),
        ("2d", "2026-11-21T00:00:00+01:00"),
        ("2026-10-25T02:30", "2026-10-25T02:30:00+02:00"),
        ("2024-02-29", "2024-02-29T00:00:00+01:00"),
    ],
)
def test_the_forms_of_a_date(typed: str, date: str, blog: Folder, run: Run) -> None:
    """--date takes what queries take, is written with the blog's offset, and dates the name."""
    blog.write(".blogctl/config.toml", PARIS)

    path = created(run, "Neuf", "--date", typed)

    assert fields_of(blog, path)["date"] == date
    assert path == f"posts/{date[:10]}-neuf.md"
    assert fields_of(blog, path)["draft"] is True


@pytest.mark.parametrize("typed", ["2026-02-30", "soon", "", "2026-03-15T25:00", "15/03/2026"])
def test_a_date_that_is_none(typed: str, blog: Folder, run: Run) -> None:
    """What is no date is a usage error, and nothing is written."""
    run(["create", "Neuf", f"--date={typed}"], code=2)

    assert blog.files() == {}


def test_a_time_that_a_clock_change_skips(blog: Folder, run: Run) -> None:
    """A local time that does not exist is refused, here as in `publish`."""
    blog.write(".blogctl/config.toml", PARIS)

    answer = run("create Neuf --date 2026-03-29T02:30", code=2)

    assert "clock change" in answer.err
    assert blog.files() == {}


def test_a_later_date_with_publish(blog: Folder, run: Run) -> None:
    """--publish with a date to come makes a scheduled post."""
    created(run, "Neuf", "--publish", "--date", "2027-01-02@08:00")

    assert run("list --json").json[0]["status"] == "scheduled"


@pytest.mark.parametrize(
    ("known", "typed", "value"),
    [
        (None, "mood=calm", "calm"),
        (None, "mood=true", True),
        (None, "mood=12", 12),
        (None, "mood=01234", "01234"),
        (None, "mood=1.10", "1.10"),
        (None, "mood=[a, b]", ["a", "b"]),
        (None, "mood=a=b", "a=b"),
        (None, "mood=", ""),
        ("'12'", "mood=13", "13"),
        ("'true'", "mood=false", "false"),
        ("[a, b]", "mood=c", ["c"]),
        ("[a, b]", "mood=c, d", ["c", "d"]),
        ("7", "mood=8", 8),
        ("false", "mood=true", True),
    ],
)
def test_other_fields_are_typed(
    known: str | None, typed: str, value: object, blog: Folder, run: Run
) -> None:
    """--set KEY=VALUE keeps the type that the field has in other posts, else reads true and 12."""
    if known:
        blog(a=post("a", mood=known))

    path = created(run, "Neuf", "--set", typed)

    assert fields_of(blog, path)["mood"] == value
    assert type(fields_of(blog, path)["mood"]) is type(value)


@pytest.mark.parametrize("typed", ["mood", "=calm", " =calm"])
def test_a_field_without_key_or_value(typed: str, blog: Folder, run: Run) -> None:
    """--set without KEY= is a usage error, and nothing is written."""
    run(["create", "Neuf", "--set", typed], code=2)

    assert blog.files() == {}


@pytest.mark.parametrize("key", ["a#b", "été", "a b", "12", "x-y"])
def test_an_odd_key_is_read_back(key: str, blog: Folder, run: Run) -> None:
    """A key of --set may hold what YAML lets a key hold."""
    path = created(run, "Neuf", "--set", f"{key}=x")

    assert fields_of(blog, path)[key] == "x"


@pytest.mark.parametrize("key", ["a: b", "[x]", "- x", "# x", "*x", "a\nb"])
def test_a_key_that_yaml_would_misread(key: str, blog: Folder, run: Run) -> None:
    """A key of --set that YAML would take for something else stands in quotes."""
    path = created(run, "Neuf", "--set", f"{key}=x")

    assert fields_of(blog, path)[key] == "x"


def test_the_author_of_the_settings(blog: Folder, run: Run) -> None:
    """The author that the settings name is the author of a new post, unless --set says another."""
    blog.write(".blogctl/config.toml", 'engine = "plain"\nauthor = "Camille Roussel"\n')

    one = created(run, "Un")
    two = created(run, "Deux", "--set", "author=Idriss")

    assert fields_of(blog, one)["author"] == "Camille Roussel"
    assert fields_of(blog, two)["author"] == "Idriss"


def test_the_language_of_a_plain_blog(blog: Folder, run: Run) -> None:
    """--lang is written; without it, where posts name theirs, so does a new one."""
    blog.write(".blogctl/config.toml", PARIS)
    blog(a=post("a", lang="fr"))

    one = created(run, "Un")
    two = created(run, "Two", "--lang", "en")

    assert fields_of(blog, one)["lang"] == "fr"
    assert fields_of(blog, two)["lang"] == "en"


def test_the_language_of_a_hugo_site(blog: Folder, run: Run) -> None:
    """In a Hugo site the language is in the name of the file, and one that is unknown an error."""
    languages = 'defaultContentLanguage = "fr"\n[languages.fr]\nweight = 1\n[languages.en]\n'
    blog.write("hugo.toml", HUGO + languages)
    blog.write("content/posts/a.md", post("a"))

    answer = run("create Two --lang de", code=2)
    path = created(run, "Two", "--lang", "en")

    assert "fr, en" in answer.err
    assert path == "content/posts/two.en.md"
    assert "lang" not in fields_of(blog, path)


# The text


def test_a_body_from_a_file(blog: Folder, run: Run, tmp_path: Path) -> None:
    """--body FILE gives the text, byte for byte, below an empty line."""
    (tmp_path / "texte.md").write_bytes("Bonjour « toi ».\n\n  fin  ".encode())

    path = created(run, "Neuf", "--body", str(tmp_path / "texte.md"))

    assert blog.text(path).endswith("---\n\nBonjour « toi ».\n\n  fin  ")


def test_a_body_from_a_pipe(blog: Folder, spawn: Run) -> None:
    """--body - reads the text from stdin."""
    answer = spawn(["create", "Neuf", "--body", "-"], typed="Du texte.\n")

    assert blog.text(answer.out.strip()).endswith("---\n\nDu texte.\n")


def test_a_body_that_is_not_there(blog: Folder, run: Run) -> None:
    """A text that cannot be read is an error that names it, and nothing is written."""
    answer = run("create Neuf --body nowhere.md", code=1)

    assert "nowhere.md" in answer.err
    assert blog.files() == {}


def test_a_body_that_is_no_text(blog: Folder, run: Run, tmp_path: Path) -> None:
    """A text that is not UTF-8 is a usage error, and nothing is written."""
    (tmp_path / "latin1.md").write_bytes(b"caf\xe9")

    run(["create", "Neuf", "--body", str(tmp_path / "latin1.md")], code=2)

    assert blog.files() == {}


def test_a_body_under_an_archetype(blog: Folder, run: Run, tmp_path: Path) -> None:
    """The text comes after what the archetype says, an empty line between them."""
    blog.write(".blogctl/archetypes/default.md", "---\ntitle:\n---\n\n## Plan\n")
    (tmp_path / "texte.md").write_text("Suite.\n")

    path = created(run, "Neuf", "--body", str(tmp_path / "texte.md"))

    assert blog.text(path).endswith("---\n\n## Plan\n\nSuite.\n")


# Archetypes


def test_an_archetype_of_ones_own(blog: Folder, run: Run) -> None:
    """A new post starts from the archetype: its fields, their order, its comments, its text."""
    blog.write(
        ".blogctl/archetypes/default.md",
        "---\n# un commentaire\nmood: calm\ntitle: \"{{ title }}\"  # ici\nslug: {{ slug }}\n"
        "date: {{ date }}\ndraft: true\n---\n\n# {{ title }}, le {{ date }}\n",
    )  # fmt: skip

    path = created(run, "L’été: « oui »", "--date", "2026-03-15")

    assert blog.text(path) == (
        "---\n# un commentaire\nmood: calm\ntitle: \"L’été: « oui »\"  # ici\nslug: l-ete-oui\n"
        "date: 2026-03-15T00:00:00Z\ndraft: true\n---\n\n"
        "# L’été: « oui », le 2026-03-15T00:00:00Z\n"
    )  # fmt: skip


def test_the_archetype_of_a_folder(blog: Folder, run: Run) -> None:
    """The archetype called as the folder goes before the default one."""
    blog.write(".blogctl/archetypes/default.md", "---\nmood: default\n---\n")
    blog.write(".blogctl/archetypes/posts.md", "---\nmood: posts\n---\n")

    path = created(run, "Neuf")

    assert fields_of(blog, path)["mood"] == "posts"


def test_the_archetype_of_hugo(blog: Folder, run: Run) -> None:
    """Hugo's own archetypes, with the usual words of Go templates, are understood."""
    blog.write("hugo.toml", HUGO)
    blog.write(
        "archetypes/posts.md",
        '---\ntitle: "{{ replace .Name "-" " " | title }}"\ndate: {{ .Date }}\n'
        'slug: {{ .File.ContentBaseName }}\ndraft: true\n---\n\n{{- .Title -}}\n',
    )  # fmt: skip
    blog.write("content/posts/a.md", post("a"))

    path = created(run, "L’été", "--publish")

    assert fields_of(blog, path) == {
        "title": "L’été", "date": "2026-11-23T09:00:00+01:00", "slug": "l-ete", "draft": False,
    }  # fmt: skip
    assert "L’été" in blog.text(path).split("---\n")[2]


def test_a_placeholder_that_means_nothing(blog: Folder, run: Run) -> None:
    """An unknown placeholder is named with its file and line, and nothing is written."""
    blog.write(".blogctl/archetypes/default.md", "---\ntitle:\n---\n\nTexte\n{{ humeur }}\n")

    answer = run("create Neuf", code=1)

    assert ".blogctl/archetypes/default.md:6" in answer.err
    assert "{{ humeur }}" in answer.err
    assert "{{ title }}" in answer.err
    assert blog.files() == {}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_archetype_keeps_its_line_endings(newline: str, blog: Folder, run: Run) -> None:
    """A post from an archetype with CRLF has CRLF on every line."""
    text = "---\ntitle:\ndraft: true\n---\n\n## Plan\n".replace("\n", newline)
    blog.write(".blogctl/archetypes/default.md", text)

    path = created(run, "Neuf", "--tag", "wiki")

    written = blog.text(path)
    assert written.count("\n") == written.count(newline) == 7


# What it says


def test_a_new_tag_is_told(blog: Folder, run: Run) -> None:
    """A tag that no post has is noted on stderr with those that resemble it; -q keeps quiet."""
    blog(a=post("a", tags="[écriture, wiki]"))

    answer = run("create Un --tag ecritures,wiki")
    quiet = run("create Deux --tag zzz -q")

    assert "'ecritures' is a new tag" in answer.err
    assert "écriture" in answer.err
    assert "'wiki'" not in answer.err
    assert quiet.err == ""


def test_a_pipe_gets_the_path_alone(blog: Folder, spawn: Run) -> None:
    """Off a terminal stdout is the path and nothing else, stderr is empty."""
    answer = spawn(["create", "Neuf"])

    assert answer.out == f"posts/{DAY}-neuf.md\n"
    assert answer.err == ""


def test_create_never_asks(blog: Folder, spawn: Run) -> None:
    """A new post is no question, even one that is live at once."""
    spawn(["create", "Neuf", "--publish"])

    assert fields_of(blog, f"posts/{DAY}-neuf.md")["draft"] is False


def test_dry_run(blog: Folder, run: Run) -> None:
    """--dry-run shows the whole post as a diff, and makes neither file nor folder."""
    answer = run("create Neuf --bundle --dry-run")

    assert answer.out.startswith(f"--- /dev/null\n+++ b/posts/{DAY}-neuf/index.md\n")
    assert "+title: Neuf\n" in answer.out
    assert list((blog.root / "posts").iterdir()) == []


def test_json(blog: Folder, run: Run) -> None:
    """--json gives the envelope with the new path."""
    answer = run("create Neuf --json")

    assert answer.json == {
        "schema": 1, "changed": [f"posts/{DAY}-neuf.md"], "unchanged": [], "failed": [],
    }  # fmt: skip


def test_the_shorter_name(blog: Folder, run: Run) -> None:
    """`new` is `create`."""
    run("new Neuf")

    assert blog.text(f"posts/{DAY}-neuf.md")


def test_edited_at_once(blog: Folder, spawn: Run) -> None:
    """--edit opens the new post in the editor."""
    blog.write("editor.sh", '#!/bin/sh\necho "Écrit." >> "$1"\n').chmod(0o755)

    answer = spawn(["create", "Neuf", "--edit"], EDITOR=str(blog.root / "editor.sh"))

    assert blog.text(answer.out.strip()).endswith("---\n\nÉcrit.\n")


def test_outside_a_blog(tmp_path: Path, spawn: Run, blog: Folder) -> None:
    """Where there is no blog, create makes none: exit 6 and a hint at `init`."""
    (blog.root / "posts").rmdir()

    answer = spawn(["create", "Neuf"], code=6)

    assert "init" in answer.err
    assert list(blog.root.iterdir()) == []
