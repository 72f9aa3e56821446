"""The other commands, typed as an author types them."""

import json
import os
import sys
import tomllib
from typing import Any

import pexpect
import pytest
from conftest import PROJECT, Folder, Run, post

SETTINGS = 'engine = "plain"\ntimezone = "Europe/Paris"\nlanguage = "fr"\n'


@pytest.fixture
def paris(blog: Folder) -> Folder:
    """Return a blog whose clock is that of Paris."""
    blog.write(".blogctl/config.toml", SETTINGS)
    return blog


# edit


def editor(blog: Folder, name: str, script: str) -> str:
    """Write an editor, a shell script, and return its command line."""
    file = blog.write(f"bin/{name}", f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return str(file)


def signing(blog: Folder, name: str) -> str:
    """Return an editor that writes its own name below the text."""
    return editor(blog, name, f'for file; do echo "{name}" >> "$file"; done')


@pytest.mark.parametrize("first", range(4))
def test_which_editor(first: int, blog: Folder, spawn: Run) -> None:
    """BLOGCTL_EDITOR goes before the setting, that before VISUAL, and that before EDITOR."""
    blog(one=post())
    places = ["BLOGCTL_EDITOR", "setting", "VISUAL", "EDITOR"]
    env = {place: signing(blog, place) for place in places[first:] if place != "setting"}
    if first <= 1:
        setting = signing(blog, "setting")
        blog.write(".blogctl/config.toml", f'engine = "plain"\neditor = "{setting}"\n')

    spawn(["edit", "one"], **env)

    assert blog.text("one") == f"{post()}{places[first]}\n"


def test_an_empty_editor_is_none(blog: Folder, spawn: Run) -> None:
    """A variable that is set to nothing does not name the editor."""
    blog(one=post())

    spawn(["edit", "one"], BLOGCTL_EDITOR="", VISUAL="  ", EDITOR=signing(blog, "third"))

    assert blog.text("one").endswith("third\n")


def test_an_editor_with_arguments(blog: Folder, spawn: Run) -> None:
    """The editor's command line is split as a shell splits it; the post comes last, by its path."""
    blog(one=post())
    command = editor(blog, "my editor", 'printf "%s\\n" "$1" "$2" "$3" >> "$3"')

    spawn(["edit", "one"], EDITOR=f"'{command}' --wait 'two words'")

    said = blog.text("one").splitlines()[-3:]
    assert said == ["--wait", "two words", str(blog.root / "posts/one.md")]


def test_several_posts_in_one_editor(blog: Folder, spawn: Run) -> None:
    """All posts that a query means are opened at once."""
    blog(one=post(tags="[wiki]"), two=post(tags="[wiki]"), three=post())
    command = editor(blog, "count", f'echo $# > "{blog.root}/count"')

    spawn(["edit", "tag:wiki"], EDITOR=command)

    assert blog.data("count") == b"2\n"


def test_many_posts_are_asked_about(blog: Folder, spawn: Run) -> None:
    """More than five posts are opened only after a question, or with --yes."""
    blog(**{f"p{number}": post(tags="[wiki]") for number in range(6)})
    command = editor(blog, "count", f'echo $# > "{blog.root}/count"')

    spawn(["edit", "tag:wiki"], code=2, EDITOR=command)
    assert not (blog.root / "count").exists()
    spawn(["edit", "tag:wiki", "--yes"], EDITOR=command)

    assert blog.data("count") == b"6\n"


def test_an_editor_that_fails(blog: Folder, spawn: Run) -> None:
    """An editor that ends with an error is named, with its code: exit 7; what it saved stays."""
    blog(one=post())
    command = editor(blog, "broken", 'echo saved >> "$1"; exit 3')

    answer = spawn(["edit", "one"], code=7, EDITOR=command)

    assert command in answer.err
    assert "3" in answer.err.split("ended with code")[1]
    assert blog.text("one").endswith("saved\n")


@pytest.mark.parametrize(
    ("command", "reason"), [("/nowhere/editor", "cannot start"), ("vi 'open", "quote left open")]
)
def test_an_editor_that_cannot_start(command: str, reason: str, blog: Folder, spawn: Run) -> None:
    """An editor that is not there, or a quote left open, is exit 7, one sentence and a hint."""
    blog(one=post())

    answer = spawn(["edit", "one"], code=7, EDITOR=command)

    assert reason in answer.err
    assert "hint: " in answer.err
    assert "Traceback" not in answer.err


def test_an_edit_that_breaks_the_front_matter(blog: Folder, spawn: Run) -> None:
    """A post left broken is named with its line, exit 1; the text is kept as it was saved."""
    blog(one=post())
    command = editor(blog, "breaks", 'printf -- "---\\ntitle: a: b\\n---\\nmon texte\\n" > "$1"')

    answer = spawn(["edit", "one"], code=1, EDITOR=command)

    assert "posts/one.md:2" in answer.err
    assert blog.text("one") == "---\ntitle: a: b\n---\nmon texte\n"


@pytest.mark.parametrize("name", ["one", "posts/one.md"])
def test_a_broken_post_is_opened_to_be_mended(name: str, blog: Folder, spawn: Run) -> None:
    """A post that cannot be read is opened by its name or its path, and exit 0 once mended."""
    blog(one="---\ntitle: a: b\n---\n")
    command = editor(blog, "mends", 'printf -- "---\\ntitle: ab\\n---\\n" > "$1"')

    spawn(["edit", name], EDITOR=command)

    assert blog.text("one") == "---\ntitle: ab\n---\n"


@pytest.mark.parametrize(("reply", "code", "runs"), [("n", 1, 1), ("", 1, 1), ("y", 0, 2)])
def test_an_edit_again_is_offered(reply: str, code: int, runs: int, blog: Folder) -> None:
    """On a terminal a broken post may be edited again; No, the default, leaves exit 1."""
    blog(one=post())
    command = editor(
        blog, "twice",
        f'echo run >> "{blog.root}/runs"\n'
        f'if [ "$(wc -l < "{blog.root}/runs")" -gt 1 ]; then t=fine; else t="a: b"; fi\n'
        'printf -- "---\\ntitle: %s\\n---\\n" "$t" > "$1"',
    )  # fmt: skip
    arguments = ["-m", "blogctl", "-C", str(blog.root), "edit", "one"]
    env = {**os.environ, "PYTHONPATH": str(PROJECT), "EDITOR": command, "TERM": "dumb"}
    child: Any = pexpect.spawn(sys.executable, arguments, env=env, encoding="utf-8", timeout=20)
    child.expect_exact("Edit again? [y/N]")

    child.sendline(reply)

    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == code
    assert len(blog.data("runs").splitlines()) == runs


@pytest.mark.parametrize(("words", "code"), [("edit", 2), ("edit nowhere", 3)])
def test_nothing_to_edit(words: str, code: int, blog: Folder, run: Run) -> None:
    """Without a post named no editor starts; a post that is not there is exit 3."""
    blog(one=post())

    run(words, code=code)


# show


@pytest.fixture
def linked(paris: Folder) -> Folder:
    """Return a blog of three posts: one links to two, two to three and back."""
    return paris(
        one=post("Un", "Vers [deux](two.md).\n", date="2026-01-02", tags="[wiki, vie du blog]"),
        two=post("Deux", "Vers [trois](/posts/three/) et [un](../one/).\n"),
        three=post("Trois", "## Un titre\n\nFin. ![alt](i.png)\n", draft="true"),
    )


def test_show_as_json(linked: Folder, run: Run) -> None:
    """`show --json` tells all of a post: its fields, headings, text, and links both ways."""
    record = run("show three --json").json

    assert record["path"] == "posts/three.md"
    assert record["title"] == "Trois"
    assert record["status"] == "draft"
    assert record["draft"] is True
    assert record["date"] is None
    assert record["url"] == "/posts/three/"
    assert record["lang"] == "fr"
    assert record["headings"] == ["Un titre"]
    assert "## Un titre" in record["body"]
    assert record["links_to"] == []
    assert record["links_from"] == ["posts/two.md"]


def test_show_links_both_ways(linked: Folder, run: Run) -> None:
    """A post has the links in it and the links to it."""
    record = run("show two --json --fields title,links_to,links_from").json

    assert record == {
        "title": "Deux",
        "links_to": ["posts/three.md", "posts/one.md"],
        "links_from": ["posts/one.md"],
    }


@pytest.mark.parametrize("name", ["one", "posts/one.md", "one.md", "./posts/one.md"])
def test_how_a_post_is_named(name: str, linked: Folder, run: Run) -> None:
    """A post is named by its slug, its path, or the end of its path."""
    assert run(["show", name, "--json"]).json["path"] == "posts/one.md"


def test_show_off_a_terminal(linked: Folder, run: Run) -> None:
    """Off a terminal show gives a line for each field, then the text after an empty line."""
    answer = run("show one")

    fields, _, body = answer.out.partition("\n\n")
    lines = dict(line.split("\t") for line in fields.splitlines())
    assert lines["title"] == "Un"
    assert lines["date"] == "2026-01-02T00:00:00+01:00"
    assert lines["tags"] == "wiki,vie du blog"
    assert lines["links_to"] == "posts/two.md"
    assert body.strip() == "Vers [deux](two.md)."


def test_show_for_eyes(linked: Folder, run: Run) -> None:
    """For eyes show has the title, the text, and the posts on either side of a link."""
    out = run("show two --table").out

    for said in ("Deux", "published", "Links to", "Trois", "Linked from", "Un"):
        assert said in out


@pytest.mark.parametrize(
    ("name", "hint"), [("onne", "one"), ("zzzzz", "blogctl list"), ("posts/tw.md", "list")]
)
def test_no_such_post(name: str, hint: str, linked: Folder, run: Run) -> None:
    """A post that is not there is exit 3, with the names that are near."""
    answer = run(["show", name], code=3)

    assert name in answer.err
    assert hint in answer.err


def test_a_name_of_several_posts(blog: Folder, run: Run) -> None:
    """A slug that two posts share is exit 3, and both files are named."""
    blog.write("posts/a/one.md", post())
    blog.write("posts/b/one.md", post())

    answer = run("show one", code=3)

    assert "posts/a/one.md" in answer.err
    assert "posts/b/one.md" in answer.err


# tag list


@pytest.fixture
def tagged(blog: Folder) -> Folder:
    """Return a blog with three tags, one of them twice."""
    return blog(
        one=post(tags="[wiki, Écriture]", date="2026-01-02"),
        two=post(tags="[wiki, zèle, wiki]", date="2025-01-02", draft="true"),
        three=post(date="2024-01-02"),
    )


def test_tag_list(tagged: Folder, run: Run) -> None:
    """`tag list` gives each tag, how many posts carry it, and the dates of first and last."""
    answer = run("tag list --json")

    assert answer.json == [
        {"name": "wiki", "posts": 2, "first": "2025-01-02T00:00:00+00:00",
         "last": "2026-01-02T00:00:00+00:00", "trend": 0},
        {"name": "Écriture", "posts": 1, "first": "2026-01-02T00:00:00+00:00",
         "last": "2026-01-02T00:00:00+00:00", "trend": 1},
        {"name": "zèle", "posts": 1, "first": "2025-01-02T00:00:00+00:00",
         "last": "2025-01-02T00:00:00+00:00", "trend": -1},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("tag list", ["wiki", "Écriture", "zèle"]),
        ("tag list --sort name", ["Écriture", "wiki", "zèle"]),
        ("tag list --sort -name", ["zèle", "wiki", "Écriture"]),
        ("tag list --sort first,name", ["wiki", "zèle", "Écriture"]),
        ("tag list -n 1", ["wiki"]),
        ("tag list is:draft", ["wiki", "zèle"]),
        ("tag list no:tag", []),
    ],
)
def test_the_order_of_tags(words: str, names: list[str], tagged: Folder, run: Run) -> None:
    """Tags come the most used first, or as --sort says, of the posts that a query means."""
    answer = run(words)

    assert [line.split("\t")[0] for line in answer.lines] == names


