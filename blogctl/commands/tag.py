"""Add, remove, list, rename, merge and tidy up tags."""

from blogctl.commands._names import toolbox

app = toolbox("tag")
