"""A query means the same posts after every command, and never fewer or more by mistake."""

import pytest
from conftest import Answer, Folder, Run, post

CONFIG = """\
timezone = "Europe/Paris"
url = "https://example.org/"

[queries]
french = "lang:fr"
either = "lang:fr or slug:rust"
readable = "@french -is:draft"
newest = "sort:-date limit:2"
by-title = "sort:title"
quoted = "'texte brut'"
knot = "@loop"
loop = "is:draft @knot"
self = "@self"
broken = "title:'open"
wrong = "colour:red"
"""
BRUT = """\
---
title: Éloge du texte brut
date: 2024-03-15T08:00:00+01:00
lastmod: 2024-04-01
author: Ada Lovelace
lang: fr
tags: [Outils, Développement web, lang/python]
categories: [Essais]
series: [Carbone et numérique]
description: Un manifeste court
cover: couverture.png
mood: Calm
rating: 4
featured: false
extra:
  depth: 3
---

Les fichiers de l'été restent lisibles : un cœur simple.

## Pourquoi lire

![Photo](photo.png) et [un lien](https://elsewhere.org/page).

    print("Voilà")
"""
FIELDS = "--json --fields slug"


@pytest.fixture
def shelf(blog: Folder) -> Folder:
    """Return a blog of five posts, one of each status but private, and one in a folder."""
    blog.write(".blogctl/config.toml", CONFIG)
    blog.write("posts/2024/rust.md", post(
        "Rust, gently", "A language. See texte brut.\n", date="2024-06-01", lang="en",
        tags="[lang/rust, c++, Web]", mood="Brisk", author="Grace Hopper",
    ))  # fmt: skip
    return blog(
        brut=BRUT,
        draft=post("Notes", "Seeds and c plus c++ at 12:30.\n", draft="true", lang="fr"),
        later=post("Later", f"{'word ' * 500}\n", date="2027-01-01", lang="en", tags="[outils]"),
        old=post("Gone", "See https://example.org/x now.\n", date="2019-05-05",
                 expiryDate="2020-01-01", lang="en", categories="[Essais, News]"),
    )  # fmt: skip