def test_an_order_that_tags_have_not(tagged: Folder, run: Run) -> None:
    """An unknown order is a usage error that names those that there are."""
    answer = run("tag list --sort size", code=2)

    assert "name, posts, first, last" in answer.err


def test_several_tags_at_once(tagged: Folder, run: Run) -> None:
    """Several tags are given and taken at once, whatever their case and accents."""
    run(["tag", "add", "vie du blog,zèle", "one", "--yes"])
    run("tag remove ecriture,WIKI one --yes")

    assert run("list one --json --fields tags").json == [{"tags": ["vie du blog", "zèle"]}]


# publish and unpublish


@pytest.mark.parametrize(
    ("options", "written", "status"),
    [
        ("", "2020-01-02", "published"),
        ("--date keep", "2020-01-02", "published"),
        ("--date now", "2026-11-23T09:00:00+01:00", "published"),
        ("--date 2026-03-15", "2026-03-15T00:00:00+01:00", "published"),
        ("--date tue@08:00", "2026-11-24T08:00:00+01:00", "scheduled"),
        ("--date 2027-07-01T12:30", "2027-07-01T12:30:00+02:00", "scheduled"),
    ],
)
def test_the_date_of_a_published_post(
    options: str, written: str, status: str, paris: Folder, run: Run
) -> None:
    """A date that a draft has is kept, unless --date says now or when; later is scheduled."""
    paris(one=post(date="2020-01-02", draft="true"))

    run(f"publish one {options}")

    assert paris.text("one") == post(date=written, draft="false")
    assert run("list --json --fields status").json == [{"status": status}]


