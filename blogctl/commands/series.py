"""Add, remove, list, rename, merge and tidy up series."""

from blogctl.commands._names import toolbox

app = toolbox("series")