def slugs(answer: Answer) -> list[str]:
    """Return the slugs of a JSON answer, in its order."""
    return [row["slug"] for row in answer.json]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("title:eloge", "brut"),
        ("title:ELOGE", "brut"),
        ("title:texte", "brut"),
        ("title=Notes", "draft"),
        ("title=notes", ""),
        ("title!=Notes", "brut later old rust"),
        ("title~^rust", "rust"),
        ("title~^(gone|later)$", "later old"),
        ("-title:t", "old"),
        ("body:lisibles", "brut"),
        ("body:été", "brut"),
        ("body~photo[.]png", "brut"),
        ("text:manifeste", "brut"),
        ("text:voila", "brut"),
        ("text:coeur", "brut"),
        ("summary:manifeste", "brut"),
        ("slug:ru", "brut rust"),
        ("slug=rust", "rust"),
        ("slug=rust,old", "old rust"),
        ("path:posts/2024", "rust"),
        ("path:posts/brut.md", "brut"),
        ("path=posts/brut.md", "brut"),
        ("path~2024/", "rust"),
        ("url:/posts/ru", "rust"),
        ("url=/posts/rust/", "rust"),
        ("author:lovelace", "brut"),
        ("author=Ada", ""),
        ("authors:ada,grace", "brut rust"),
        ("lang:fr", "brut draft"),
        ("language:FR", "brut draft"),
        ("lang!=fr", "later old rust"),
        ("series:carbone-et-numerique", "brut"),
        ("series:carbone", ""),
        ("tag:outils", "brut later"),
        ("tags:outils", "brut later"),
        ("tag=outils", "later"),
        ("tag!=outils", "brut draft old rust"),
        ("tag~^web", "rust"),
        ("category:essais", "brut old"),
        ("category:essais,news", "brut old"),
        ("categories=News", "old"),
        ("status:draft", "draft"),
        ("status:published,expired", "brut old rust"),
        ("status!=published", "draft later old"),
        ("draft:true", "draft"),
        ("draft:false", "brut later old rust"),
        ("date:2024", "brut rust"),
        ("date:2024-03..2024-05", "brut"),
        ("date=2024-06-01", "rust"),
        ("date!=2024", "draft later old"),
        ("date:2019,2027", "later old"),
        ("publish:2027..", "later"),
        ("updated:2024-04", "brut"),
        ("expires:..2020", "old"),
        ("words:500..", "later"),
        ("words:500", "later"),
        ("words:..499", "brut draft old rust"),
        ("words:100..600", "later"),
        ("minutes:2..", "later"),
        ("minutes!=1", "later"),
        ("link:elsewhere.org", "brut"),
        ("image:photo", "brut"),
        ("images~^couverture", "brut"),
        ("heading:pourquoi", "brut"),
        ("is:draft", "draft"),
        ("is:drafts", "draft"),
        ("is:live", "brut rust"),
        ("is:published", "brut rust"),
        ("is:scheduled,expired", "later old"),
        ("is:private", ""),
        ("has:image", "brut"),
        ("has:cover,series", "brut"),
        ("has:heading", "brut"),
        ("has:code", "brut"),
        ("has:link", "brut"),
        ("has:expires", "old"),
        ("no:tag", "draft old"),
        ("no:tags", "draft old"),
        ("no:date", "draft"),
        ("-has:tag", "draft old"),
        ("meta.mood:calm", "brut"),
        ("meta.mood=Brisk", "rust"),
        ("meta.Mood:calm,brisk", "brut rust"),
        ("meta.mood!=Calm", "draft later old rust"),
        ("meta.mood~^c", "brut"),
        ("meta.rating:4", "brut"),
        ("meta.featured:false", "brut"),
        ("meta.extra.depth:3", "brut"),
        ("-meta.extra.depth:3", "draft later old rust"),
        ("TITLE:gone", "old"),
    ],
)
def test_a_field_means_its_posts(shelf: Folder, run: Run, query: str, found: str) -> None:
    """`:` is natural, `=` exact, `!=` not exact, `~` a regular expression; a comma is any-of."""
    answer = run(f"list {query} {FIELDS} --sort slug")

    assert slugs(answer) == found.split()


def test_a_regex_sees_a_date_as_it_is_shown(blog: Folder, run: Run) -> None:
    """A date without offset is the site's, in `date~` as in JSON."""
    blog.write(".blogctl/config.toml", CONFIG)
    blog(a=post(date="2024-01-01"))

    answer = run("list date~^2024-01-01 --json --fields date")

    assert answer.json == [{"date": "2024-01-01T00:00:00+01:00"}]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lang:fr is:draft", "draft"),
        ("lang:fr and is:draft", "draft"),
        ("lang:fr AND is:draft", "draft"),
        ("lang:fr not is:draft", "brut"),
        ("lang:fr NOT is:draft", "brut"),
        ("not lang:fr not is:live", "later old"),
        ("is:draft or is:expired", "draft old"),
        ("is:draft OR is:expired", "draft old"),
        ("lang:fr is:live or lang:en is:expired", "brut old"),
        ("lang:fr -tag:outils or slug:later", "draft later"),
        ("tag:outils tag:lang/python", "brut"),
        ("tag:outils,web", "brut later rust"),
        ("not @french", "later old rust"),
        ("not brut", "draft later old rust"),
        ("not not.md", None),
    ],
)
def test_terms_combine(shelf: Folder, run: Run, query: str, found: str | None) -> None:
    """Side by side is and; `or` binds loosest; `not` takes the next term."""
    answer = run(f"list {query} {FIELDS} sort:slug", code=3 if found is None else 0)

    assert found is None or slugs(answer) == found.split()


