"""Tags, categories, series and authors: renamed, merged, moved, taken away, tidied up."""

from datetime import datetime
from typing import Any

import pytest
from conftest import Folder, Run, post
from hypothesis import given
from hypothesis import strategies as st

from blogctl.content.folding import fold_name
from blogctl.content.names import year_before
from blogctl.content.near import near_names


def tagged(blog: Folder) -> Folder:
    """Write five drafts with names in several spellings and styles."""
    return blog(
        one=post("One", tags="[wiki, Outils]", categories="[Travail]", draft="true"),
        two="---\ntitle: Two\ntags:\n  - Wikis # both\n  - outils\ndraft: true\n---\nText.\n",
        three=post("Three", tags="Wiki", series="Carbone", draft="true"),
        four=post("Four", tags="[wikis, wiki]", author="C. Roussel", draft="true"),
        five=post("Five", draft="true"),
    )


def tags(run: Run) -> dict[str, list[str]]:
    """Return the tags of each post."""
    return {row["slug"]: row["tags"] for row in run("list --json").json}


def test_a_name_is_called_another_in_its_place(blog: Folder, run: Run) -> None:
    """All posts that carry it, however they spell it, have the new name where the old one was."""
    tagged(blog)

    run("tag rename OUTILS instruments --yes")

    assert "tags: [wiki, instruments]" in blog.text("one")
    assert "tags:\n  - Wikis # both\n  - instruments\n" in blog.text("two")


def test_a_spelling_is_made_one(blog: Folder, run: Run) -> None:
    """A name renamed to another spelling of itself is spelt so everywhere; the rest stays."""
    tagged(blog)

    answer = run("tag rename outils Outils --yes --json").json

    assert answer["changed"] == ["posts/two.md"]
    assert tags(run)["two"] == ["Wikis", "Outils"]


def test_a_name_that_is_there_is_not_renamed_to(blog: Folder, run: Run) -> None:
    """To make one name of two is a merge, and the hint is the command."""
    before = tagged(blog).files()

    answer = run("tag rename wikis wiki", code=2)

    assert "there is a tag 'wiki' already" in answer.err.lower()
    assert "blogctl tag merge wikis --into" in answer.err
    assert blog.files() == before


def test_several_names_are_made_one(blog: Folder, run: Run) -> None:
    """Merged names become the one that stays; a post that had both has it once."""
    tagged(blog)

    run("tag merge Wikis,outils --into wiki --yes")

    assert tags(run) == {"one": ["wiki"], "two": ["wiki"], "three": ["Wiki"],
                         "four": ["wiki"], "five": []}  # fmt: skip


def test_a_query_says_where(blog: Folder, run: Run) -> None:
    """With a query only those posts are renamed in."""
    tagged(blog)

    run("tag rename wiki savoir three --yes")

    assert tags(run)["three"] == ["savoir"]
    assert tags(run)["one"] == ["wiki", "Outils"]


def test_a_name_is_taken_from_all(blog: Folder, run: Run) -> None:
    """`delete` is about the name: it needs no query."""
    tagged(blog)

    run("tag delete wiki,wikis --yes")

    assert tags(run) == {"one": ["Outils"], "two": ["outils"], "three": [], "four": [], "five": []}


def test_a_name_becomes_one_of_another_kind(blog: Folder, run: Run) -> None:
    """A tag that moves stands among the categories, in their style, and not among the tags."""
    tagged(blog)

    run("tag move outils --to category --yes")

    assert "tags: [wiki]\ncategories: [Travail, outils]\n" in blog.text("one")
    assert run("category list --json --fields name,posts").json == [
        {"name": "outils", "posts": 2}, {"name": "Travail", "posts": 1}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("category rename travail Labeur --yes", "categories: [Labeur]"),
        ("category add Idées one --yes", "categories: [Travail, Idées]"),
    ],
)
def test_categories_are_handled_like_tags(blog: Folder, run: Run, words: str, line: str) -> None:
    """The same words work on categories."""
    tagged(blog)

    run(words)

    assert line in blog.text("one")


def test_series_and_authors_are_handled_like_tags(blog: Folder, run: Run) -> None:
    """A lone name in a field is renamed there, and stays a lone name."""
    tagged(blog)

    run(["series", "rename", "carbone", "Carbone et numérique", "--yes"])
    run(["author", "rename", "c. roussel", "Camille Roussel", "--yes"])

    assert "series: Carbone et numérique\n" in blog.text("three")
    assert "author: Camille Roussel\n" in blog.text("four")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("tag rename wkii x", "no post has the tag 'wkii'"),
        ("tag rename a,b x", "several tags"),
        ("tag merge wiki,nope --into x", "no post has the tag 'nope'"),
        ("tag merge wiki --into ,", "empty tag"),
        ("tag move wiki --to shelf", "cannot become 'shelf'"),
        ("tag move wiki --to tag", "cannot become 'tag'"),
        ("category move Nope --to tag", "no post has the category 'Nope'"),
    ],
)
def test_what_makes_no_sense_changes_nothing(blog: Folder, run: Run, words: str, said: str) -> None:
    """Unknown names and kinds are exit 2, one sentence, and nothing is written."""
    before = tagged(blog).files()

    answer = run(words, code=2)

    assert said in answer.err
    assert blog.files() == before