def test_publishing_says_where(paris: Folder, run: Run) -> None:
    """`publish` answers with the path, the status, the date and the URL of each post."""
    paris(one=post(draft="true"))

    answer = run("publish one")

    assert answer.lines == [
        "posts/one.md\tpublished\t2026-11-23T09:00:00+01:00\t/posts/one/",
    ]


def test_a_scheduled_post_is_said(paris: Folder, run: Run) -> None:
    """A date that was typed is said as it was understood."""
    paris(one=post(draft="true"))

    answer = run("publish one --date tue@08:00")

    assert "2026-11-24T08:00:00+01:00" in answer.err
    assert "scheduled" in answer.out


@pytest.mark.parametrize("date", ["soon", "2026-02-30", "2026-03-29T02:30"])
def test_a_date_to_publish_on_that_is_none(date: str, paris: Folder, run: Run) -> None:
    """What is no date, or a time that a clock change skips, is a usage error; nothing is done."""
    paris(one=post(draft="true"))
    before = paris.files()

    run(["publish", "one", f"--date={date}"], code=2)

    assert paris.files() == before


def test_unpublish_keeps_the_date(paris: Folder, run: Run) -> None:
    """A post withdrawn is a draft with the date that it had."""
    paris(one=post(date="2020-01-02"))

    run("unpublish one --yes")

    assert paris.text("one") == "---\ntitle: Title\ndraft: true\ndate: 2020-01-02\n---\n\nText.\n"
    assert run("list --json --fields status").json == [{"status": "draft"}]


