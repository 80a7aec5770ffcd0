"""Which installation a command works on: the one of the environment, or the demo that stands in this folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from isuo_graph.cli.terminal import hint

if TYPE_CHECKING:
    from isuo_graph.settings import Settings

DEMO_FOLDER: Final = Path("isuo-demo")
DATABASE: Final = "demo.db"
KEY: Final = "demo.key"
PLUGINS: Final = ("isuo-graph-questionbank", "isuo-graph-kolibri")


def settings_here() -> Settings:
    """Read the settings; where nobody said which database and a demo stands in this folder, take the demo's.

    Raises BootRefused for settings that are not usable.
    """
    from isuo_graph.settings import load

    settings = load()
    is_said = {"database_url", "secret_key_file"} & settings.model_fields_set
    if is_said or not (DEMO_FOLDER / DATABASE).exists():
        return settings
    hint(f"the demo in {DEMO_FOLDER}/ (ISUO_DATABASE_URL is not set)")
    return demo_settings(settings, DEMO_FOLDER)


def demo_settings(settings: Settings, folder: Path) -> Settings:
    """Give settings for a demo in a folder; what the environment says stays."""
    said = settings.model_fields_set
    ours = {
        "database_url": f"sqlite:///{folder / DATABASE}",
        "secret_key_file": str(folder / KEY),
        "plugins_allowed": PLUGINS,
        "plugins_folder": str(folder / "plugins"),
        "log_format": "console",
        "log_level": "warning",
    }
    return settings.model_copy(update={name: value for name, value in ours.items() if name not in said})
