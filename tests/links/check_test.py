# SPDX-License-Identifier: Apache-2.0
"""check.py finds the links that lead nowhere, and no others."""
import pathlib
import tempfile

import check


def found(text):
    """The faults of a document folder/one.md with this text, in a tree with folder/two.md and file.txt."""
    with tempfile.TemporaryDirectory(prefix="dgacast-links-") as top:
        root = pathlib.Path(top).resolve()
        (root / "folder").mkdir()
        (root / "file.txt").write_text("")
        (root / "folder/two.md").write_text("# The `first`: a heading, and more\n\n## Again\n\n## Again\n\n```\n# Not one\n```\n")
        (root / "folder/one.md").write_text(text)
        return list(check.faults(root))


def main():
    for good in ("two.md", "../file.txt", "../folder", "https://example.org/x", "mailto:a@example.org", "#here",
                 "two.md#the-first-a-heading-and-more", "two.md#again", "two.md#again-1"):
        assert found(f"# Here\n\n[a]({good})\n") == [], (good, found(f"# Here\n\n[a]({good})\n"))
    for bad, what in (("three.md", "nothing"), ("two.md#not-one", "heading"), ("two.md#again-2", "heading"),
                      ("#there", "heading"), ("../file.txt#a", "anchor"), ("../../file.txt", "out of the tree"),
                      ("/file.txt", "out of the tree")):
        faults = found(f"# Here\n\n[a]({bad})\n")
        assert len(faults) == 1 and what in faults[0] and faults[0].startswith("folder/one.md:3: "), (bad, faults)
    assert len(found("![a](no.svg) [b](two.md) [c](no.md)\n")) == 2
    assert found("```\n[a](no.md)\n```\n`[a](no.md)`\n") == []


if __name__ == "__main__":
    main()
