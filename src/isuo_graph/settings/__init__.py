"""Every setting of the service. `load()` reads ISUO_* variables once at the start; the rest gets a frozen Settings.

Only `secrets` reads files, nothing opens a database, and no rule of a single school is a setting of the process.
"""

from isuo_graph.settings.environment import load, variable
from isuo_graph.settings.model import Settings
from isuo_graph.settings.page import settings_page

__all__ = ["Settings", "load", "settings_page", "variable"]