def test_what_no_field_holds_is_told(blog: Folder, run: Run) -> None:
    """A category that a folder gives cannot be renamed in the post: it fails, with the reason."""
    (blog.root / "posts").rmdir()
    blog.write("_config.yml", "title: x\n")
    blog.write("_posts/2024-03-04-other.md", post("Other"))
    blog.write("news/_posts/2024-03-05-hello.md", post("Hello"))

    answer = run("category rename news nouvelles --yes", code=1)

    assert "its category is in none of its fields" in answer.err


def test_a_generator_without_such_names_says_so(blog: Folder, run: Run) -> None:
    """Hexo knows no series: exit 2."""
    (blog.root / "posts").rmdir()
    blog.write("_config.yml", "title: x\nnew_post_name: :title.md\n")
    blog.write("source/_posts/hello.md", post("Hello", date="2024-03-05"))

    assert "hexo has no series" in run("series add x hello", code=2).err


@pytest.mark.parametrize(
    "words",
    ["tag rename outils x", "tag merge wikis,outils --into wiki", "tag delete wiki",
     "tag move wiki --to category", "category move travail --to tag"],
)  # fmt: skip
def test_each_is_undone_byte_for_byte(blog: Folder, run: Run, words: str) -> None:
    """Whatever was tidied up can be untidied."""
    before = tagged(blog).files()
    run([*words.split(), "--yes"])
    assert blog.files() != before

    run("undo --yes")

    assert blog.files() == before


# Suggestions


def advice(run: Run) -> Any:
    """Return what is suggested of tags."""
    return run("tag suggest --json").json


def test_near_names_are_suggested_with_the_command(blog: Folder, run: Run) -> None:
    """Spellings, plurals and slips are told, the most used first, each with what mends it."""
    blog(
        one=post("One", tags="[télétravail, logiciels libres, web design]"),
        two=post("Two", tags="[Teletravail, logiciel libre, webdesign]"),
        three=post("Three", tags="[télétravail, logiciel libre, documentation]"),
        four=post("Four", tags="[documentaton]"),
    )

    found = {tuple(one["counts"]): (one["reason"], one["command"]) for one in advice(run)}

    assert found == {
        ("télétravail", "Teletravail"): (
            "the same but for case, accents or hyphens",
            "blogctl tag merge Teletravail --into télétravail",
        ),
        ("logiciel libre", "logiciels libres"): (
            "singular and plural",
            "blogctl tag merge 'logiciels libres' --into 'logiciel libre'",
        ),
        ("web design", "webdesign"): (
            "the same but for blanks",
            "blogctl tag merge webdesign --into 'web design'",
        ),
        ("documentation", "documentaton"): (
            "a letter apart",
            "blogctl tag merge documentaton --into documentation",
        ),
    }


def test_names_that_only_stand_together_are_told(blog: Folder, run: Run) -> None:
    """Two tags that three posts and more carry, never one alone, may be one."""
    for at in range(3):
        blog(**{f"p{at}": post(f"P{at}", tags="[planet, python]")})

    assert [one["command"] for one in advice(run)] == ["blogctl tag delete python"]


@pytest.mark.parametrize(
    "names", ["[2023, 2024]", "[c, c++]", "[css, csv]", "[python2, python3]", "[poste, porte]"]
)
def test_names_that_are_two_are_left_alone(blog: Folder, run: Run, names: str) -> None:
    """Numbers, and short names a letter apart, are no slips."""
    blog(one=post("One", tags=names))

    assert advice(run) == []


def test_what_is_suggested_can_be_typed(blog: Folder, run: Run) -> None:
    """The command of a suggestion does what it says, and then there is nothing to suggest."""
    import shlex

    tagged(blog)
    while found := advice(run):
        run([*shlex.split(found[0]["command"])[1:], "--yes"])

    assert sorted(run("tag list --format name").lines) == ["Outils", "wiki"]


@given(st.dictionaries(st.text("aàbBs- 1", min_size=1, max_size=8), st.frozensets(
    st.sampled_from(["p1", "p2", "p3", "p4"]), min_size=1)))  # fmt: skip