@pytest.mark.parametrize("command", ["list", "search", "tag list", "stats", "top"])
@pytest.mark.parametrize("term", ["-tag:outils", "-title:x", "-is:draft", "-date:2020", "-tag~x"])
def test_a_minus_before_a_field_negates_it(
    shelf: Folder, run: Run, command: str, term: str
) -> None:
    """`-field:value` is never taken for options, whatever letters it has."""
    minus = run(f"{command} {term} --json")
    word = run(f"{command} not {term[1:]} --json")

    assert minus == word


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["-title:t", "--json"], ["old"]),
        (["--json", "-title:t"], ["old"]),
        (["--json", "--fields", "slug", "-title!=Gone"], ["old"]),
        (["--json", "-title=Gone", "-n", "1"], ["draft"]),
        (["--json", "-n1", "-title=Gone"], ["draft"]),
        (["--json", "--sort", "-title", "-title:t"], ["old"]),
        (["--json", "--sort=-slug", "-lang:en"], ["draft", "brut"]),
        (["--json", "--", "-title:t"], ["old"]),
        (["--json", "--", "not", "title:t"], ["old"]),
        (["--json", "--", "Notes", "-lang:en"], ["draft"]),
        (["--json", "-meta.mood:calm", "lang:fr"], ["draft"]),
    ],
)
def test_options_and_negations_mix(
    shelf: Folder, run: Run, words: list[str], found: list[str]
) -> None:
    """Options keep their values, and behind `--` a negation is a negation still."""
    answer = run(["list", *words])

    assert slugs(answer) == found


