"""Old addresses that nothing answers, found in the history that git keeps."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from conftest import Answer, Folder, Run, post
from generators import copied, planted

from blogctl.content.redirects import read_rules
from blogctl.content.relinking import bare

WHO = {"NAME": "A", "EMAIL": "a@example.org"}


class Repository:
    """A git repository around a blog: commits, each with its day."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "-q", "-b", "main")

    def git(self, *words: str, day: str = "2024-01-01") -> str:
        """Run git; what it commits is dated *day*."""
        known = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER")
                 for key, value in {**WHO, "DATE": f"{day}T12:00:00+00:00"}.items()}  # fmt: skip
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        done = subprocess.run(
            ["git", *words],
            cwd=self.root,
            env={**kept, **known, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def commit(self, day: str = "2024-01-01") -> None:
        """Commit all there is."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x", day=day)


@pytest.fixture
def repository(blog: Folder) -> Repository:
    """Return the repository that is the blog."""
    return Repository(blog.root)


def lost(run: Run, words: str = "", *, code: int = 4) -> dict[str, str]:
    """Return the addresses that readers lost, each with the hint."""
    found = run(f"check aliases --from-git --json {words}", code=code).json
    return {one["message"].split()[2]: one["hint"] for one in found}


def test_a_moved_post_without_a_redirect_is_found(
    blog: Folder, run: Run, repository: Repository
) -> None:
    """The old address is told at the post as it is now, with the command that redirects it."""
    blog(old=post(date="2024-01-01"))
    repository.commit()
    repository.git("mv", "posts/old.md", "posts/new.md")
    repository.commit("2024-03-05")

    (problem,) = run("check aliases --from-git --json", code=4).json

    assert problem == {
        "path": "posts/new.md",
        "place": "posts/new.md",
        "message": "readers of /posts/old/ find nothing; it led here until 2024-03-05",
        "hint": "blogctl update posts/new.md --add aliases=/posts/old/",
    }


def test_the_command_of_the_hint_mends_it(blog: Folder, run: Run, repository: Repository) -> None:
    """Typed as it stands, it makes the problem go away."""
    blog(old=post(date="2024-01-01"))
    repository.commit()
    repository.git("mv", "posts/old.md", "posts/new.md")
    repository.commit()
    command = lost(run)["/posts/old/"].removeprefix("blogctl ")

    run(f"{command} --yes")

    assert lost(run, code=0) == {}


def test_a_chain_of_moves_leads_to_the_post(blog: Folder, run: Run, repository: Repository) -> None:
    """All former addresses are found, also where a move is only known to git's index."""
    blog(a=post(date="2024-01-01"))
    repository.commit()
    for old, new in (("a", "b"), ("b", "c")):
        repository.git("mv", f"posts/{old}.md", f"posts/{new}.md")
        repository.commit()
    repository.git("mv", "posts/c.md", "posts/d.md")

    assert list(lost(run)) == ["/posts/c/", "/posts/b/", "/posts/a/"]


def test_an_edited_address_is_found(blog: Folder, run: Run, repository: Repository) -> None:
    """A slug or a url that was changed in place is a move, too; words changed are none."""
    for text in (
        post(date="2024-01-01"),
        post(date="2024-01-01", slug="second"),
        post(date="2024-01-01", slug="second", body="More.\n"),
        post(date="2024-01-01", url="/third/"),
        post(date="2024-01-01", url="/third/", slug="fourth"),
    ):
        blog(a=text)
        repository.commit()

    assert list(lost(run)) == ["/posts/second/", "/posts/a/"]


def test_what_no_reader_saw_is_left_out(blog: Folder, run: Run, repository: Repository) -> None:
    """A draft, or a post whose time had not come, had no address to keep."""
    blog(a=post(draft="true"), b=post(date="2024-06-01"))
    repository.commit("2024-02-01")
    repository.git("mv", "posts/a.md", "posts/c.md")
    repository.git("mv", "posts/b.md", "posts/d.md")
    repository.commit("2024-03-01")
    blog(c=post(date="2024-03-01"))
    repository.commit("2024-03-02")

    assert lost(run, code=0) == {}


def test_a_post_that_went_live_before_it_moved_counts(
    blog: Folder, run: Run, repository: Repository
) -> None:
    """Scheduled when it was committed, live when it was moved."""
    blog(b=post(date="2024-06-01"))
    repository.commit("2024-02-01")
    repository.git("mv", "posts/b.md", "posts/d.md")
    repository.commit("2024-07-01")

    assert list(lost(run)) == ["/posts/b/"]


def test_an_address_that_is_answered_is_left_out(
    blog: Folder, run: Run, repository: Repository
) -> None:
    """By an alias, by another post, by a rule of the server."""
    for name in "abcd":
        blog(**{name: post(name.upper() * 40, date="2024-01-01")})
    repository.commit()
    for name in "abcd":
        repository.git("mv", f"posts/{name}.md", f"posts/{name}2.md")
    blog(a2=post("A" * 40, date="2024-01-01", aliases="[/posts/a/]"))
    repository.commit()
    blog(b=post("Another", date="2024-01-01", body="Something else.\n" * 20))
    blog.write("_redirects", "# rules\n/posts/c/  /posts/c2/ 301\n/posts/d/ /404 404\n")
    repository.commit()

    assert list(lost(run)) == ["/posts/d/"]


def test_a_deleted_post_is_not_told(blog: Folder, run: Run, repository: Repository) -> None:
    """Moved and then deleted: there is no post to lead its readers to."""
    blog(a=post(date="2024-01-01"))
    repository.commit()
    repository.git("mv", "posts/a.md", "posts/b.md")
    repository.commit()
    repository.git("rm", "-q", "posts/b.md")
    repository.commit()
    blog(c=post("Other"))

    assert lost(run, code=0) == {}


def test_since_and_a_query_choose(blog: Folder, run: Run, repository: Repository) -> None:
    """Only what moved since then, and only of the posts that are meant."""
    blog(a=post("Aa", date="2024-01-01"), b=post("Bb", date="2024-01-01", body="Else.\n"))
    repository.commit("2024-01-02")
    repository.git("mv", "posts/a.md", "posts/a2.md")
    repository.commit("2024-03-05")
    repository.git("mv", "posts/b.md", "posts/b2.md")
    repository.commit("2024-05-05")

    assert list(lost(run, "--since 2024-04")) == ["/posts/b/"]
    assert list(lost(run, "slug:a2")) == ["/posts/a/"]
    assert "--since goes with --from-git" in run("check aliases --since 1y", code=2).err


def test_a_merge_counts_as_what_it_published(
    blog: Folder, run: Run, repository: Repository
) -> None:
    """Names that a post had on a branch alone were never live."""
    blog(a=post(date="2024-01-01"))
    repository.commit()
    repository.git("checkout", "-q", "-b", "work")
    for old, new in (("a", "b"), ("b", "c")):
        repository.git("mv", f"posts/{old}.md", f"posts/{new}.md")
        repository.commit()
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "-m", "x", "work")

    assert list(lost(run)) == ["/posts/a/"]


def test_posts_that_change_places(blog: Folder, run: Run, repository: Repository) -> None:
    """Two posts that took each other's names leave no address without a post."""
    blog(a=post("A" * 40, date="2024-01-01"), b=post("B" * 40, date="2024-01-01", body="No.\n"))
    repository.commit()
    repository.git("mv", "posts/a.md", "posts/x.md")
    repository.git("mv", "posts/b.md", "posts/a.md")
    repository.git("mv", "posts/x.md", "posts/b.md")
    repository.commit()

    assert lost(run, code=0) == {}


def test_a_broken_version_is_passed_over(blog: Folder, run: Run, repository: Repository) -> None:
    """What could not be read then had no address."""
    for text in (post(date="2024-01-01"), "---\ntitle: [\n---\n", b"\xff\xfe", b"\0"):
        blog(a=text)
        repository.commit()
    blog(a=post(date="2024-01-01", slug="new"))
    repository.commit()

    assert list(lost(run)) == ["/posts/a/"]


def test_a_blog_in_a_folder_of_the_repository(blog: Folder, run: Run) -> None:
    """Paths are the blog's; names of any letters are followed; the author's settings are not."""
    repository = Repository(blog.root.parent)
    for name, value in (("diff.renames", "false"), ("diff.relative", "false"),
                        ("log.showSignature", "true"), ("core.quotepath", "true")):  # fmt: skip
        repository.git("config", name, value)
    blog.write("posts/été *.md", post(date="2024-01-01"))
    repository.commit()
    repository.git("mv", "blog/posts/été *.md", "blog/posts/-c.md")
    repository.commit()

    assert list(lost(run).values()) == ["blogctl update posts/-c.md --add 'aliases=/posts/été/'"]


def test_without_git_it_says_so(
    blog: Folder, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """No repository, or no git, is exit 7 with the way out; none is needed without --from-git."""
    blog(a=post())
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))

    assert "the blog is in no git repository" in run("check aliases --from-git", code=7).err
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git cannot start" in run("check aliases --from-git", code=7).err
    assert run("check aliases").out == ""


