"""Tests from a folder of GIFT files, as a plugin of isuo-graph: the plugin itself, and `load` for who wants the bank
alone.

Imports `isuo_graph.sdk` and nothing else of the house.
"""

from pathlib import Path

from isuo_questionbank.bank import Bank, load
from isuo_questionbank.faults import Fault, FaultCode, Severity
from isuo_questionbank.plugin import QuestionBank
from isuo_questionbank.scoring import BadSheet, score


def samples_folder() -> Path:
    """Give the folder with the sample tests that come with the package."""
    return Path(__file__).parent / "samples"


__all__ = ["BadSheet", "Bank", "Fault", "FaultCode", "QuestionBank", "Severity", "load", "samples_folder", "score"]