@pytest.mark.parametrize("template", ["-title: {title}", "-title:{title}", "-tag=x {title}"])
def test_a_template_may_look_like_a_negation(shelf: Folder, run: Run, template: str) -> None:
    """The value of an option is left as it was typed."""
    answer = run(["list", "slug=rust", "--format", template])

    assert answer.lines == [template.replace("{title}", "Rust, gently")]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("tag:a or", "'or' needs a term on both sides"),
        ("or tag:a", "'or' needs a term on both sides"),
        ("tag:a or or tag:b", "'or' needs a term on both sides"),
        ("or", "'or' needs a term on both sides"),
        ("and or and", "'or' needs a term on both sides"),
        ("tag:a or and", "'or' needs a term on both sides"),
        ("tag:a or sort:date", "'or' needs a term on both sides"),
        ("limit:5 or tag:a", "'or' needs a term on both sides"),
        ("not", "'not' needs a term"),
        ("tag:a not", "'not' needs a term"),
        ("not or tag:a", "'not' needs a term"),
        ("not and tag:a", "'not' needs a term"),
        ("not not tag:a", "'not' needs a term"),
        ("not -tag:a", "'not' needs a term"),
        ("tag:", "'tag:' has an empty value"),
        ("tag=", "empty value"),
        ("tag:a,", "'tag:a,' has an empty value"),
        ("tag:a,,b", "empty value"),
        ("tag:,", "empty value"),
        ("title:", "empty value"),
        ("-tag:", "empty value"),
        ("is:", "empty value"),
        ("date:", "empty value"),
        ("date:2024,", "empty value"),
        ("words:", "empty value"),
        ("sort:", "empty value"),
        ("sort:date,", "empty value"),
        ("meta.mood:", "empty value"),
        ("title~", "not a regular expression"),
        ("title~(", "not a regular expression"),
        ("title~[a", "not a regular expression"),
        ("title~*", "not a regular expression"),
        ("tag~a{2,1}", "not a regular expression"),
        ("titel:x", "there is no field 'titel'"),
        ("-titel:x", "there is no field 'titel'"),
        ("not titel:x", "there is no field 'titel'"),
        ("colour=red", "there is no field 'colour'"),
        ("note:foo", "there is no field 'note'"),
        ("meta:foo", "there is no field 'meta'"),
        ("title.x:foo", "there is no field 'title.x'"),
        ("is:drafty", "'is' has no value 'drafty'"),
        ("is=draft", "'is' goes with ':'"),
        ("is!=draft", "'is' goes with ':'"),
        ("has~image", "'has' goes with ':'"),
        ("has:imag", "'has' has no value 'imag'"),
        ("no:tgs", "'no' has no value 'tgs'"),
        ("status:publshed", "'status' has no value 'publshed'"),
        ("status=nothing", "'status' has no value 'nothing'"),
        ("draft:maybe", "'draft' has no value 'maybe'"),
        ("words:many", "'many' is not a number"),
        ("words:..", "'..' is not a number"),
        ("words:-5", "'-5' is not a number"),
        ("words:1.5", "'1.5' is not a number"),
        ("words:1..2..3", "'1..2..3' is not a number"),
        ("words:500..200", "runs backwards"),
        ("minutes:5..1,3", "runs backwards"),
        ("date:gibberish", "'gibberish' is not a date"),
        ("date=gibberish", "'gibberish' is not a date"),
        ("updated:2024-13", "'2024-13' is not in the calendar"),
        ("meta.moood:calm", "no post has the field 'moood'"),
        ("-meta.moood:calm", "no post has the field 'moood'"),
        ("sort:titel", "there is no field 'titel'"),
        ("sort:text", "posts cannot be sorted by text"),
        ("--sort titel", "there is no field 'titel'"),
        ("--sort date,", "empty value"),
        ("sort:meta.moood", "no post has the field 'moood'"),
        ("-sort:date", "'sort' cannot be negated"),
        ("not limit:5", "'limit' cannot be negated"),
        ("limit:few", "'few' is not a number of posts"),
        ("limit:-1", "'-1' is not a number of posts"),
        ("limit:", "is not a number of posts"),
        ("@nothing", "there is no saved query '@nothing'"),
        ("@frensh", "there is no saved query '@frensh'"),
        ("@self", "'@self' names itself"),
        ("@knot", "names itself"),
        ("not @loop", "names itself"),
        ("@broken", "a quote is left open"),
        ("@wrong", "there is no field 'colour'"),
        ("!!", "has no word to look for"),
        ("@", "has no word to look for"),
        ("-titel:x --json", "there is no field 'titel'"),
    ],
)
def test_what_cannot_be_understood_is_an_error(
    shelf: Folder, run: Run, query: str, says: str
) -> None:
    """Exit 2 and a sentence: never an empty or a wider answer."""
    answer = run(f"list {query}", code=2)

    assert not answer.out
    assert says in answer.err


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("titel:x", "title"),
        ("-tgas:x", "tags"),
        ("stauts:draft", "status"),
        ("is:drft", "draft"),
        ("is:publish", "published"),
        ("has:imgae", "image"),
        ("no:categry", "category"),
        ("status:schedule", "scheduled"),
        ("draft:ture", "true"),
        ("date:lastweek", "last-week"),
        ("meta.moood:calm", "mood"),
        ("sort:dat", "date"),
        ("@frensh", "french"),
        ("posts/brutt.md", "posts/brut.md"),
    ],
)
def test_a_typo_is_answered_with_what_was_meant(
    shelf: Folder, run: Run, query: str, hint: str
) -> None:
    """Fields, values, traits, dates, saved queries and paths have a did-you-mean."""
    answer = run(f"list {query}", code=3 if "/" in query else 2)

    assert f"did you mean '{hint}'?" in answer.err