def test_a_repository_that_knows_little_says_so(
    blog: Folder, run: Run, repository: Repository, tmp_path: Path
) -> None:
    """No commits, none of the posts in them, or a shallow clone: a note, on stderr."""
    blog(a=post(date="2024-01-01"))
    assert "git knows none of these posts" in run("check aliases --from-git").err
    repository.commit()
    repository.git("mv", "posts/a.md", "posts/b.md")
    repository.commit()
    repository.git("clone", "-q", "--depth", "1", f"file://{blog.root}", str(tmp_path / "clone"))

    answer = run(["-C", str(tmp_path / "clone"), "check", "aliases", "--from-git"])

    assert "the clone is shallow" in answer.err
    assert "shallow" not in run("check aliases --from-git", code=4).err


def test_a_folder_of_a_post_that_moves(blog: Folder, run: Run, repository: Repository) -> None:
    """Hugo's bundles; the language of the post is in the command's address as rename writes it."""
    planted(blog, {
        "hugo.toml": '[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n',
        "content/posts/old/index.md": post("E" * 30, date="2024-01-01"),
        "content/posts/old/index.fr.md": post("F" * 30, date="2024-01-01", body="Non.\n"),
        "content/posts/old/pic.png": b"\x89PNG\0",
    })  # fmt: skip
    repository.commit()
    repository.git("mv", "content/posts/old", "content/posts/new")
    repository.commit()

    found = lost(run)

    assert found == {
        "/posts/old/": "blogctl update content/posts/new/index.md --add aliases=/posts/old/",
        "/fr/posts/old/": "blogctl update content/posts/new/index.fr.md --add aliases=old",
    }
    for command in found.values():
        run(f"{command.removeprefix('blogctl ')} --yes")
    assert lost(run, code=0) == {}