def test_a_name_is_in_one_suggestion_at_most(carriers: dict[str, frozenset[str]]) -> None:
    """No name is to be merged twice, and the one that stays is the most used."""
    found = near_names(carriers)
    named = [name for one in found for name in (one.into, *one.names)]

    assert len(named) == len(set(named))
    for one in found:
        assert len(carriers[one.into]) == max(one.counts.values())
        assert set(one.counts) == {one.into, *one.names}


@given(st.text("aéb-_ S", min_size=1, max_size=8))
def test_spellings_are_always_suggested(name: str) -> None:
    """A name and its folded spelling are suggested as one, if they are two."""
    posts = frozenset({"p1"})
    folded = fold_name(name)
    found = near_names({name: posts, folded: posts} if folded else {name: posts})

    assert bool(found) == (folded != name and bool(folded))


# Several names, one after the other


@pytest.mark.parametrize(
    ("words", "merged"),
    [
        ("tag merge Wikis outils --into savoir", ["one", "two", "four"]),
        ("tag merge Wikis,outils --into savoir", ["one", "two", "four"]),
        ("tag merge Wikis outils,wiki --into savoir", ["one", "two", "three", "four"]),
        ("tag merge Wikis outils series:carbone --into savoir", []),
        ("tag merge wikis,outils slug:two --into savoir", ["two"]),
        ("tag merge wikis outils slug:two or slug:one --into savoir", ["one", "two"]),
        ("tag merge wikis,outils One --into savoir", ["one"]),
        ("tag merge Wikis text:outils --into savoir", ["two"]),
        ("tag merge outils not slug:one --into savoir", ["two"]),
        ("tag merge outils -slug:one --into savoir", ["two"]),
    ],
)
def test_names_may_stand_one_after_the_other(
    blog: Folder, run: Run, words: str, merged: list[str]
) -> None:
    """Words that posts carry as tags are names; the query begins with the first that is none."""
    tagged(blog)

    run(f"{words} --yes")

    assert [slug for slug, names in tags(run).items() if "savoir" in names] == sorted(
        merged, key=list(tags(run)).index
    )


def test_a_word_that_is_taken_for_a_name_is_said(blog: Folder, run: Run) -> None:
    """On stderr, with what the word in a query would be."""
    tagged(blog)

    answer = run("tag merge Wikis outils --into savoir --dry-run")

    assert "'outils' is a tag here; text:outils is the word" in answer.err


def test_a_word_that_is_a_name_and_a_post_is_asked_about(blog: Folder, run: Run) -> None:
    """Exit 2, with how to say each; nothing is merged."""
    before = tagged(blog)(outils=post("Outils")).files()

    answer = run("tag merge wikis outils --into savoir --yes", code=2)

    assert "'outils' is a tag, and a post" in answer.err
    assert "slug:outils" in answer.err
    assert blog.files() == before


@pytest.mark.parametrize("words", ["tag add nouveau", "tag remove wikki"])
def test_nothing_is_said_of_names_where_no_post_is_meant(
    blog: Folder, run: Run, words: str
) -> None:
    """An empty selection changes nothing, and makes no new tag."""
    before = tagged(blog).files()
    (blog.root / "none.txt").write_text("")

    answer = run(f"{words} --from {blog.root / 'none.txt'}")

    assert answer.err == "no post is meant; nothing was changed\n0 posts changed\n"
    (blog.root / "none.txt").unlink()
    assert blog.files() == before


# Trends


def test_a_trend_is_this_year_less_the_last(blog: Folder, run: Run) -> None:
    """Posts of the last twelve months less those of the twelve before; older and coming do not."""
    blog(
        a=post("A", tags="[up, same]", date="2026-11-22"),
        b=post("B", tags="[up, down]", date="2025-11-24"),
        c=post("C", tags="[down, same]", date="2025-11-22"),
        d=post("D", tags="[down]", date="2024-11-24"),
        e=post("E", tags="[down, old]", date="2024-11-22"),
        f=post("F", tags="[down, next]", date="2026-11-24"),
        g=post("G", tags="[old]"),
    )

    found = run("tag list --json --fields name,trend --sort -trend,name").json

    assert {one["name"]: one["trend"] for one in found} == {
        "up": 2, "same": 0, "next": 0, "old": 0, "down": -1
    }  # fmt: skip
    assert [one["name"] for one in found] == ["up", "next", "old", "same", "down"]
    table = run("tag list --table --sort trend").out
    assert "▼ 1" in table.splitlines()[1]
    assert "▲ 2" in table.splitlines()[-1]
    assert "trend" in table


def test_a_year_before_a_leap_day() -> None:
    """It is the last day of that February."""
    assert year_before(datetime(2024, 2, 29, 8)) == datetime(2023, 2, 28, 8)