@pytest.mark.parametrize("query", ["words:500..200", "tag:a,", "title:", "not", "or", "is=draft"])
def test_an_error_shows_the_way_out(shelf: Folder, run: Run, query: str) -> None:
    """A hint follows the sentence."""
    answer = run(f"list {query}", code=2)

    assert "\n  hint: " in answer.err


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("@french", "brut draft"),
        ("@either is:live", "brut rust"),
        ("is:live @either", "brut rust"),
        ("not @either", "later old"),
        ("-is:live @either", "draft"),
        ("@readable", "brut"),
        ("not @readable lang:fr", "draft"),
        ("@quoted", "brut rust"),
        ("@french or is:expired", "brut draft old"),
    ],
)
def test_a_saved_query_is_one_term(shelf: Folder, run: Run, query: str, found: str) -> None:
    """Its own `or` stays together, whatever stands beside it; it may name another."""
    answer = run(f"list {query} {FIELDS} --sort slug")

    assert slugs(answer) == found.split()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("@by-title", "brut old later draft rust"),
        ("@by-title sort:-title", "rust draft later old brut"),
        ("sort:-title @by-title", "rust draft later old brut"),
        ("@by-title --sort -title", "rust draft later old brut"),
        ("@newest", "later rust"),
        ("@newest -lang:fr", "later rust"),
        ("@newest sort:slug", "brut draft"),
        ("@newest limit:1", "later"),
        ("limit:1 @newest", "later"),
        ("limit:3 @newest", "later rust brut"),
        ("@newest -n 1", "later"),
        ("@newest --limit 3 --sort slug", "brut draft later"),
        ("sort:slug", "brut draft later old rust"),
        ("sort:-slug", "rust old later draft brut"),
        ("sort:lang,-slug", "rust old later draft brut"),
        ("sort:date", "old brut rust later draft"),
        ("sort:-date", "later rust brut old draft"),
        ("sort:-words limit:1", "later"),
        ("sort:status,slug", "draft old brut rust later"),
        ("sort:meta.mood,slug", "rust brut draft later old"),
        ("sort:tag,slug", "rust later brut draft old"),
        ("sort:slug sort:-slug", "rust old later draft brut"),
        ("sort:slug --sort -slug", "rust old later draft brut"),
        ("--sort -slug sort:slug", "rust old later draft brut"),
        ("limit:2 sort:slug", "brut draft"),
        ("limit:2 sort:slug -n 1", "brut"),
        ("limit:2 sort:slug --limit 3", "brut draft later"),
        ("limit:1 limit:2 sort:slug", "brut draft"),
        ("limit:0", ""),
        ("", "draft later rust brut old"),
    ],
)
def test_a_query_carries_order_and_limit(shelf: Folder, run: Run, query: str, found: str) -> None:
    """`sort:` and `limit:` typed outweigh a saved query's; the options outweigh both.

    Posts without the value come last both ways; with no order at all, the newest first.
    """
    answer = run(f"list {query} {FIELDS}")

    assert slugs(answer) == found.split()


def test_values_of_two_kinds_are_sorted(blog: Folder, run: Run) -> None:
    """A field that is a number here and a text there has an order still."""
    blog(a=post(weight="3"), b=post(weight="heavy"), c=post(weight="1"))

    answer = run(f"list sort:meta.weight {FIELDS}")

    assert slugs(answer) == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("words", "folder", "found"),
    [
        (["posts/brut.md"], "", "brut"),
        (["./posts/brut.md"], "", "brut"),
        (["posts/2024"], "", "rust"),
        (["posts/2024/"], "", "rust"),
        (["posts/"], "", "brut draft later old rust"),
        (["posts/2024/rust.md", "posts/old.md"], "", "old rust"),
        (["posts/brut.md", "lang:fr", "posts/old.md"], "", "brut"),
        (["-lang:fr", "posts/brut.md", "posts/old.md"], "", "old"),
        (["not", "posts/brut.md"], "", "draft later old rust"),
        (["posts/brut.md", "or", "is:expired"], "", "brut old"),
        (["brut.md"], "posts", "brut"),
        (["./brut.md"], "posts", "brut"),
        (["2024/"], "posts", "rust"),
        (["2024/rust.md", "brut.md"], "posts", "brut rust"),
        (["rust.md"], "posts/2024", "rust"),
        (["../brut.md"], "posts/2024", "brut"),
        (["../../posts/brut.md"], "posts/2024", "brut"),
        (["./"], "posts/2024", "rust"),
        (["../"], "posts/2024", "brut draft later old rust"),
        (["tag:outils"], "posts/2024", "brut later"),
    ],
)
def test_a_path_is_what_the_shell_writes(
    shelf: Folder, run: Run, words: list[str], folder: str, found: str
) -> None:
    """Files and folders from where one stands; several are any-of, so that globs work."""
    answer = run(["list", *words, *FIELDS.split(), "--sort", "slug"], folder=folder)

    assert slugs(answer) == found.split()


