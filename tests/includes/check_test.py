# SPDX-License-Identifier: Apache-2.0
"""Does check.py see each fault, and only faults?"""

import pathlib
import tempfile
import unittest

import check

SPDX = "// SPDX-License-Identifier: Apache-2.0\n"


class Check(unittest.TestCase):
    def faults(self, **files):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            files = {"dga/core/a.h": SPDX, "dga/random/r.h": SPDX, "dga/families/f.h": SPDX,
                     "dga/families/shared/s.h": SPDX, "dga/searches/s.h": SPDX,
                     "blocklists/engine/e.h": SPDX, "blocklists/formats/b.h": SPDX,
                     "blocklists/answers/a.h": SPDX, "tools/cli/t.h": SPDX} | files
            for name, text in files.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text)
            return list(check.faults(root))

    def include(self, source, target):
        return self.faults(**{source: f'{SPDX}#include "{target}"\n'})

    def test_the_right_way(self):
        for source, target in [("tools/cli/x.cpp", "blocklists/formats/b.h"), ("tools/cli/x.cpp", "dga/core/a.h"),
                               ("blocklists/names/x.cpp", "dga/families/f.h"), ("dga/families/x.cpp", "dga/random/r.h"),
                               ("blocklists/formats/x.cpp", "blocklists/engine/e.h"),
                               ("blocklists/answers/x.cpp", "blocklists/engine/e.h"),
                               ("dga/families/x.cpp", "dga/core/a.h"), ("dga/core/x.cpp", "dga/random/r.h"),
                               ("dga/searches/x.cpp", "dga/families/shared/s.h"), ("dga/searches/x.cpp", "dga/core/a.h"),
                               ("tests/unit/x.cpp", "tools/cli/t.h")]:
            self.assertEqual(self.include(source, target), [], source)

    def test_the_wrong_way(self):
        for source, target in [("dga/core/x.h", "dga/families/f.h"), ("dga/families/x.cpp", "dga/searches/s.h"),
                               ("dga/searches/x.cpp", "dga/families/f.h"), ("dga/core/x.h", "dga/searches/s.h"),
                               ("dga/random/x.h", "blocklists/formats/b.h"),
                               ("dga/random/x.h", "dga/families/f.h"), ("dga/families/x.cpp", "blocklists/formats/b.h"),
                               ("dga/core/x.h", "tools/cli/t.h"), ("blocklists/engine/x.cpp", "tools/cli/t.h"),
                               ("dga/random/x.h", "dga/core/a.h"), ("blocklists/engine/x.h", "blocklists/formats/b.h"),
                               ("blocklists/feed/x.cpp", "blocklists/answers/a.h"),
                               ("blocklists/answers/x.cpp", "blocklists/formats/b.h"), ("blocklists/x.cpp", "dga/core/a.h")]:
            found = self.include(source, target)
            self.assertEqual(len(found), 1, source)
            self.assertIn("lies above it", found[0])

    def test_paths_begin_at_the_root(self):
        self.assertIn("name it from the root", self.include("dga/core/x.h", "a.h")[0])

    def test_ascii_and_licence(self):
        self.assertIn("tools/cli/x.cpp:2: has characters beyond ASCII", self.faults(**{"tools/cli/x.cpp": SPDX + "// \u00e9\n"})[0])
        self.assertIn("tools/cli/x.cpp:1: has no SPDX line", self.faults(**{"tools/cli/x.cpp": "int x;\n"})[0])
        dep5 = "Format: x\n\nFiles: tools/*.json\n dga/*.txt\nLicense: Apache-2.0\n"
        self.assertEqual(self.faults(**{".reuse/dep5": dep5, "tools/x.json": "{}", "dga/words/w.txt": "a\n"}), [])
        self.assertIn("x.json", self.faults(**{".reuse/dep5": dep5, "x.json": "{}"})[0])


if __name__ == "__main__":
    unittest.main()
