"""The rules of a blog for its names: aliases and lists of what is allowed, and who obeys them."""

import tomllib

import pytest
from conftest import Folder, Run, post

RULES = """\
[aliases.tag]
js = "javascript"
"c++" = "cpp"
ecma = "js"

[aliases.author]
cr = "Camille Roussel"

[allowed]
tag = ["javascript", "web", "écriture", "cpp"]
"""


def ruled(blog: Folder, rules: str = RULES) -> Folder:
    """Write a blog with rules, and three drafts that keep them or not."""
    blog.write(".blogctl/config.toml", rules)
    return blog(
        one=post("One", tags="[JS, web]", draft="true"),
        two=post("Two", tags="[javascript, weather]", author="cr", draft="true"),
        three=post("Three", tags="[Ecriture]", draft="true"),
    )


def settings(blog: Folder) -> dict[str, object]:
    """Return the settings as the file has them."""
    return tomllib.loads(blog.data(".blogctl/config.toml").decode())


# Setting them


@pytest.mark.parametrize("alias", ["js", "c++", ".net", "node.js", "c sharp", "l’été", "a=b", "#"])
def test_an_alias_may_have_any_name(blog: Folder, run: Run, alias: str) -> None:
    """Dots, signs and blanks in it need no quotes of TOML's; it is shown, and taken away again."""
    run(["config", f"aliases.tag.{alias}", "autre  nom"])

    assert settings(blog) == {"aliases": {"tag": {alias: "autre nom"}}}
    assert run(["config", f"aliases.tag.{alias}"]).out == "autre nom\n"
    assert run("config").out == f"aliases.tag.{alias}\tautre nom\n"
    run(["config", "--unset", f"aliases.tag.{alias.upper()}"])
    assert run("config").out == ""


def test_what_is_allowed_is_a_list(blog: Folder, run: Run) -> None:
    """Commas part what is typed; `--add` leaves the others, and the comments beside them."""
    blog.write(".blogctl/config.toml", "[allowed]\ntag = [\n  'web', # both\n]\n")

    run("config --add allowed.tag Web,javascript")
    run(["config", "allowed.series", "Le wiki,Carbone"])

    assert settings(blog)["allowed"] == {
        "tag": ["web", "javascript"], "series": ["Le wiki", "Carbone"]
    }  # fmt: skip
    assert "'web', # both" in blog.text(".blogctl/config.toml")
    assert run("config allowed.tag").out == "web,javascript\n"
    assert run("config --json allowed.tag").json == ["web", "javascript"]
    run("config allowed.tag web")
    run("config --unset allowed.series")
    assert settings(blog)["allowed"] == {"tag": ["web"]}