def test_a_file_whose_name_has_a_blank_is_a_path(blog: Folder, run: Run) -> None:
    """A shell's glob names it like any other file."""
    blog.write("posts/my post.md", post("Mine"))
    blog(other=post("Other"))

    answer = run(["list", "posts/my post.md", "posts/other.md", "--json", "--fields", "path"])

    paths = {row["path"] for row in answer.json}
    assert paths == {"posts/my post.md", "posts/other.md"}


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("posts/nothing.md", ""), ("nothing/", ""), ("posts/bru", ""), ("brut.md", ""),
        ("posts/brut.md/", "posts"), ("posts/brut.md", "posts"), ("../../brut.md", "posts"),
        ("/posts/brut.md", ""),
    ],
)  # fmt: skip
def test_an_unknown_path_is_no_such_post(shelf: Folder, run: Run, path: str, folder: str) -> None:
    """Exit 3 with nothing on stdout, also beside a path that there is."""
    alone = run(["list", path], folder=folder, code=3)
    beside = run(["list", path, "./" if folder else "posts/"], folder=folder, code=3)

    assert not alone.out
    assert not beside.out
    assert "there is no post at" in alone.err


def test_a_slug_names_its_post(shelf: Folder, run: Run) -> None:
    """A word that is a post's slug means that post; `text:` and search look for the word."""
    named = run(f"list brut {FIELDS}")
    text = run(f"list text:brut {FIELDS} --sort slug")
    searched = run("search brut --json --fields slug --sort slug")

    assert slugs(named) == ["brut"]
    assert slugs(text) == ["brut", "rust"]
    assert slugs(searched) == ["brut", "rust"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["https://example.org/x"], "old"),
        (["https://nowhere.org/x"], ""),
        (["12:30"], "draft"),
        (["12:31"], ""),
        (["c++"], "draft rust"),
        (["texte brut"], "brut rust"),
        (["brut texte"], ""),
        (["brut", "texte"], "brut"),
        (["ÉTÉ"], "brut"),
        (["ete"], "brut"),
        (["cœur"], "brut"),
        (["l'été"], "brut"),
        (["l’été"], "brut"),
        (["text:or"], ""),
        (["text:12:30"], "draft"),
        (["text:https://example.org/x"], "old"),
        (["carbone"], "brut"),
        (["voila"], "brut"),
    ],
)  # fmt: skip
def test_words_are_text(shelf: Folder, run: Run, words: list[str], found: str) -> None:
    """Stemmed, accents folded, whole words in order; URLs and times of day are words too."""
    answer = run(["list", *words, *FIELDS.split(), "--sort", "slug"])

    assert slugs(answer) == found.split()