ENGINES: dict[str, tuple[dict[str, str | bytes], str, str, str]] = {
    "hugo": ({"hugo.toml": ""}, "content/posts/{}.md",
             "---\ntitle: X\ndate: 2024-03-05\n---\nText.\n", "/posts/old/"),
    "jekyll": ({"_config.yml": "baseurl: /sub\n"}, "_posts/2024-03-05-{}.md",
               "---\ntitle: X\n---\nText.\n", "/sub/2024/03/05/old.html"),
    "hexo": ({"_config.yml": "new_post_name: :title.md\n",
              "package.json": '{"dependencies": {"hexo": "8"}}'},
             "source/_posts/{}.md", "---\ntitle: X\ndate: 2024-03-05\n---\nText.\n",
             "/2024/03/05/old/"),
    "zola": ({"config.toml": 'base_url = "https://example.org"\n'}, "content/blog/{}.md",
             '+++\ntitle = "X"\ndate = 2024-03-05\n+++\nText.\n', "/blog/old/"),
    "nikola": ({"conf.py": "BLOG_TITLE = 'x'\nPOSTS = [('posts/*.md', 'posts')]\n"},
               "posts/{}.md", "<!--\n.. title: X\n.. date: 2024-03-05\n-->\n\nText.\n",
               "/posts/old/"),
    "pelican": ({"pelicanconf.py": "PATH = 'content'\nSLUGIFY_SOURCE = 'basename'\n"},
                "content/{}.md", "Title: X\nDate: 2024-03-05\n\nText.\n", "/old.html"),
    "eleventy": ({"eleventy.config.js": "module.exports = {}\n"}, "posts/{}.md",
                 "---\ntitle: X\n---\nText.\n", "/posts/old/"),
    "astro": ({"astro.config.mjs": "export default {\n}\n"}, "src/content/blog/{}.md",
              "---\ntitle: X\npubDate: 2024-03-05\n---\nText.\n", "/blog/old/"),
}  # fmt: skip


@pytest.mark.parametrize("name", ENGINES)
def test_the_hint_mends_it_in_each_generator(
    name: str, blog: Folder, run: Run, repository: Repository
) -> None:
    """The command is typed as it stands; else the line, or the page, is put where it says."""
    files, place, text, address = ENGINES[name]
    planted(blog, {**files, place.format("old"): text})
    repository.commit("2024-04-01")
    repository.git("mv", place.format("old"), place.format("new"))
    repository.commit("2024-05-01")

    (hint,) = [hint for url, hint in lost(run).items() if url == address]

    if hint.startswith("blogctl "):
        run(f"{hint.removeprefix('blogctl ')} --yes")
    elif name == "nikola":
        blog.write("conf.py", f"{blog.text('./conf.py')}REDIRECTIONS = []\n{hint[9:]}\n")
    elif name == "astro":
        blog.write(
            "astro.config.mjs", f"export default {{\n{hint.removeprefix('astro.config: ')}\n}}\n"
        )
    else:
        blog.write(hint.split(":")[0], "x")
    assert lost(run, code=0) == {}