@pytest.mark.parametrize("command", ["publish", "unpublish", "tag add zzz", "tag remove zzz"])
def test_a_query_that_means_no_post(command: str, paris: Folder, run: Run) -> None:
    """A query with no post is an answer, exit 0, and is said."""
    paris(one=post())
    before = paris.files()

    answer = run(f"{command} nowhere --yes")

    assert "no post matches" in answer.err
    assert paris.files() == before


# stats


def test_every_number_of_stats(paris: Folder, run: Run) -> None:
    """`stats` counts a blog made by hand as a hand counts it."""
    paris(
        a=post("Alpha", "un deux trois quatre cinq\n", date="2026-09-01T08:30:00+02:00",
               tags="[wiki, outils]", categories="[X]", series="S", author="Ana",
               description="Un résumé"),
        b=post("Bêta", "un deux trois\n\n![](i.png)\n", date="2026-10-01", tags="[wiki]"),
        c=post("Gamma", "one two three four five six seven eight nine ten\n\n```\ncode\n```\n",
               date="2026-10-05T20:00:00Z", lang="en"),
        d=post("Delta", "mots de brouillon\n", draft="true", tags="[wiki]"),
        e=post("Epsilon", "encore un\n", draft="true", date="2026-10-10"),
        f=post("Zêta", "plus tard\n", date="2027-01-01"),
        g=post("Êta", "un deux trois quatre cinq six sept\n", date="2024-01-15",
               expiryDate="2025-01-01"),
    )  # fmt: skip

    figures = run("stats --json").json

    assert figures["posts"] == 7
    assert figures["status"] == {
        "draft": 2, "scheduled": 1, "published": 3, "expired": 1, "private": 0,
    }  # fmt: skip
    assert (figures["words"], figures["median_words"], figures["minutes"]) == (25, 6, 4)
    assert figures["longest"] == {"path": "posts/c.md", "title": "Gamma", "figure": 10}
    assert figures["shortest"] == {"path": "posts/b.md", "title": "Bêta", "figure": 3}
    assert figures["years"] == {"2024": 1, "2025": 0, "2026": 3}
    assert list(figures["months"])[0::34] == ["2024-01", "2026-11"]
    assert {month: count for month, count in figures["months"].items() if count} == {
        "2024-01": 1, "2026-09": 1, "2026-10": 2,
    }  # fmt: skip
    assert figures["weekdays"] == {
        "mon": 2, "tue": 1, "wed": 0, "thu": 1, "fri": 0, "sat": 0, "sun": 0,
    }  # fmt: skip
    assert figures["hours"] == {"08": 1, "22": 1}
    assert figures["rhythm"] == {
        "median_gap": 30, "longest_silence": 960, "silence_from": "2024-01-15",
        "silence_to": "2026-09-01", "days_since_last": 49, "streak": 2, "longest_streak": 2,
    }  # fmt: skip
    assert figures["tags"] == {"wiki": 3, "outils": 1}
    assert (figures["tags_used_once"], figures["tags_in_all"]) == (1, 2)
    assert figures["categories"] == {"X": 1}
    assert figures["series"] == {"S": 1}
    assert figures["authors"] == {"Ana": 1}
    assert figures["languages"] == {"fr": 6, "en": 1}
    assert figures["drafts_by_age"] == {"1 to 3 months": 1, "undated": 1}
    assert figures["without"] == {"tag": 4, "summary": 6, "image": 6}