@pytest.mark.parametrize("words", [["web+"], ["date-"], ["title+"]])
def test_only_sort_sorts(shelf: Folder, run: Run, words: list[str]) -> None:
    """A sign at the end of a word changes no order."""
    plain = run(["list", words[0].rstrip("+-"), "--json"])
    signed = run(["list", *words, "--json"])

    assert signed.out == plain.out


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tag:developpement-web", "brut"),
        ("tag:Développement-Web", "brut"),
        ("tag:DEVELOPPEMENT_WEB", "brut"),
        ("tag:web", "rust"),
        ("tag:développement", ""),
        ("tag:c++", "rust"),
        ("tag:c", ""),
        ("tag:lang/", "brut rust"),
        ("tag:LANG/", "brut rust"),
        ("tag:lang/python", "brut"),
        ("tag:lang/python/", "brut"),
        ("tag:lang", ""),
        ("tag:lan/", ""),
        ("tag=Développement web", "brut"),
    ],
)
def test_a_tag_matches_whole(shelf: Folder, run: Run, query: str, found: str) -> None:
    """Case, accents, and blank or hyphen do not matter; a slash at the end takes the subtree."""
    answer = run(["list", query, *FIELDS.split(), "--sort", "slug"])

    assert slugs(answer) == found.split()


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("tag:outil", "no post has tag:outil; did you mean 'outils'?"),
        ("-tag:outil", "no post has tag:outil"),
        ("tag:outils,nothing", "no post has tag:nothing"),
        ("lang:fr or tag:outil", "no post has tag:outil"),
        ("category:essai", "no post has category:essai; did you mean 'Essais'?"),
        ("series:carbon-et-numerique", "did you mean 'Carbone et numérique'?"),
        ("lang:de", "no post has lang:de"),
        ("tag=OUTILS", "no post has tag:OUTILS; did you mean 'outils'?"),
    ],
)
@pytest.mark.parametrize("command", ["list", "stats", "search"])
def test_an_unknown_name_is_said(
    shelf: Folder, run: Run, command: str, query: str, note: str
) -> None:
    """Exit 0, for an empty answer is an answer; but a note on stderr, unless -q."""
    answer = run(f"{command} {query} --json")
    quiet = run(f"{command} {query} --json -q")

    assert note in answer.err
    assert not quiet.err
    assert quiet.out == answer.out


@pytest.mark.parametrize(
    "query",
    [
        ["is:draft"], ["-lang:en"], ["tag:outils"], ["lang:fr", "or", "is:expired"], ["@either"],
        ["posts/brut.md", "posts/old.md"], ["brut"], ["texte brut"], ["date:2024..", "-is:draft"],
        ["not", "tag:lang/"], ["words:500.."], ["meta.mood:calm,brisk"], ["tag:nothing"],
        ["sort:date", "limit:2", "lang:en"], ["--", "-lang:en"],
    ],
)  # fmt: skip
def test_a_query_means_the_same_everywhere(shelf: Folder, run: Run, query: list[str]) -> None:
    """To list, to count, and to write are the same words and the same posts."""
    before = shelf.files()

    listed = run(["list", "--json", "--fields", "path", *query])
    counted = run(["stats", "--json", *query])
    planned = run(["publish", "--dry-run", "--json", *query])

    paths = {row["path"] for row in listed.json}
    plan = planned.json
    assert counted.json["posts"] == len(paths)
    assert {*plan["changed"], *plan["unchanged"]} == paths
    assert not plan["failed"]
    assert shelf.files() == before


@pytest.mark.parametrize(
    "command", ["publish", "publish -y", "unpublish", "tag add x", "tag remove x"]
)
@pytest.mark.parametrize("words", ["", "sort:date", "and", "@by-title"])
def test_writing_to_all_posts_must_be_said(
    shelf: Folder, run: Run, command: str, words: str
) -> None:
    """Without a term that chooses, a command that writes is exit 2, names --all, and writes not."""
    before = shelf.files()

    answer = run(f"{command} {words}", code=2)

    assert "--all" in answer.err
    assert shelf.files() == before


@pytest.mark.parametrize("command", ["publish", "unpublish", "tag add x", "tag remove x"])
@pytest.mark.parametrize("query", ["titel:x", "tag:", "not", "is:drafty", "date:2026-13"])
def test_a_wrong_query_writes_nothing(shelf: Folder, run: Run, command: str, query: str) -> None:
    """A command that writes refuses what a command that reads refuses."""
    before = shelf.files()

    answer = run(f"{command} {query} -y", code=2)

    assert not answer.out
    assert shelf.files() == before


@pytest.mark.parametrize("query", ["tag:x", "is:draft", "words:1..", "date:2026", "hello", "@all"])
def test_an_empty_blog_has_an_empty_answer(blog: Folder, run: Run, query: str) -> None:
    """No post at all is no error."""
    blog.write(".blogctl/config.toml", "queries.all = 'sort:date'\n")

    answer = run(f"list {query} --json")

    assert answer.out == "[]\n"
