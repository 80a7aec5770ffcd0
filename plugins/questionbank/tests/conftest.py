"""What the tests of the question bank share: this folder on the path, so that they may import `gift`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
