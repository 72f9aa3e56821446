"""Searching: where, how ranked, what is shown, what is suggested, and what is typed wrongly."""

import re
from typing import Any

import pytest
from conftest import CORPORA, Folder, Run, post
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from judging import BLOGS, MISSPELT, corpus, ours, quality, queries, table

from blogctl.content.excerpts import passage_of, sentences
from blogctl.content.folding import fold
from blogctl.content.lexicon import cut_words, joined_phrases, tokens_of, typed_words
from blogctl.content.search import Term, places_in
from blogctl.content.spelling import distance, likely

real = [
    pytest.mark.corpora,
    pytest.mark.skipif(not CORPORA.is_dir(), reason="no real blogs lie beside the project"),
]


def slugs(run: Run, *words: str) -> list[str]:
    """Return the slugs of what a search finds, the best first."""
    return [hit["slug"] for hit in run(["search", "--json", *words]).json]


def marked(hit: dict[str, Any]) -> list[str]:
    """Return what is marked in the excerpt of a hit."""
    return [hit["excerpt"][start:end] for start, end in hit["spans"]]


# where


@pytest.fixture
def places(blog: Folder) -> Folder:
    """Return a blog in which a word stands in each place once."""
    return blog(
        title=post("Le carbone", "Rien.\n"),
        body=post("Autre", "Du carbone ici.\n"),
        heading=post("Plan", "# Carbone\n\nRien.\n"),
        code=post("Source", "```\ncarbone = 1\n```\n"),
        tag=post("Mot", "Rien.\n", tags="[carbone]"),
        summary=post("Bref", "Rien.\n", description="Sur le carbone"),
    )


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("title", {"title"}),
        ("body", {"body", "heading"}),
        ("code", {"code"}),
        ("tags", {"tag"}),
        ("headings", {"heading"}),
        ("summary", {"summary"}),
        ("title,code", {"title", "code"}),
        ("Title, tag", {"title", "tag"}),
    ],
)
def test_a_search_in_one_place(place: str, found: set[str], places: Folder, run: Run) -> None:
    """--in looks for the words there alone."""
    assert set(slugs(run, "carbone", "--in", place)) == found
    assert len(slugs(run, "carbone")) == 6


def test_a_place_that_there_is_not(places: Folder, run: Run) -> None:
    """An unknown place is a usage error with the nearest."""
    assert "did you mean 'title'?" in run("search carbone --in titel", code=2).err
    run(["search", "carbone", "--in", ""], code=2)


def test_fields_are_not_narrowed_by_the_place(places: Folder, run: Run) -> None:
    """What a field asks for is asked of that field, whatever the place."""
    assert slugs(run, "plan", "heading:carbone", "--in", "title") == ["heading"]


def test_newer_posts_gain_unless_by_relevance(blog: Folder, run: Run) -> None:
    """Of two posts that say the same the newer goes first; by relevance they are equal."""
    blog(old=post("Wiki", date="2010-01-02"), new=post("Wiki", date="2026-11-02"))

    usual = run("search wiki --json").json
    plain = run("search wiki --json --sort relevance").json
    assert run("search wiki --json sort:relevance").json == plain
    assert run("search wiki --count sort:relevance").out == f"{len(plain)}\n"

    assert [hit["slug"] for hit in usual] == ["new", "old"]
    assert usual[0]["score"] > usual[1]["score"]
    assert plain[0]["score"] == plain[1]["score"]


def test_facets_count_what_is_found(blog: Folder, run: Run) -> None:
    """--facets counts tags, years and series of all hits, the most frequent first."""
    blog(
        a=post("Wiki", date="2025-01-02", tags="[outil, Équipe]", series="Pratique"),
        b=post("Wiki", date="2025-03-02", tags="[équipe]"),
        c=post("Wiki", date="2024-03-02"),
        d=post("Autre", date="2024-03-02", tags="[outil]"),
    )

    found = run("search wiki --facets --json").json

    assert [tuple(one.values()) for one in found] == [
        ("tags", "équipe", 2, "tag:équipe"),
        ("tags", "outil", 1, "tag:outil"),
        ("years", "2025", 2, "date:2025"),
        ("years", "2024", 1, "date:2024"),
        ("series", "Pratique", 1, "series:Pratique"),
    ]
    assert run("search wiki --facets --plain -n 1").lines == [
        "tags\téquipe\t2", "years\t2025\t2", "series\tPratique\t1",
    ]  # fmt: skip
    assert run("search zzz --facets --json").json == []


