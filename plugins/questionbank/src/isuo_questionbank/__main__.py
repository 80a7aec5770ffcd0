"""`isuo-questionbank FOLDER` reads a folder as the plugin would and prints its tests and every fault; exits 1 on an
error.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from isuo_graph import sdk
from isuo_questionbank import Severity, load


def main() -> int:
    """Check one folder and give the exit status."""
    parser = argparse.ArgumentParser(prog="isuo-questionbank", description="Check a folder of GIFT files.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", choices=[locale.value for locale in sdk.Locale], default="ky")
    asked = parser.parse_args()
    bank = load(asked.folder)
    for exam in bank.exams.values():
        sys.stdout.write(f"{exam.test.id}  {exam.test.question_count:>4}  {exam.test.title}\n")
    for fault in bank.faults:
        sys.stderr.write(f"{fault.severity.value}: {fault.said_in(sdk.Locale(asked.language))}\n")
    return int(any(fault.severity is Severity.ERROR for fault in bank.faults))


if __name__ == "__main__":
    sys.exit(main())