def test_a_sidecar_of_the_past_is_read(blog: Folder, run: Run, repository: Repository) -> None:
    """Nikola's `.meta` file holds the slug: a change of it alone is a move."""
    planted(blog, {
        "conf.py": "BLOG_TITLE = 'x'\nPOSTS = [('posts/*.md', 'posts')]\n",
        "posts/a.md": "Text.\n",
        "posts/a.meta": ".. title: A\n.. slug: first\n.. date: 2024-03-05\n",
    })  # fmt: skip
    repository.commit("2024-04-01")
    blog.write("posts/a.meta", ".. title: A\n.. slug: second\n.. date: 2024-03-05\n")
    repository.commit("2024-04-02")

    assert list(lost(run)) == ["/posts/first/"]


@pytest.mark.parametrize(
    ("rule", "answers"),
    [
        ("/old/ /new/", True),
        ("/old /new/ 301!", True),
        ("/old/index.html /new/", True),
        ("https://example.org/old/ /new/", True),
        ("https://elsewhere.org/old/ /new/", False),
        ("/:name/ /new/:name", True),
        ("/ol*  /new/:splat", True),
        ("/old/* /new/:splat 302", True),
        ("/old/:more/ /new/", False),
        ("/* https://example.net/:splat", False),
        ("/old/ /new/ 302 Country=fr", False),
        ("/old/ id=:id /new/", False),
        ("/old/ /new/ 404", False),
        ("#/old/ /new/", False),
        ("/old/", False),
    ],
)
def test_rules_of_the_server(rule: str, answers: bool) -> None:
    """Plain addresses, names and splats answer; what is for some readers, or for all, does not."""
    assert read_rules(f"{rule}\n", "https://example.org/").answers("/old/") is answers


def test_aliases_in_each_others_way(blog: Folder, run: Run) -> None:
    """An alias that is another post's address, or alias, loses one of the two."""
    blog(
        a=post("A", aliases="[/x/, /posts/b/, /only/]"),
        b=post("B"),
        c=post("C", aliases="[/x/]"),
        d=post("D", aliases="[/posts/b/]", draft="true"),
    )

    found = run("check aliases --json", code=4).json

    assert [(one["path"], one["message"]) for one in found] == [
        ("posts/a.md", "'/posts/b/' is the address of posts/b.md too"),
        ("posts/c.md", "'/x/' is the alias of posts/a.md too"),
    ]


@pytest.mark.corpora
@pytest.mark.parametrize(
    "name", ["hugo", "jekyll", "hexo", "pelican", "nikola", "zola", "eleventy"]
)
def test_real_blogs_whose_posts_all_move(name: str, blog: Folder, spawn: Run) -> None:
    """Of posts that are all renamed, each whose address was another is found, and no other."""
    copied(name, blog)
    repository = Repository(blog.root)
    repository.commit("2026-10-01")
    assert readers_of(spawn) == set()
    before = live(spawn)
    for path in before:
        folder, _, file = path.rpartition("/")
        stem, dot, end = file.partition(".")
        if (blog.root / path).exists():
            moved = f"{folder}-moved" if stem == "index" else f"{folder}/{stem}-moved{dot}{end}"
            repository.git("mv", folder if stem == "index" else path, moved)
    repository.commit("2026-10-02")

    expected = set(before.values()) - set(live(spawn).values())

    assert readers_of(spawn) == expected


def live(spawn: Run) -> dict[str, str]:
    """Return the address of each live post, bare, by path."""
    words = ["list", "is:published", "--jsonl", "--fields", "path,url"]
    rows = map(json.loads, typed(spawn, words).lines)
    return {row["path"]: bare(row["url"]) for row in rows if row["url"]}


def readers_of(spawn: Run) -> set[str]:
    """Return the addresses that readers lost, bare."""
    rows = map(json.loads, typed(spawn, ["check", "aliases", "--from-git", "--jsonl"]).lines)
    told = [row["message"].split() for row in rows]
    return {bare(words[2]) for words in told if words[0] == "readers"}


def typed(spawn: Run, words: list[str]) -> Answer:
    """Return what a command answers, whatever its exit code: some real posts cannot be read."""
    try:
        return spawn(words)
    except AssertionError:
        try:
            return spawn(words, code=1)
        except AssertionError:
            return spawn(words, code=4)