def test_or_and_not_between_words(blog: Folder, run: Run) -> None:
    """`or` and `not` stand between words as between fields."""
    blog(one=post("Chat"), two=post("Chien"), three=post("Chat et chien"))

    assert set(slugs(run, "chat", "or", "chien")) == {"one", "two", "three"}
    assert slugs(run, "chat", "not", "chien") == ["one"]


@pytest.mark.parametrize(
    "typed",
    [
        ["«données", "ouvertes»"],
        ["«", "données", "ouvertes", "»"],
        ["« données ouvertes »"],
        ["“données", "ouvertes”"],
        ["données ouvertes"],
        ["«données ouvertes»"],
    ],
)
def test_a_phrase_in_typographic_quotes(typed: list[str], blog: Folder, run: Run) -> None:
    """What stands between French quotes is a phrase, however the shell parted it."""
    blog(one=post(body="Les données ouvertes.\n"), two=post(body="Ouvertes aux données.\n"))

    assert slugs(run, *typed) == ["one"]


def test_a_star_ends_a_beginning(blog: Folder, run: Run) -> None:
    """`entrepr*` finds the words that begin so, and the excerpt marks them."""
    blog(one=post("A", "Une entreprise.\n"), two=post("B", "Les entrepreneurs.\n"), no=post())

    found = run(["search", "entrepr*", "--json"]).json

    assert {hit["slug"] for hit in found} == {"one", "two"}
    assert {word for hit in found for word in marked(hit)} == {"entreprise", "entrepreneurs"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("chevaux", "Le cheval."),
        ("cheval", "Les chevaux."),
        ("développeuse", "Des développeurs."),
        ("developpeur", "Deux développeuses."),
        ("traductrice", "Un traducteur."),
        ("publiees", "Il a publié cela."),
        ("travail", "Grands travaux."),
        ("œil", "Des yeux."),
        ("l'entreprise", "Les entreprises."),
        ("écrivait", "Nous écrivions le texte dans la pièce."),
    ],
)
def test_a_word_finds_its_family(typed: str, said: str, blog: Folder, run: Run) -> None:
    """A word finds its plural, its feminine and other forms, with accents or without."""
    blog(one=post("Un", f"{said}\n", lang="fr"), two=post("Autre", "Rien.\n", lang="fr"))

    hits = run(["search", typed, "--json"]).json

    assert [hit["slug"] for hit in hits] == ["one"]
    assert marked(hits[0])


@pytest.mark.parametrize(
    ("typed", "said"), [("letter", "Let us."), ("organe", "Une organisation."), ("chat", "Chattes")]
)
def test_a_word_of_another_family(typed: str, said: str, blog: Folder, run: Run) -> None:
    """A stem is not taken for one of a language that the word is not of."""
    blog(one=post("Un", f"{said}\n", lang="fr"), two=post("Deux", f"A {typed}.\n", lang="en"))

    assert slugs(run, typed)[0] == "two"


def test_the_word_that_was_typed_goes_first(blog: Folder, run: Run) -> None:
    """Of two posts that are alike, that with the very word goes before that with its family."""
    blog(a=post("A", "Il faut publier.\n", lang="fr"), b=post("B", "Une publiée.\n", lang="fr"))

    assert slugs(run, "publiée")[0] == "b"
    assert slugs(run, "publier")[0] == "a"


def test_words_that_stand_together_go_first(blog: Folder, run: Run) -> None:
    """Of two posts that have all words, that where they are neighbours goes first."""
    far = "Le carbone. " + "Rien de plus ici. " * 20 + "La taxe."
    near = "La taxe carbone. " + "Rien de plus ici. " * 20 + "Fin."
    blog(a=post("A", f"{far}\n"), b=post("B", f"{near}\n"))

    assert slugs(run, "taxe", "carbone") == ["b", "a"]


