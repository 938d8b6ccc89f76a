# SPDX-License-Identifier: Apache-2.0
"""The files of the project that people write, for the checks that look at all of them."""

NOT_MADE_BY_HAND = {".git", "build", "out", ".cache", "__pycache__"}


def files_of(root):
    """All files below the folder `root` (a pathlib.Path), in order; no links."""
    for path in sorted(root.iterdir()):
        if path.name in NOT_MADE_BY_HAND or path.is_symlink():
            continue
        if path.is_dir():
            yield from files_of(path)
        elif path.is_file():
            yield path