@pytest.mark.parametrize("shape", ["--json", "--plain", "--table"])
def test_stats_of_nothing(shape: str, blog: Folder, run: Run) -> None:
    """A blog without a post has statistics too."""
    run(["stats", shape])


def test_stats_of_some(tagged: Folder, run: Run) -> None:
    """`stats` counts the posts that a query means."""
    assert run("stats tag:wiki --json").json["posts"] == 2


def test_stats_off_a_terminal(tagged: Folder, run: Run) -> None:
    """Off a terminal stats gives a line for each number, a dot before what is in a table."""
    lines = dict(line.split("\t") for line in run("stats").lines)

    assert lines["posts"] == "3"
    assert lines["status.draft"] == "1"
    assert lines["tags.zèle"] == "1"


def test_a_tag_written_twice_counts_once(tagged: Folder, run: Run) -> None:
    """A tag that stands twice in one post is carried by one post, in stats, top and tag list."""
    in_stats = run("stats --json").json["tags"]["wiki"]
    in_top = run("top tags --json").json[0]["figure"]
    in_list = run("tag list --json").json[0]["posts"]

    assert (in_stats, in_top, in_list) == (2, 2, 2)


# top


@pytest.fixture
def ranked(paris: Folder) -> Folder:
    """Return a blog in which each table has a first and a second."""
    return paris(
        one=post("Un", "[d](two.md) [t](three.md) ![](a.png) ![](b.png) mot mot mot\n",
                 tags="[wiki, outils]", categories="[C, D]", series="S", author="Ana"),
        two=post("Deux", "[t](three.md) ![](a.png) mot\n", tags="[wiki]", categories="[C]",
                 series="S", author="Ana"),
        three=post("Trois", "fin\n", series="R", author="Bob"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("tags", [("wiki", 2, ""), ("outils", 1, "")]),
        ("categories", [("C", 2, ""), ("D", 1, "")]),
        ("series", [("S", 2, ""), ("R", 1, "")]),
        ("authors", [("Ana", 2, ""), ("Bob", 1, "")]),
        ("words", [("Un", 5, "posts/one.md"), ("Deux", 2, "posts/two.md"),
                   ("Trois", 1, "posts/three.md")]),
        ("images", [("Un", 2, "posts/one.md"), ("Deux", 1, "posts/two.md")]),
        ("links", [("Trois", 2, "posts/three.md"), ("Deux", 1, "posts/two.md")]),
        ("posts", [("Deux", 2, "posts/two.md"), ("Trois", 2, "posts/three.md"),
                   ("Un", 2, "posts/one.md")]),
    ],
)  # fmt: skip
def test_each_top_table(
    kind: str, rows: list[tuple[str, int, str]], ranked: Folder, run: Run
) -> None:
    """Each table ranks what it is about, with its figure and its share of the whole."""
    answer = run(f"top {kind} --json").json

    total = sum(figure for _, figure, _ in rows)
    assert answer == [
        {"kind": kind, "rank": rank, "name": name, "figure": figure,
         "share": round(figure / total, 4), "path": path,
         "period": "", "was": None, "before": None}
        for rank, (name, figure, path) in enumerate(rows, start=1)
    ]  # fmt: skip


