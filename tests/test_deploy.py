"""`deploy`: the site to where readers find it, over real ssh, git and rclone; never half of it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Folder, Run, post
from generators import planted

BODY = "Un texte assez long pour que dix mots de suite ne soient dits nulle part ailleurs.\n"
SSHD = """Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized
PidFile {folder}/pid
UsePAM no
PasswordAuthentication no
StrictModes no
"""


def program(name: str) -> str:
    """Return the path of a program; skip the test where it is not installed, or fail in CI."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if found is None and os.environ.get("BLOGCTL_DEPLOY") == "required":
        pytest.fail(f"{name} is not installed")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def free_port() -> int:
    """Return a port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    """Wait until somebody listens on *port*."""
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nobody listens on {port}")


@pytest.fixture
def site(blog: Folder, steady: None) -> Folder:
    """Return a Hugo blog whose site is built: a home, two posts, a style sheet."""
    planted(blog, {
        "hugo.toml": 'baseURL = "https://blog.example/"\ntitle = "Blog"\n'
        'disableKinds = ["taxonomy", "term", "rss", "sitemap", "section"]\n',
        "content/posts/a.md": post("A", BODY, date="2026-01-05"),
        "content/posts/b.md": post("B", BODY, date="2026-01-06"),
        **{f"static/f{at}.css": f"a{{top:{at}px}}" for at in range(8)},
        "layouts/single.html": "<title>{{ .Title }}</title>{{ .Content }}",
        "layouts/home.html": "<title>Home</title>",
    })  # fmt: skip
    return blog


@pytest.fixture
def built(site: Folder, run: Run) -> Folder:
    """Return the blog, its site built."""
    run("build")
    return site


def tree(folder: Path) -> dict[str, str]:
    """Return the files of a site by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


def configure(site: Folder, **values: object) -> None:
    """Write where the site goes."""
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items())
    site.write(".blogctl/config.toml", f"[deploy.live]\n{lines}")


