"""How long files that were made to stop the machine take to refuse, in processor seconds.

python benchmarks/huge_files.py
"""

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from test_any_file import HUGE, refusal


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.yaml"
        for name, content in HUGE.items():
            path.write_text(content, "utf-8")
            before = time.process_time()
            codes = refusal(path)
            print(f"{name:24} {time.process_time() - before:6.2f} s  {', '.join(sorted(codes))}")


if __name__ == "__main__":
    main()
