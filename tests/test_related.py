"""Related posts: those that are near by words, names and links, each with its reasons."""

import pytest
from conftest import Folder, Run, post

BREAD = "Sourdough needs flour, a starter and patience. Knead the sourdough, feed the starter.\n"
CIDER = "Cider from windfall apples: press the apples, then let the cider rest in barrels.\n"


@pytest.fixture
def kitchen(blog: Folder) -> Folder:
    """Write posts about bread and cider, and some about nothing of the kind."""
    for number in range(12):
        blog.write(f"posts/day-{number}.md", post(f"Day {number}", "Rain, wind, a grey sky.\n"))
    return blog(
        bread=post("Sourdough", BREAD, tags="[baking, kitchen]"),
        starter=post("A starter", "Feed the starter flour, and the sourdough rises.\n",
                     tags="[baking, kitchen]"),
        rye=post("Rye", "A sourdough of rye flour.\n", tags="[kitchen]"),
        cider=post("Cider", CIDER, tags="[orchard]"),
        press=post("A press", "Apples by the barrels for the cider.\n", tags="[orchard]"),
        walk=post("A walk", "Up the hill and down again, before the rain.\n"),
        draft=post("Crumb", BREAD, draft="true", tags="[baking]"),
    )  # fmt: skip


def test_the_nearest_come_first(kitchen: Folder, run: Run) -> None:
    """By words and rare names; what has nothing to do with the post is not there."""
    answer = run("related bread --json --fields path,score,reasons").json

    assert [one["path"] for one in answer] == ["posts/starter.md", "posts/rye.md"]
    assert answer[0]["score"] > answer[1]["score"] > 0
    assert answer[0]["reasons"] == [
        "tag baking",
        "tag kitchen",
        "words sourdough starter",
    ]


def test_a_series_and_links_are_reasons(blog: Folder, run: Run) -> None:
    """In either direction."""
    blog(
        a=post("Alpha", "To [b](b.md).\n", series="[Letters]"),
        b=post("Beta", "Nothing alike.\n"),
        c=post("Gamma", "Back to [a](a.md) and [b](b.md).\n", series="[Letters]"),
        d=post("Delta", "On its own.\n"),
    )

    answer = run("related a --json --fields path,reasons").json

    assert answer == [
        {"path": "posts/c.md", "reasons": ["series Letters", "links to it"]},
        {"path": "posts/b.md", "reasons": ["links from it"]},
    ]


def test_a_draft_is_offered_to_a_draft(kitchen: Folder, run: Run) -> None:
    """Or where the query says so; a live post's readers cannot follow."""
    assert "posts/draft.md" not in run("related bread").out
    assert run("related bread is:draft --format {path}").lines == ["posts/draft.md"]
    assert run("related draft -n 1 --format {path}").lines == ["posts/bread.md"]
    assert "posts/draft.md" in run("related starter not is:private").out


def test_a_query_narrows(kitchen: Folder, run: Run) -> None:
    """Only posts that it means are offered, at most as many as asked for."""
    assert run("related bread -n 1 --format {slug}").lines == ["starter"]
    assert run("related bread slug:rye --format {slug}").lines == ["rye"]
    assert run("related bread limit:1 --format {slug}").lines == ["starter"]
    assert run("related bread tag:orchard").out == ""


def test_translations_count_and_are_not_offered(blog: Folder, run: Run) -> None:
    """What is near to a translation is near, in the post's own language where it exists."""
    blog.write("hugo.toml", "defaultContentLanguage = 'fr'\n[languages.fr]\n[languages.en]\n")
    english = {"bread": BREAD, "rye": "Sourdough of rye flour.\n", "starter": BREAD}
    for name, text in english.items():
        blog.write(f"content/posts/{name}.en.md", post(name.title(), text))
    blog.write("content/posts/bread.fr.md", post("Le pain", "Il faut savoir attendre.\n"))
    blog.write("content/posts/rye.fr.md", post("Le seigle", "Une farine grise.\n"))
    for number in range(4):
        blog.write(f"content/posts/rain-{number}.fr.md", post("Pluie", "Dehors, il pleut.\n"))

    answer = run("related content/posts/bread.fr.md --format {path}").lines

    assert sorted(answer) == ["content/posts/rye.fr.md", "content/posts/starter.en.md"]


def test_no_such_post(kitchen: Folder, run: Run) -> None:
    """Exit 3, with the nearest name."""
    assert "did you mean bread" in run("related bred", code=3).err


def test_an_order_of_its_own(kitchen: Folder, run: Run) -> None:
    """Sorting is refused."""
    run("related bread --sort title", code=2)
    run("related bread sort:title", code=2)


@pytest.mark.parametrize("name", ["walk", "posts/walk.md"])
def test_nothing_is_related(kitchen: Folder, run: Run, name: str) -> None:
    """An empty answer is an answer."""
    assert run(f"related {name} --json").json == []


def test_show_has_the_best_three(kitchen: Folder, run: Run) -> None:
    """As paths in JSON."""
    answer = run("show bread --json --fields related").json

    assert answer == {"related": ["posts/starter.md", "posts/rye.md"]}
    assert "Related" in run("show bread --table").out


def test_an_archetype_lists_related_posts(kitchen: Folder, run: Run) -> None:
    """By the words of the title and the tags; only live posts, as Markdown."""
    kitchen.write(".blogctl/archetypes/default.md", "---\ntitle:\n---\n{{ related }}\n")

    run(["create", "More sourdough", "--tag", "baking", "--slug", "more"])

    name = next(path for path in kitchen.files() if path.endswith("more.md"))
    assert kitchen.text(name).endswith(
        "---\n- [Sourdough](/posts/bread/)\n- [A starter](/posts/starter/)\n- [Rye](/posts/rye/)\n"
    )


def test_related_posts_are_no_front_matter(kitchen: Folder, run: Run) -> None:
    """The placeholder stands in the text."""
    kitchen.write(".blogctl/archetypes/default.md", "---\ntitle: {{ related }}\n---\n")

    assert "in the text {{ related }}" in run(["create", "More"], code=1).err