@pytest.fixture
def sshd(tmp_path: Path) -> Iterator[str]:
    """Run a real sshd on loopback; yield the ssh command line that reaches it."""
    server, keygen = program("sshd"), program("ssh-keygen")
    folder = tmp_path / "ssh"
    folder.mkdir(mode=0o700)
    for name in ("host", "key"):
        subprocess.run(
            [keygen, "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True
        )
    (folder / "authorized").write_text((folder / "key.pub").read_text())
    port = free_port()
    (folder / "config").write_text(SSHD.format(port=port, folder=folder))
    Path("/run/sshd").mkdir(exist_ok=True) if os.geteuid() == 0 else None
    process = subprocess.Popen([server, "-D", "-e", "-f", str(folder / "config")],
                               stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        wait_for(port)
        yield (f"ssh -F none -p {port} -i {folder}/key -o StrictHostKeyChecking=no "
               f"-o UserKnownHostsFile={folder}/known")  # fmt: skip
    finally:
        process.terminate()
        process.wait()


@pytest.mark.parametrize("releases", [{}, {"releases": 3}])
def test_a_dry_run_makes_no_folder(
    releases: dict[str, int], built: Folder, run: Run, tmp_path: Path
) -> None:
    """Not even the empty one that the site is to come to."""
    program("rsync")
    configure(built, to=str(tmp_path / "srv" / "www"), **releases)

    assert "would be" in run("deploy --dry-run").err
    assert not (tmp_path / "srv").exists()
    run("deploy")
    assert (tmp_path / "srv" / "www").is_dir()


def test_rsync_over_ssh(built: Folder, run: Run, sshd: str, tmp_path: Path) -> None:
    """First deploy, nothing to do, a change, a deletion."""
    program("rsync")
    there = tmp_path / "srv" / "www"
    there.parent.mkdir()
    configure(built, to=f"127.0.0.1:{there}", ssh=sshd)

    assert "would be" in run("deploy --dry-run").err
    assert not there.exists()
    run("deploy")
    assert tree(there) == tree(built.root / "public")
    assert "has it all already" in run("deploy").err

    built.write("content/posts/a.md", post("A", f"Changé. {BODY}", date="2026-01-05"))
    (built.root / "content" / "posts" / "b.md").unlink()
    run("build")
    answer = run("deploy --json").json
    assert (answer["added"], answer["changed"]) == ([], ["posts/a/index.html"])
    assert answer["deleted"] == ["posts/b/index.html"]
    assert tree(there) == tree(built.root / "public")


@pytest.mark.parametrize("where", ["here", "over ssh"])
def test_releases(
    built: Folder, run: Run, request: pytest.FixtureRequest, tmp_path: Path, where: str
) -> None:
    """Whole sites side by side; the link leads to the last, and back again."""
    program("rsync")
    there = tmp_path / "www"
    more = {"ssh": request.getfixturevalue("sshd")} if where == "over ssh" else {}
    to = f"127.0.0.1:{there}" if more else str(there)
    configure(built, to=to, releases=2, **more)

    run("deploy")
    first = tree(there / "current")
    assert first == tree(built.root / "public")
    assert "has it all already" in run("deploy").err
    for text in ("Deux.", "Trois."):
        built.write("content/posts/a.md", post("A", f"{text} {BODY}", date="2026-01-05"))
        run("build")
        run("deploy")
        assert tree(there / "current") == tree(built.root / "public")
    assert len(list((there / "releases").iterdir())) == 2
    same = [path / "f1.css" for path in (there / "releases").iterdir()]
    assert same[0].stat().st_ino == same[1].stat().st_ino

    run("deploy --rollback")
    assert "Deux." in tree(there / "current")["posts/a/index.html"]
    assert "there is no older release" in run("deploy --rollback", code=2).err
    run("deploy")
    assert "Trois." in tree(there / "current")["posts/a/index.html"]


@pytest.mark.parametrize("releases", [0, 3])
def test_a_connection_that_is_cut(
    built: Folder, run: Run, sshd: str, tmp_path: Path, releases: int
) -> None:
    """The site that was there still serves whole; the next deploy does the rest."""
    program("rsync")
    there = tmp_path / "www"
    configure(built, to=f"127.0.0.1:{there}", ssh=sshd, releases=releases)
    run("deploy")
    shown = there / "current" if releases else there
    before = tree(shown)

    for at in range(40):
        built.write(f"static/big{at}.txt", f"{at}" * 20_000)
    run("build")
    cut = tmp_path / "cut"
    # Lets some of a large site through, then hangs up.
    cut.write_text(
        f'#!/bin/bash\ncase "$*" in\n*--server*) exec timeout -s KILL 5 {sshd} "$@" '
        f'< <(head -c 30000) ;;\n*) exec {sshd} "$@" ;;\nesac\n'
    )
    cut.chmod(0o755)
    configure(built, to=f"127.0.0.1:{there}", ssh=str(cut), releases=releases)
    run("deploy", code=7)
    assert {name: text for name, text in tree(shown).items() if name in before} == before

    configure(built, to=f"127.0.0.1:{there}", ssh=sshd, releases=releases)
    run("deploy")
    assert tree(there / "current" if releases else there) == tree(built.root / "public")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Return a bare repository."""
    program("git")
    folder = tmp_path / "site.git"
    subprocess.run(["git", "init", "-q", "--bare", str(folder)], check=True)
    return folder


def git(folder: Path, *words: str) -> str:
    """Return what git says of a repository."""
    command = ["git", "-C", str(folder), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_git(built: Folder, run: Run, bare: Path) -> None:
    """A commit a deploy, none where nothing changed; the author's own repository is not touched."""
    git(built.root.parent, "init", "-q", str(built.root))
    built.write(".gitignore", "*.css\n")
    built.write("public/.gitignore", "*\n")
    before = (git(built.root, "status", "content"), git(built.root, "branch", "--list"))
    configure(built, type="git", to=str(bare), branch="pages")

    run("deploy")
    assert "has it all already" in run("deploy").err
    assert git(bare, "ls-tree", "-r", "--name-only", "pages").split() == sorted(
        tree(built.root / "public")
    )
    assert git(bare, "rev-list", "--count", "pages") == "1"
    first = git(bare, "rev-parse", "pages^{tree}")

    built.write("content/posts/a.md", post("A", f"Changé. {BODY}", date="2026-01-05"))
    run("build")
    assert run("deploy --json").json["changed"] == ["posts/a/index.html"]
    assert "Changé." in git(bare, "show", "pages:posts/a/index.html")
    run("deploy --rollback")
    assert git(bare, "rev-parse", "pages^{tree}") == first
    assert git(bare, "rev-list", "--count", "pages") == "3"
    after = (git(built.root, "status", "content"), git(built.root, "branch", "--list"))
    assert after == before
    assert not (built.root / ".git" / "index").exists()


def test_rclone(built: Folder, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over WebDAV, which has no sums: the same size with another text is seen, too."""
    rclone = program("rclone")
    there = tmp_path / "dav"
    there.mkdir()
    port = free_port()
    process = subprocess.Popen(
        [rclone, "serve", "webdav", "--addr", f"127.0.0.1:{port}", str(there)],
        stderr=subprocess.DEVNULL,
    )
    monkeypatch.setenv("RCLONE_CONFIG_DAV_TYPE", "webdav")
    monkeypatch.setenv("RCLONE_CONFIG_DAV_URL", f"http://127.0.0.1:{port}")
    configure(built, type="rclone", to="dav:")
    try:
        wait_for(port)
        run("deploy")
        assert tree(there) == tree(built.root / "public")
        assert "has it all already" in run("deploy").err
        built.write("static/f1.css", "a{top:9px}")
        (built.root / "static" / "f2.css").unlink()
        run("build")
        answer = run("deploy --json").json
        assert (answer["changed"], answer["deleted"]) == (["f1.css"], ["f2.css"])
        assert tree(there) == tree(built.root / "public")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def test_a_command(built: Folder, run: Run, tmp_path: Path) -> None:
    """It is run without a shell; its failure is told."""
    there = tmp_path / "it's; there"
    configure(built, type="command", command=f'cp -r {{output}} "{there}"')

    assert "would run cp -r" in run("deploy --dry-run").err
    assert not there.exists()
    run("deploy")
    assert tree(there) == tree(built.root / "public")
    configure(built, type="command", command="false")
    assert "false ended with code 1" in run("deploy", code=7).err


def test_what_must_not_go_online(built: Folder, run: Run, tmp_path: Path) -> None:
    """Links, pipes, secrets, no home, a draft: exit 4, and nothing is sent."""
    program("rsync")
    there = tmp_path / "www"
    configure(built, to=str(there))
    public = built.root / "public"

    def refused(said: str) -> None:
        assert said in run("deploy", code=4).err
        assert not there.exists()

    (public / "out").symlink_to("/etc")
    refused("out is a link")
    (public / "out").unlink()
    os.mkfifo(public / "pipe")
    refused("pipe is no file")
    (public / "pipe").unlink()
    (public / ".env").write_text("PASSWORD=x")
    refused(".env is secret")
    (public / ".env").unlink()
    built.write("content/posts/s.md", post("S", f"Secret. {BODY}", draft="true"))
    (public / "x.html").write_text(f"Secret. {BODY}")
    refused("x.html: has the text of the draft post")
    (public / "x.html").unlink()
    (public / "index.html").unlink()
    refused("has no index.html")
    shutil.rmtree(public)
    refused("there is no site in")


def test_a_site_that_lost_many_files(built: Folder, run: Run, tmp_path: Path) -> None:
    """A fifth of them, or more than may be deleted: refused, unless --force."""
    program("rsync")
    there = tmp_path / "www"
    configure(built, to=str(there), max_deletes=2)
    run("deploy")
    before = tree(there)
    for at in range(3):
        (built.root / "static" / f"f{at}.css").unlink()
    run("build")

    assert "the site has 8 files, and had 11" in run("deploy", code=4).err
    (built.root / ".blogctl" / "deploys" / "live.json").unlink()
    assert "3 files would be deleted there, and at most 2 may be" in run("deploy", code=4).err
    assert tree(there) == before
    run("deploy --force")
    assert tree(there) == tree(built.root / "public")


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("/", "holds the blog, or all you have"),
        (".", "holds the blog, or all you have"),
        ("..", "holds the blog, or all you have"),
        ("content", "is where the posts are"),
        ("content/posts", "is where the posts are"),
        ("public", "is where the site is built"),
        ("host::module", "an rsync daemon has no ssh"),
        ("-e evil:/srv", "it would be read as an option"),
        ("a\nb:/srv", "it would be read as an option"),
    ],
)
def test_where_it_must_not_go(built: Folder, run: Run, to: str, said: str) -> None:
    """It is refused before anything is sent."""
    before = built.files()
    configure(built, to=to)

    assert said in run("deploy --force", code=2).err
    assert {**built.files(), ".blogctl/config.toml": b""} == {**before, ".blogctl/config.toml": b""}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"type": "git", "to": "ext::sh -c touch% pwned"}, "is no repository"),
        ({"type": "git", "to": "--upload-pack=touch pwned"}, "it would be read as an option"),
        ({"type": "git", "to": "https://x/y", "branch": "-d"}, "it would be read as an option"),
        ({"type": "git", "to": "https://x/y", "branch": "a..b"}, "is no branch"),
        ({"type": "rclone", "to": "no-remote"}, "is no remote"),
        ({"type": "ftp", "to": "x"}, "there is no type 'ftp'"),
        ({"type": "git", "to": "https://x/y", "releases": 3}, "git has no 'releases'"),
        ({"type": "rsync"}, "does not say 'to'"),
        ({"to": "x", "releases": -1}, "must be a whole number"),
        ({"to": "x", "where": "y"}, "a deploy has no 'where'"),
    ],
)
def test_settings_that_make_no_sense(
    built: Folder, run: Run, values: dict[str, object], said: str
) -> None:
    """Each is one sentence, and nothing is run."""
    configure(built, **values)

    assert said in run("deploy", code=2).err
    assert not list(built.root.rglob("pwned"))


def test_which_place(built: Folder, run: Run, tmp_path: Path) -> None:
    """The only one, the default one, or the one that is named."""
    program("rsync")
    assert "nothing says where the site goes" in run("deploy", code=2).err
    run(["config", "deploy.one.to", str(tmp_path / "one")])
    run(["config", "deploy.two.to", str(tmp_path / "two")])

    assert "one of one, two" in run("deploy", code=2).err
    assert "there is no place called 'tow'" in run("deploy tow", code=2).err
    run("deploy two")
    assert not (tmp_path / "one").exists()
    run("config deploy.one.default true")
    run("deploy")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


@pytest.mark.parametrize("to", ["127.0.0.1:/srv/www", "nobody@127.0.0.1:/srv/www"])
def test_a_place_that_is_not_reached(built: Folder, run: Run, tmp_path: Path, to: str) -> None:
    """One sentence, the program's own words, exit 7; no question is asked."""
    program("rsync")
    program("ssh")
    ssh = f"ssh -F none -p {free_port()} -o UserKnownHostsFile={tmp_path}/known"
    configure(built, to=to, ssh=ssh)

    answer = run("deploy", code=7)

    assert "rsync ended with code" in answer.err
    assert "onnection" in answer.err


def test_a_key_that_is_refused(built: Folder, run: Run, sshd: str, tmp_path: Path) -> None:
    """Likewise."""
    program("rsync")
    (tmp_path / "ssh" / "authorized").write_text("")
    configure(built, to=f"127.0.0.1:{tmp_path}/www", ssh=sshd)

    assert "Permission denied" in run("deploy", code=7).err


def test_hooks_hear_of_it(built: Folder, run: Run, tmp_path: Path) -> None:
    """Where to, and what changed."""
    program("rsync")
    configure(built, to=str(tmp_path / "www"))
    hook = built.write(".blogctl/hooks/post-deploy", "#!/bin/sh\ncat > told.json\n")
    hook.chmod(0o755)

    run("deploy")

    told = json.loads((built.root / "told.json").read_text())
    assert (told["target"], len(told["added"])) == ("live", len(tree(built.root / "public")))


def test_cron_deploys(
    site: Folder, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What becomes due is built and deployed, then announced; the next run does what failed."""
    program("rsync")
    there = tmp_path / "www"
    configure(site, to=str(there))
    site.write("content/posts/n.md", post("N", "Neuf.\n", date="2026-11-23T09:00:00Z"))
    hook = site.write(".blogctl/hooks/post-publish", '#!/bin/sh\ncat >> "$0.heard"\n')
    hook.chmod(0o755)
    monkeypatch.setenv("BLOGCTL_NOW", "2026-11-23T08:00:00Z")
    run("publish --due")
    monkeypatch.setenv("BLOGCTL_NOW", "2026-11-23T09:00:00Z")
    there.write_text("a file")

    run("publish --due", code=1)
    assert not hook.with_name("post-publish.heard").exists()
    there.unlink()
    lines = [line.split("\t")[0] for line in run("publish --due").lines]

    assert lines == ["deployed", "published"]
    assert tree(there) == tree(site.root / "public")
    assert "posts/n/index.html" in tree(there)