@pytest.mark.parametrize("text", [
    'aliases.tag.js = "javascript"\n',
    "aliases = {tag = {js = 'javascript'}}\n",
    "[aliases]\ntag.js = 'javascript' # kept\n",
])  # fmt: skip
def test_rules_may_be_written_in_any_form(blog: Folder, run: Run, text: str) -> None:
    """Dotted keys and inline tables are read, and added to."""
    blog.write(".blogctl/config.toml", f'engine = "plain"\n{text}')

    run("config aliases.tag.py python")
    run("config aliases.author.cr Camille")

    assert settings(blog)["aliases"] == {
        "tag": {"js": "javascript", "py": "python"}, "author": {"cr": "Camille"}
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("aliases.tga.js javascript", "there is no setting 'aliases.tga.js'"),
        ("aliases.tag. javascript", "there is no setting 'aliases.tag.'"),
        ("aliases.tag javascript", "'aliases.tag' holds names and values"),
        ("aliases.tag.js JS", "leads to itself: js → JS"),
        ("aliases.tag.javascript ecma", "leads to itself: "),
        ("aliases.tag.py python", "leads to a tag that is not allowed: 'python'"),
        ("allowed.tag web", "leads to a tag that is not allowed: "),
        ("allowed.tag javascript,cpp,Web,web", "one name in two spellings: 'Web' and 'web'"),
        ("allowed.tag javascript,,web", "'allowed.tag' must be a list of names"),
        ("allowed.shelf web", "there is no setting 'allowed.shelf'"),
        ("--add author Ann", "'author' is no list to add to"),
        ("--add allowed.tag", "--add goes with a value"),
    ],
)
def test_rules_that_make_no_sense_are_refused(
    blog: Folder, run: Run, words: str, said: str
) -> None:
    """Exit 2, one sentence and a hint; the file stays."""
    before = ruled(blog).text(".blogctl/config.toml")

    answer = run(f"config {words}", code=2)

    assert said in answer.err
    assert "hint: " in answer.err
    assert blog.text(".blogctl/config.toml") == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[aliases.tag]\na = 'b'\nb = 'c'\nc = 'A'\n", "leads to itself: a → b → c → A"),
        ("[aliases.tag]\njs = 'javascript'\nJS = 'java'\n", "'JS' twice"),
        ("[aliases.tag]\njs = 7\n", "'aliases.tag.js' must be a text"),
        ("[aliases.tag]\njs = ' '\n", "'aliases.tag.js' stands for nothing"),
        ("[aliases.tag]\nnode.js = 'node'\n", "'aliases.tag.node' must be a text"),
        ("[aliases]\ntag = 'js'\n", "'aliases.tag' holds names and values"),
        ("[allowed]\ntag = 'js'\n", "'allowed.tag' must be a list of names"),
        ("[allowed]\ntag = ['a', 1]\n", "'allowed.tag' must be a list of names"),
        ("[allowed]\ntag = ['a']\n[aliases.tag]\nx = 'y'\n", "not allowed: 'y'"),
    ],
)
def test_a_file_with_such_rules_is_refused(blog: Folder, run: Run, text: str, said: str) -> None:
    """Every command says what is wrong with them, exit 2."""
    blog(one=post()).write(".blogctl/config.toml", text)

    answer = run("list", code=2)

    assert said in answer.err
    assert "hint: " in answer.err


def test_a_table_of_rules_is_taken_away(blog: Folder, run: Run) -> None:
    """Whole, and what stands beside it stays."""
    ruled(blog)

    run("config --unset aliases.tag")
    run("config --unset allowed")

    assert run("config").out == "aliases.author.cr\tCamille Roussel\n"


def test_aliases_that_go_round_can_be_mended(blog: Folder, run: Run) -> None:
    """`config` itself works then."""
    blog(one=post()).write(".blogctl/config.toml", "[aliases.tag]\na = 'b'\nb = 'a'\n")

    run("config --unset aliases.tag.b")

    assert run("list --count").out == "1\n"


# Obeying them


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        ("tag add js three", ["Ecriture", "javascript"]),
        ("tag add C++,WEB three", ["Ecriture", "cpp", "web"]),
        ("tag add ecma,js,javascript three", ["Ecriture", "javascript"]),
        ("tag rename Ecriture C++ three", ["cpp"]),
        ("tag merge Ecriture --into JS three", ["javascript"]),
        ("update three --add tags=js,web", ["Ecriture", "javascript", "web"]),
        ("update three --set tags=[js,Web]", ["javascript", "web"]),
    ],
)
def test_names_are_written_as_the_rules_want(
    blog: Folder, run: Run, words: str, tags: list[str]
) -> None:
    """An alias is replaced, a spelling is that which is allowed."""
    ruled(blog)

    run(f"{words} --yes")

    assert run("list three --json --fields tags").json == [{"tags": tags}]


def test_what_an_alias_stands_for_is_said(blog: Folder, run: Run) -> None:
    """On stderr, once, unless nobody wants to hear it."""
    ruled(blog)

    answer = run("tag add ecma one --dry-run")

    assert answer.err.count("'ecma' stands for 'javascript' here") == 1
    assert "ecma" not in run("tag add ecma one --dry-run -q").err


@pytest.mark.parametrize(
    "words",
    ["tag add webb one", "tag rename javascript webb", "tag merge weather --into webb",
     "author move cr --to tag", "update one --add tags=webb", "update one --set tags=webb,web",
     "create Neuf --tag webb"],
)  # fmt: skip
def test_a_name_that_is_not_allowed_is_refused(blog: Folder, run: Run, words: str) -> None:
    """Exit 2, with the nearest that is and the command that allows it; nothing is written."""
    before = ruled(blog).files()

    answer = run(f"{words}{' --yes' if 'create' not in words else ''}", code=2)

    name = "cr" if "author" in words else "webb"
    assert f"the tag '{name}' is not allowed in this blog" in answer.err
    assert f"'blogctl config --add allowed.tag {name}' allows it" in answer.err
    assert ("did you mean 'web'?" in answer.err) == (name == "webb")
    assert blog.files() == before