def test_how_many_rows(blog: Folder, run: Run) -> None:
    """A table has ten rows, or as many as -n says; shares stay those of the whole."""
    blog(**{f"p{at:02}": post(f"P{at:02}", tags=f"[t{at:02}]") for at in range(12)})

    assert len(run("top tags --json").json) == 10
    assert len(run("top tags --json -n 20").json) == 12
    assert run("top tags --json -n 0").json == []
    assert run("top tags --json -n 1").json[0]["share"] == round(1 / 12, 4)


def test_several_tables_of_some_posts(ranked: Folder, run: Run) -> None:
    """Tables are named first, then which posts they are about."""
    rows = run("top tags authors series:R --json").json

    assert [(row["kind"], row["name"]) for row in rows] == [("authors", "Bob")]


def test_tables_for_eyes(ranked: Folder, run: Run) -> None:
    """Without a word, top shows the tags and the most linked posts."""
    out = run("top --table").out

    assert "Top 2 tags" in out
    assert "Top 2 links" in out


# search


def test_the_title_weighs_more(blog: Folder, run: Run) -> None:
    """A word of the title goes before a tag, a tag before one word of a long text."""
    filler = "rien de plus ici " * 20
    blog(
        body=post("Autre", f"Le carbone, {filler}\n"),
        title=post("Le carbone", f"{filler}\n"),
        tag=post("Autre chose", f"{filler}\n", tags="[carbone]"),
        none=post("Rien", f"{filler}\n"),
    )

    answer = run("search carbone --json").json

    assert [hit["slug"] for hit in answer] == ["title", "tag", "body"]
    scores = [hit["score"] for hit in answer]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


@pytest.mark.parametrize("typed", ["éte", "ETE", "Été", "l'ete", "l’été"])
def test_accents_and_case_do_not_matter(typed: str, blog: Folder, run: Run) -> None:
    """A word is found whatever its case, accents and apostrophes."""
    blog(one=post(body="Ah, l’ÉTÉ à Orléans.\n"), two=post(body="En hiver.\n"))

    assert [hit["slug"] for hit in run(["search", typed, "--json"]).json] == ["one"]


def test_words_in_quotes_stand_side_by_side(blog: Folder, run: Run) -> None:
    """A phrase is found only where its words follow each other."""
    blog(one=post(body="Les données ouvertes.\n"), two=post(body="Ouvertes aux données.\n"))

    phrase = run(["search", "données ouvertes", "--json"]).json
    words = run(["search", "données", "ouvertes", "--json"]).json

    assert [hit["slug"] for hit in phrase] == ["one"]
    assert {hit["slug"] for hit in words} == {"one", "two"}


@pytest.mark.parametrize(
    "body",
    [
        "Le mot carbone est ici.\n",
        f"{'avant ' * 200}carbone{' après' * 200}\n",
        f"# Titre\n\n{'x ' * 500}\n\nEnfin le **Carbone**, et encore carbone.\n",
        "🎈 « carbone » 🎈 où\u00a0?\n",
        f"{'é' * 400} carbone\n",
        "carbone\n",
    ],
)
def test_the_excerpt_holds_the_word(body: str, blog: Folder, run: Run) -> None:
    """The excerpt is short, holds the word, and its spans are exactly where the word stands."""
    blog(one=post("Autre", body))

    hit = run("search carbone --json").json[0]

    assert len(hit["excerpt"]) <= 170
    found = [hit["excerpt"][start:end] for start, end in hit["spans"]]
    assert found
    assert {word.lower() for word in found} == {"carbone"}
    assert len(found) == hit["excerpt"].lower().count("carbone")


def test_an_excerpt_from_the_description(blog: Folder, run: Run) -> None:
    """A word that only the description has is shown there."""
    blog(one=post("Autre", description="Sur le carbone"))

    hit = run("search carbone --json").json[0]

    assert hit["excerpt"] == "Sur le carbone"
    assert hit["spans"] == [[7, 14]]


