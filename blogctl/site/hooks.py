"""The author's hooks: programs in `.blogctl/hooks/` that are told what happens."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from blogctl.content.records import to_json
from blogctl.errors import ProgramFailed
from blogctl.site.running import Manner, Said, attempt, failure, last_lines

FOLDER = ".blogctl/hooks"
NAMES = ("pre-publish", "post-publish", "post-expire", "post-build", "post-deploy")
SECONDS = 60.0


class Hooks(NamedTuple):
    """The hooks of the blog in *root*: how long each may take, and who tells what they said.

    *time* is the moment that they are told, in ISO 8601. None run where not *wanted*.
    """

    root: Path
    seconds: float
    tell: Callable[[str], None]
    time: str
    wanted: bool = True

    def has(self, name: str) -> bool:
        """Say whether there is a hook *name* to run."""
        return self.wanted and os.path.lexists(self.root / FOLDER / name)

    def run(self, name: str, event: Mapping[str, Any]) -> None:
        """Run the hook *name* with *event* as JSON on its stdin, if there is one.

        It runs in the blog's folder, and without a shell. Raise ProgramFailed where it says no, or
        cannot be run.
        """
        if not self.has(name):
            return
        path = self.root / FOLDER / name
        if not os.access(path, os.X_OK):
            hint = f"chmod +x {FOLDER}/{name}, or --no-hooks"
            raise ProgramFailed(f"the hook '{name}' is not executable", hint=hint)
        told = {"schema": 1, "event": name, "blog": str(self.root), "time": self.time, **event}
        given = f"{to_json(told)}\n".encode("utf-8", "surrogateescape")
        hint = f"mend {FOLDER}/{name}, or --no-hooks"
        manner = Manner(self.root, given, {"BLOGCTL_EVENT": name}, self.seconds, hint)
        self._heard(name, attempt([str(path)], manner), hint)

    def _heard(self, name: str, said: Said, hint: str) -> None:
        """Tell what a hook *said*; raise ProgramFailed where it failed."""
        if said.code != 0:
            reason = last_lines(said)
            message = (
                f"the hook '{name}' said no"
                if name.startswith("pre-")
                else (failure([f"the hook '{name}'"], said.code))
            )
            raise ProgramFailed(message, hint=hint, said=reason)
        for line in (said.output + said.errors).decode("utf-8", "replace").splitlines():
            self.tell(f"{name}: {line}")