@pytest.mark.parametrize(
    ("words", "slug", "tags"),
    [
        ("tag rename weather web", "two", ["javascript", "weather"]),
        ("tag merge weather --into web", "two", ["javascript", "web"]),
        ("tag rename js javascript", "one", ["JS", "web"]),
        ("tag merge js --into javascript", "one", ["javascript", "web"]),
        ("tag delete weather", "two", ["javascript"]),
        ("tag remove js one", "one", ["web"]),
        ("tag move weather --to category", "two", ["javascript"]),
    ],
)
def test_from_a_name_against_the_rules_there_is_a_way(
    blog: Folder, run: Run, words: str, slug: str, tags: list[str]
) -> None:
    """What stands in posts against the rules can be called by another name, moved, taken away."""
    ruled(blog)

    # To rename to a name that posts have is a merge, here as ever.
    run(f"{words} --yes", code=2 if "rename" in words else 0)

    assert run(f"list {slug} --json --fields tags").json == [{"tags": tags}]


def test_a_new_post_obeys(blog: Folder, run: Run) -> None:
    """Its tags, its author, and the author of the settings, are what aliases stand for."""
    ruled(blog, f'author = "cr"\n{RULES}')

    answer = run("create Neuf --tag js,Web")
    run("create Dix --set author=CR")

    assert "'js' stands for 'javascript' here" in answer.err
    assert "new tag" not in answer.err
    assert "tags: [javascript, web]" in blog.text("neuf")
    assert "author: Camille Roussel" in blog.text("neuf")
    assert "author: Camille Roussel" in blog.text("dix")


def test_what_moves_is_called_as_its_new_kind_wants(blog: Folder, run: Run) -> None:
    """The rules of the kind that names become are kept, and each post gets only its own."""
    ruled(blog, "[aliases.category]\nJS = 'Code'\n[allowed]\ncategory = ['Code', 'Weather']\n")

    run("tag move js,weather --to category --yes")

    assert run("list --json --fields slug,categories --sort slug").json == [
        {"slug": "one", "categories": ["Code"]},
        {"slug": "three", "categories": []},
        {"slug": "two", "categories": ["Weather"]},
    ]


# Finding what is against them


def test_what_is_against_the_rules_is_suggested_first(blog: Folder, run: Run) -> None:
    """Aliases in use, other spellings, and what is not allowed, each with what mends it."""
    ruled(blog)(four=post("Four", tags="[webs, web]", draft="true"))

    found = run("tag suggest --json").json

    assert [(one["reason"], one["into"], one["command"]) for one in found] == [
        ("an alias", "javascript", "blogctl tag merge JS --into javascript"),
        ("the same but for case, accents or hyphens", "écriture",
         "blogctl tag merge Ecriture --into écriture"),
        ("not allowed", "", "blogctl tag delete weather"),
        ("not allowed", "web", "blogctl tag merge webs --into web"),
    ]  # fmt: skip


def test_what_is_suggested_keeps_the_rules(blog: Folder, run: Run) -> None:
    """Each command can be typed, and then there is nothing left to suggest, nor to check."""
    import shlex

    ruled(blog)
    while found := run("tag suggest --json").json:
        run([*shlex.split(found[0]["command"])[1:], "--yes"])

    assert sorted(run("tag list --format name").lines) == ["javascript", "web", "écriture"]
    assert run("check names", code=4).lines[0].startswith("posts/two.md:4\tthe author 'cr'")


def test_names_that_are_allowed_are_two(blog: Folder, run: Run) -> None:
    """However near they are, the author has said that both are meant."""
    blog.write(".blogctl/config.toml", "[allowed]\ntag = ['wiki', 'wikis']\n")
    blog(one=post("One", tags="[wiki]"), two=post("Two", tags="[wikis]"))

    assert run("tag suggest --json").json == []