# excerpts


def test_the_sentence_with_most_words_is_shown(blog: Folder, run: Run) -> None:
    """The excerpt is the sentence with most different words, the earliest of those."""
    body = (
        "Le carbone compte. Encore le carbone, le carbone, le carbone. "
        "La taxe carbone est ici. La taxe carbone est là aussi.\n"
    )
    blog(one=post("A", body))

    hit = run("search carbone taxe --json").json[0]

    assert hit["excerpt"].startswith("La taxe carbone est ici.")
    assert marked(hit)[:2] == ["taxe", "carbone"]


def test_all_forms_are_marked(blog: Folder, run: Run) -> None:
    """Each form that the word was widened to is marked."""
    blog(one=post("A", "Le cheval et les chevaux, un Cheval.\n", lang="fr"))

    assert marked(run("search chevaux --json").json[0]) == ["cheval", "chevaux", "Cheval"]


def test_a_phrase_is_marked_whole_and_alone(blog: Folder, run: Run) -> None:
    """Of a phrase, only places where its words follow each other are marked."""
    blog(one=post("A", "Ouvertes, les données ? Des données ouvertes.\n"))

    assert marked(run(["search", "données ouvertes", "--json"]).json[0]) == ["données ouvertes"]


def test_links_and_code_are_whole_in_excerpts(blog: Folder, run: Run) -> None:
    """An excerpt has the words of links and code, never half of their marks."""
    body = f"{'Avant cela, ' * 12}le [wiki](https://example.org/a/b) et `npm run carbone-x`."
    blog(one=post("A", f"{body} {'Après cela, ' * 20}\n"))

    excerpt = run("search carbone --json").json[0]["excerpt"]

    assert "npm run carbone-x" in excerpt
    assert not set("[]()`") & set(excerpt)


@pytest.mark.parametrize(
    ("fields", "body", "excerpt"),
    [
        ({"tags": "[carbone]"}, "La première phrase.\n", "La première phrase."),
        ({}, "Voici.\n\n```\nx = 1\ncarbone(3)\n```\n", "carbone(3)"),
        ({"description": "Le carbone, donc."}, "Autre.\n", "Le carbone, donc."),
    ],
)
def test_the_excerpt_of_a_hit_elsewhere(
    fields: dict[str, str], body: str, excerpt: str, blog: Folder, run: Run
) -> None:
    """A hit by a tag shows the opening, one by code its line, one by the summary the summary."""
    blog(one=post("Titre", body, **fields))

    assert run("search carbone --json").json[0]["excerpt"] == excerpt


TEXTS = st.text(alphabet=st.sampled_from("aéb .!?…»« \n\t'’-中e\u0301\u00a0"), max_size=400)


@given(TEXTS, st.sampled_from(["a", "b", "中", "é"]), st.integers(10, 160))
def test_excerpts_are_cut_between_words(text: str, word: str, width: int) -> None:
    """Any excerpt is part of its text, holds what is marked, and cuts no word in two."""
    term = Term((frozenset([fold(word)]),))
    passage = passage_of(text, lambda line: places_in(line, [term]), width=width)

    if passage is None:
        assert not places_in(text, [term])
        return
    bare = passage.text.removeprefix("…").removesuffix("…")
    flat = text.replace("\t", " ")
    assert passage.spans
    assert {fold(passage.text[start:end]) for start, end in passage.spans} == {fold(word)}
    assert bare in flat or passage.text in flat or passage.text[1:] in flat


@given(st.text(max_size=300))
def test_sentences_cover_their_line(line: str) -> None:
    """The sentences of a line, put together, are the line."""
    assert "".join(line[start:end] for start, end in sentences(line)) == line