def test_a_search_with_a_query(blog: Folder, run: Run) -> None:
    """Words and fields go together, and -n takes the best."""
    blog(one=post("Wiki", draft="true"), two=post("Wiki"), three=post("X", "Un wiki.\n"))

    drafts = run("search wiki -is:draft --json").json
    best = run("search wiki -is:draft --json -n 1").json

    assert [hit["slug"] for hit in drafts] == ["two", "three"]
    assert [hit["slug"] for hit in best] == ["two"]


def test_a_search_by_date(blog: Folder, run: Run) -> None:
    """--sort overrules the rank."""
    blog(old=post("Wiki", date="2020-01-02"), new=post("X", "Un wiki.\n", date="2025-01-02"))

    assert [hit["slug"] for hit in run("search wiki --sort -date --json").json] == ["new", "old"]


def test_a_slug_is_a_word_too(blog: Folder, run: Run) -> None:
    """`search` looks into texts even where the word is the slug of a post."""
    blog(wiki=post("Rien"), other=post("Le wiki"))

    assert [hit["slug"] for hit in run("search wiki --json").json] == ["other"]


def test_nothing_found(blog: Folder, run: Run) -> None:
    """No answer is an answer, exit 0; no word is a usage error."""
    blog(one=post())

    assert run("search zzz --json").json == []
    assert run("search zzz").out == ""
    run("search", code=2)


# init


def test_init_from_nothing(blog: Folder, run: Run) -> None:
    """`init` makes a blog of an empty folder: two files, and blogctl works in it."""
    (blog.root / "posts").rmdir()

    answer = run("init")

    assert answer.lines == [".blogctl/config.toml", ".blogctl/.gitignore"]
    assert tomllib.loads(blog.data(".blogctl/config.toml").decode()) == {"engine": "plain"}
    assert "lock" in blog.data(".blogctl/.gitignore").decode().splitlines()
    assert blog.files() == {}
    assert run("list --json").json == []
    assert run("create Neuf").out.startswith("posts/")


def test_init_in_a_new_folder(blog: Folder, run: Run) -> None:
    """`init DIR` makes the folder."""
    run("init nouveau/blog --language fr --timezone Europe/Paris")

    assert tomllib.loads(blog.data("nouveau/blog/.blogctl/config.toml").decode()) == {
        "engine": "plain", "language": "fr", "timezone": "Europe/Paris",
    }  # fmt: skip


def test_init_finds_hugo(blog: Folder, run: Run) -> None:
    """`init` recognises the generator by its configuration, and says by what."""
    blog.write("hugo.toml", 'baseURL = "https://example.org/"\n')

    answer = run("init")

    assert tomllib.loads(blog.data(".blogctl/config.toml").decode()) == {"engine": "hugo"}
    assert "hugo.toml" in answer.err


def test_init_with_an_engine(blog: Folder, run: Run) -> None:
    """--engine overrules what is found; one that is unknown is a usage error."""
    blog.write("hugo.toml", "")

    wrong = run("init --engine hugoo", code=2)
    assert not (blog.root / ".blogctl").exists()
    run("init --engine plain")

    assert "hugo" in wrong.err
    assert tomllib.loads(blog.data(".blogctl/config.toml").decode())["engine"] == "plain"


def test_init_with_a_zone_that_there_is_not(blog: Folder, run: Run) -> None:
    """An unknown time zone is a usage error, and nothing is written."""
    run("init --timezone Europe/Orleans", code=2)

    assert not (blog.root / ".blogctl").exists()


def test_init_twice(blog: Folder, run: Run) -> None:
    """A second init changes nothing; one with an option changes that setting, comments stay."""
    run("init")
    config = blog.root / ".blogctl/config.toml"
    config.write_text(f"# à moi\n{config.read_text()}author = 'Ana' # elle\n")
    before = config.read_text()

    again = run("init")
    assert config.read_text() == before
    run("init --language fr")

    assert "already" in again.err
    assert again.out == ""
    assert config.read_text() == f'{before}language = "fr"\n'


