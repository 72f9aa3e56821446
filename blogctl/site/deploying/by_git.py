"""By git, as a commit on a branch of a remote; the author's checkout is never touched.

A bare repository of our own, `.blogctl/cache/deploy-NAME.git`, holds what is compared; it can be
deleted at any time.
"""

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from blogctl.content.destinations import Destination
from blogctl.errors import BadUsage
from blogctl.site.deploying.sending import SPOKEN, SSH_OPTIONS, Sending, Sent, check_deletes
from blogctl.site.running import Manner, attempt, run
from blogctl.storage.settings import own_folder

_HINT = "'git ls-remote' shows whether the repository is reached"
# Within a hook these lead to the hook's own repository.
_REMOVED = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE",
            "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")  # fmt: skip
_THEIRS = "refs/blogctl/theirs"
_SETTINGS = ("core.autocrlf=false", "core.safecrlf=false", "core.fsmonitor=false", "gc.auto=0",
             "core.excludesFile=/dev/null", "core.attributesFile=/dev/null",
             "commit.gpgSign=false", "core.hooksPath=/dev/null")  # fmt: skip


class Repository(NamedTuple):
    """Our own repository, where the site goes from there, and how git is run."""

    folder: Path
    root: Path
    remote: str
    branch: str
    variables: Mapping[str, str]

    def git(self, *words: str, **variables: str) -> str:
        """Return what git says; raise ProgramFailed where it fails."""
        settings = [part for one in _SETTINGS for part in ("-c", one)]
        command = ["git", *settings, "--git-dir", str(self.folder), *words]
        manner = Manner(self.root, variables={**self.variables, **variables},
                        removed=_REMOVED, hint=_HINT)  # fmt: skip
        return run(command, manner).output.decode("utf-8", "surrogateescape").strip()

    def fetched(self) -> str:
        """Return the last commit of the branch there, fetched; '' where there is no such branch."""
        name = f"refs/heads/{self.branch}"
        if not self.git("ls-remote", "--", self.remote, name):
            return ""
        self.git("fetch", "--quiet", "--no-tags", "--", self.remote, f"+{name}:{_THEIRS}")
        return self.git("rev-parse", _THEIRS)

    def push(self, tree: str, parent: str, message: str) -> None:
        """Make *tree* the next commit of the branch there; nobody else's commit is lost."""
        parents = ["-p", parent] if parent else []
        commit = self.git("commit-tree", *parents, "-m", message, tree)
        self.git("push", "--quiet", "--", self.remote, f"{commit}:refs/heads/{self.branch}")


def send(sending: Sending) -> Sent:
    """Make the site the next commit of the branch, where it differs from the last."""
    repository = _repository(sending.destination, sending.root)
    index = {"GIT_INDEX_FILE": str(repository.folder / "site-index")}
    (repository.folder / "site-index").unlink(missing_ok=True)
    work = ("--work-tree", str(sending.output))
    repository.git(*work, "add", "--all", "--force", "--", ".", **index)
    tree, theirs = repository.git("write-tree", **index), repository.fetched()
    found = _differences(repository, theirs, tree)
    check_deletes(sending, len(found.deleted))
    if not (sending.dry or (found.is_nothing and theirs)):
        repository.push(tree, theirs, "Deploy the site")
    return found


def _differences(repository: Repository, theirs: str, tree: str) -> Sent:
    empty = repository.git("hash-object", "-t", "tree", "-w", "/dev/null")
    said = repository.git(
        "diff-tree", "-r", "-z", "--no-renames", "--name-status", theirs or empty, tree
    )
    fields = said.split("\0")
    by_mark: dict[str, list[str]] = {}
    for mark, path in zip(fields[::2], fields[1::2], strict=False):
        by_mark.setdefault(mark, []).append(path)
    changed = (*by_mark.get("M", ()), *by_mark.get("T", ()))
    return Sent(tuple(by_mark.get("A", ())), changed, tuple(by_mark.get("D", ())))


def _repository(destination: Destination, root: Path) -> Repository:
    """Return our own repository, made if need be."""
    folder = own_folder(root) / "cache" / f"deploy-{destination.name}.git"
    ssh = shlex.join((*shlex.split(destination.ssh), *SSH_OPTIONS))
    variables = {
        **SPOKEN, **_identity(root), "GIT_SSH_COMMAND": ssh, "GIT_ALLOW_PROTOCOL": "file:https:ssh",
    }  # fmt: skip
    remote = _remote(destination.to, root)
    repository = Repository(folder, root, remote, destination.branch, variables)
    if not (folder / "HEAD").is_file():
        folder.parent.mkdir(parents=True, exist_ok=True)
        manner = Manner(root, variables=SPOKEN, removed=_REMOVED, hint="install git")
        run(["git", "init", "--quiet", "--bare", str(folder)], manner)
    return repository


def _remote(to: str, root: Path) -> str:
    """Return the address of the repository: of a remote of the blog's, or a folder from there."""
    if "/" not in to and ":" not in to:
        manner = Manner(root, variables=SPOKEN, removed=_REMOVED, hint=_HINT)
        said = run(["git", "remote", "get-url", "--push", "--", to], manner)
        return said.output.decode().strip()
    return str((root / to).resolve()) if to.startswith(("./", "../")) else to


def _identity(root: Path) -> dict[str, str]:
    """Return who commits, where git does not know."""
    manner = Manner(root, variables=SPOKEN, removed=_REMOVED, hint="install git")
    if attempt(["git", "var", "GIT_COMMITTER_IDENT"], manner).code == 0:
        return {}
    who = {"NAME": "blogctl", "EMAIL": "blogctl@localhost"}
    return {f"GIT_{role}_{key}": text for role in ("AUTHOR", "COMMITTER")
            for key, text in who.items()}  # fmt: skip


def roll_back(destination: Destination, root: Path) -> str:
    """Make what the branch held before its last commit the next one; return that commit."""
    repository = _repository(destination, root)
    theirs = repository.fetched()
    history = repository.git("rev-list", "--first-parent", theirs).split() if theirs else []
    if len(history) < 2:
        raise BadUsage("there is no older site on the branch", hint="deploy one first")
    before = history[1]
    repository.push(repository.git("rev-parse", f"{before}^{{tree}}"), theirs, "Roll the site back")
    return before[:10]