# suggestions


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("chevl", "Vouliez-vous dire : cheval ?"),
        ("bibliotéquaire", "Vouliez-vous dire : bibliothécaire ?"),
        ("ortografe", "Vouliez-vous dire : orthographe ?"),
        ("orlaens", "Vouliez-vous dire : Orléans ?"),
        ("cehval orthographe", "Vouliez-vous dire : cheval orthographe ?"),
    ],
)
def test_a_french_suggestion(typed: str, said: str, blog: Folder, run: Run) -> None:
    """In a French blog, what was meant is asked in French, with its accents, on stderr."""
    blog(one=post("A", "Le cheval d’une bibliothécaire à Orléans a de l’orthographe.\n", lang="fr"))

    answer = run(f"search {typed} --json")

    assert answer.json == []
    assert answer.err.strip() == said
    assert run(f"search {typed} -q").err == ""


def test_other_suggestions(blog: Folder, run: Run) -> None:
    """In another blog it is asked in English; what is like nothing, or split up, is told so."""
    blog(one=post("A", "A certificate for the horse.\n"), two=post("B", "The wiki is not it.\n"))

    assert run("search certficate").err == "did you mean certificate?\n"
    assert run("search zzzzzz").err == "no post has 'zzzzzz'\n"
    assert "none has all" in run("search horse wiki").err
    assert "leave out --in" in run("search horse --in title").err
    assert "in most posts" in run("search the").err
    assert run("search horse").err == ""
    assert run("search is:draft").err == ""


@pytest.mark.parametrize(
    ("word", "other", "cost"),
    [("cheval", "cheval", 0), ("chevla", "cheval", 0.8), ("cheval", "chevval", 0.6),
     ("chevel", "cheval", 1), ("xheval", "cheval", 1.6)],
)  # fmt: skip
def test_distances(word: str, other: str, cost: float) -> None:
    """Swapped and doubled letters cost less than a wrong one, a wrong first letter more."""
    assert distance(word, other, 2) == pytest.approx(cost)


def test_sound_counts() -> None:
    """A word that sounds the same goes before one that is a letter away."""
    assert likely("fishing", ["finding", "phishing"], 1)[0][1] == "phishing"


# what is typed


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("C++", "En C++, oui."), ("c#", "Du C# !"), (".NET", "Avec .NET."),
        ("node.js", "Node.js est là."), ("snake_case", "`snake_case` là"),
        ("e-mail", "Un E-mail."), ("3.14", "Pi est 3.14."), ("2026", "En 2026."),
        ("中文", "我学中文了"), ("v3.1", "La v3.1."), ("3.1", "La v3.1 est là"),
        ("עברית", "שפה עברית"), ("شمس", "شَمس"), ("te\u0301le\u0301", "Télé."),
        ("télé", "Te\u0301le\u0301."), ("title:Titre", "x"), ("ﬁn", "La fin."),
        ("NEAR(", "Near."), ('"carbone', "Le carbone"), ("^carbone", "Le carbone"),
        ("carbone*", "Le carbone"), ("+carbone", "Le carbone"), ("-carbone", "Le carbone"),
        ("NOT", None), ("AND", None), ("carbone:", None), ("🎈", None), ("*", None), ("(", None),
        ("text:*", None), ("", None), ("not", None), ("or", None), ("a*", "Une abeille"),
    ],
)  # fmt: skip
def test_odd_words(typed: str, said: str | None, blog: Folder, run: Run) -> None:
    """Signs, numbers, other scripts and SQL's own words find what they say, and that alone."""
    other = "C, net, node, case, mail, 3, 中 文.\n"
    blog(one=post("Titre", f"{said}\n"), two=post("Autre", other))

    if said is None:
        answer = run(["search", "--", typed], code=2)
        assert re.match(r"blogctl: [^\n]+\n  hint: [^\n]+\n\Z", answer.err)
    else:
        assert "one" in slugs(run, "--", typed)


def test_signs_tell_languages_apart(blog: Folder, run: Run) -> None:
    """C, C++ and C# are three words."""
    blog(a=post("A", "Le C.\n"), b=post("B", "Le C++.\n"), c=post("C", "Du F# ou C#.\n"))

    assert slugs(run, "C++") == ["b"]
    assert slugs(run, "C#") == ["c"]
    assert "b" not in slugs(run, "c")