def test_init_as_json(blog: Folder, run: Run) -> None:
    """`init --json` gives the envelope, and --dry-run writes nothing."""
    dry = run("init --dry-run")
    assert not (blog.root / ".blogctl").exists()
    answer = run("init --json").json

    assert "+++ b/.blogctl/config.toml" in dry.out
    assert answer["changed"] == [".blogctl/config.toml", ".blogctl/.gitignore"]


# config


def test_a_setting_set_and_read(blog: Folder, run: Run) -> None:
    """A setting is set, read, listed, and taken away again."""
    run("config author Camille")
    run(["config", "queries.todo", "is:draft sort:date"])

    assert run("config author").out == "Camille\n"
    assert run("config queries.todo").out == "is:draft sort:date\n"
    assert run("config").lines == ["author\tCamille", "queries.todo\tis:draft sort:date"]
    assert run("config --json").json == {
        "author": "Camille", "queries": {"todo": "is:draft sort:date"},
    }  # fmt: skip
    run("config author --unset")
    run("config author", code=2)


def test_a_saved_query_is_used(blog: Folder, run: Run) -> None:
    """A query that the settings name stands for itself after @."""
    blog(one=post(draft="true"), two=post())
    run(["config", "queries.todo", "is:draft"])

    assert run("list @todo --json --fields slug").json == [{"slug": "one"}]


def test_comments_stay_in_the_settings(blog: Folder, run: Run) -> None:
    """A setting changes its own line; comments, order and blanks stay."""
    text = "# à moi\nengine  =  'plain'   # simple\n\n[queries]\n# les miennes\nx = 'is:draft'\n"
    blog.write(".blogctl/config.toml", text)

    run(["config", "queries.x", "no:tag"])

    assert blog.data(".blogctl/config.toml").decode() == text.replace("is:draft", "no:tag")


def test_a_setting_above_the_tables(blog: Folder, run: Run) -> None:
    """A new setting is read back where the file ends with a table."""
    blog.write(".blogctl/config.toml", "engine = 'plain'\n\n[queries]\nx = 'is:draft'\n")

    run("config author Camille")

    settings = tomllib.loads(blog.data(".blogctl/config.toml").decode())
    assert settings == {"engine": "plain", "author": "Camille", "queries": {"x": "is:draft"}}


@pytest.mark.parametrize(
    "words",
    ["config authro Ana", "config zzz", "config queries x", "config --unset zzz",
     "config author Ana --unset"],
)  # fmt: skip
def test_a_setting_that_there_is_not(words: str, blog: Folder, run: Run) -> None:
    """An unknown setting is a usage error, and the file stays as it is."""
    blog.write(".blogctl/config.toml", SETTINGS)

    run(words, code=2)

    assert blog.data(".blogctl/config.toml").decode() == SETTINGS


def test_a_setting_nearly_right(blog: Folder, run: Run) -> None:
    """A mistyped setting is answered with the one that is meant."""
    assert "author" in run("config authro Ana", code=2).err.split("hint:")[1]


@pytest.mark.parametrize(("key", "value"), [("timezone", "Europe/Orleans"), ("engine", "hugoo")])
def test_a_value_that_would_lock_the_blog_out(key: str, value: str, blog: Folder, run: Run) -> None:
    """A zone or an engine that there is not is refused before it is written."""
    run(["config", key, value], code=2)

    run("list")


def test_settings_that_do_not_parse(blog: Folder, run: Run) -> None:
    """Settings that are no TOML are named with their line, exit 2."""
    blog.write(".blogctl/config.toml", "engine = 'plain'\nauthor = \n")

    answer = run("list", code=2)

    assert ".blogctl/config.toml" in answer.err
    assert "line 2" in answer.err


def test_unsetting_what_is_not_set(blog: Folder, run: Run) -> None:
    """A setting taken away where it is not set changes nothing."""
    blog.write(".blogctl/config.toml", SETTINGS)

    run("config author --unset")

    assert blog.data(".blogctl/config.toml").decode() == SETTINGS


def test_a_setting_as_a_plan(blog: Folder, run: Run) -> None:
    """`config --dry-run` shows the line and writes nothing; --json gives the envelope."""
    dry = run("config author Ana --dry-run")
    assert not (blog.root / ".blogctl").exists()
    answer = run("config author Ana --json")

    assert '+author = "Ana"' in dry.out
    assert json.loads(answer.out)["changed"] == [".blogctl/config.toml"]