TYPED = st.lists(
    st.one_of(
        st.text(alphabet=st.characters(exclude_characters="\0"), max_size=30),
        st.sampled_from(
            ["AND", "OR", "NOT", "NEAR(", "NEAR(a b)", '"', "*", "^", "-", "+", ":", "title:",
             "(", ")", "{title} : x", "«", "»", "“", "l'", "’", "🎈", "中文", "C++", "c#", "a*",
             "e\u0301",
             "ﷺ", "½", "İ", "ß", "\u202e", "'; DROP TABLE words; --", "x" * 3000, "%", "_"]
        ),
    ),
    min_size=1,
    max_size=5,
)  # fmt: skip


@settings(
    max_examples=120,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(["x" * 10_000])
@example(["mot " * 2_500])
@example(["mot"] * 2_500)
@example(["or", "or"])
@example(["\udce9"])
@given(TYPED)
def test_any_words_get_an_answer_or_a_sentence(blog: Folder, run: Run, typed: list[str]) -> None:
    """Whatever is typed, there is an answer, or one sentence with a hint; never an error of SQL."""
    if not (blog.root / "posts/one.md").exists():
        blog(one=post("Mot", "Un mot, C++, 中文.\n"), two=post("Not", "Near this or that.\n"))
    try:
        answer = run(["search", "--json", "--", *typed])
    except AssertionError:
        try:
            answer = run(["search", "--json", "--", *typed], code=2)
        except AssertionError:
            answer = run(["search", "--json", "--", *typed], code=3)
        assert answer.err.startswith("blogctl: ")
    assert "fault of blogctl" not in answer.err


@given(st.text(max_size=200))
def test_words_and_their_places_agree(text: str) -> None:
    """Each word that is searched by has a place in the text that it was cut from."""
    for token in tokens_of(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.word
    assert isinstance(typed_words(text), tuple)
    assert cut_words(text) == cut_words(text)
    assert all(isinstance(word, str) for word in joined_phrases(text.split()))


# agreement and quality

SAME = ["carbone", "données ouvertes", "chevaux", "équipe", "l'équipe", "wiki", "documentation"]


@pytest.mark.parametrize("words", SAME)
def test_list_and_search_find_the_same(words: str, blog: Folder, run: Run) -> None:
    """`list WORDS`, `list text:WORDS` and `search WORDS` mean the same posts."""
    texts = ["Le carbone.", "Des données ouvertes.", "Un cheval.", "L’équipe et un wiki.",
             "Documenter, documentation.", "Des équipes.", "Ouvertes aux données."]  # fmt: skip
    for at, text in enumerate(texts):
        blog.write(f"posts/p{at}.md", post(f"P{at}", f"{text}\n", lang="fr"))

    found = set(slugs(run, words))

    assert found
    for typed in ([words], [f"text:{words}"]):
        listed = run(["list", *typed, "--json"]).json
        assert {one["slug"] for one in listed} == found


@pytest.mark.corpora
@real[1]
def test_list_and_search_agree_on_real_blogs() -> None:
    """The judged queries mean the same posts to `list` as to `search`."""
    for one in queries():
        blog = corpus(BLOGS[one.blog][0])
        query = blog.query([*one.words, f"path:{one.scope}"])
        if any(blog.index.has_slug(word) for word in one.words):
            continue
        assert {found.path for found in blog.find(query)} == set(ours(one)), one


@pytest.mark.corpora
@real[1]
def test_searches_find_what_was_judged_right() -> None:
    """Over real blogs, the first right answer is first or second, and few are not in the top 10."""
    every = queries()
    found = {one: ours(one) for one in every}

    assert len(every) >= 60
    for half in (every[::2], every[1::2]):
        seen = quality((one, found[one]) for one in half)
        assert seen.rank >= 0.9
        assert seen.recall >= 0.96


@pytest.mark.corpora
@real[1]
@pytest.mark.parametrize("one", [one for one in table() if one.kind == MISSPELT], ids=str)
def test_misspellings_are_seen_through(one: Any) -> None:
    """Each misspelt word of the judged queries gets the word that was meant."""
    blog = corpus(BLOGS[one.blog][0])
    blog.index.read_texts()

    assert fold(blog.advice(blog.query(one.words)).words) == fold(one.posts[0])
