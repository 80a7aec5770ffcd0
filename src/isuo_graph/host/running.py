"""A plugin that was opened for one school, and the workshop that opens, keeps and closes them.

Opening begins with the first question and has time beyond it: a plugin that opens slowly costs its own first answers,
nobody else's.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import structlog

from isuo_graph import sdk
from isuo_graph.host.ceiling import Ceiling, ceiling
from isuo_graph.host.discover import Discovery, Found
from isuo_graph.host.enabled import Setting
from isuo_graph.host.gate import Gate, bounds
from isuo_graph.host.metrics import Metrics
from isuo_graph.host.operations import Form, Question
from isuo_graph.host.threads import PluginThread
from isuo_graph.host.trouble import PluginFailed, Trouble
from isuo_graph.host.vault import Sealed, Vault
from isuo_graph.kit import keys, pairwise
from isuo_graph.kit.language import Language
from isuo_graph.settings import Settings

log = structlog.get_logger(__name__)

OPEN_S: Final = 15.0
"""How long a plugin may take to open; a guess, a vendor's sign-in over a slow line."""
CLOSE_S: Final = 3.0
REOPEN_S: Final = 10.0
"""How long a plugin that could not be opened is left alone; a guess."""

Key = tuple[int, str]


@dataclass(frozen=True)
class Circumstances:
    """Who asks, as far as a plugin may know: the reader's language and the request."""

    language: Language = Language.RU
    request_id: str = ""


@dataclass(frozen=True)
class Let:
    """A plugin as a school has let it in, opened or not: what may pass, and the key of its pairwise ids."""

    setting: Setting
    manifest: sdk.Manifest
    ceiling: Ceiling
    pair_key: bytes = field(repr=False)


@dataclass(frozen=True)
class Running:
    """An opened plugin at one school."""

    setting: Setting
    manifest: sdk.Manifest
    providers: sdk.Providers
    gate: Gate
    ceiling: Ceiling
    pair_key: bytes = field(repr=False)
    """The key of pairwise ids of this plugin at this school."""
    plugin: sdk.Plugin = field(repr=False, compare=False)

    @property
    def school_name(self) -> str:
        """The pseudonym under which the plugin knows the school."""
        return pairwise.pseudonym(self.pair_key, self.setting.school_id)

    async def ask(
        self,
        question: Question,
        *arguments: Any,  # noqa: ANN401 - as the question says
        asking: Circumstances,
        limit_s: float | None = None,
    ) -> Any:  # noqa: ANN401 - as the question says
        """Ask the plugin; gives values lowered to the ceiling. Raises PluginFailed.

        A batch takes its keys; a page the query, where there is one, and the PageRequest; changes cursor and limit.
        """
        self._check(question)
        provider = getattr(self.providers, question.capability.value)

        async def work(deadline: sdk.Deadline) -> Any:  # noqa: ANN401 - as the question says
            call = sdk.Call(
                school=self.school_name,
                locale=sdk.Locale(asking.language.value),
                deadline=deadline,
                request_id=asking.request_id,
            )
            return await getattr(provider, question.method)(call, *arguments)

        answer = await self.gate.ask(question, work, _asked(question, arguments), limit_s)
        return self.ceiling.lowered(answer) if question.form is Form.BATCH else answer

    def _check(self, question: Question) -> None:
        """Refuse what the plugin does not offer and what may not pass."""
        plugin_id = self.setting.plugin_id
        has_it = question.capability in self.manifest.capabilities
        if not has_it or (question.needs is not None and question.needs not in self.manifest.operations):
            raise PluginFailed(plugin_id, Trouble.UNSUPPORTED)
        if not self.ceiling.covers(question.sends, question.brings):
            raise PluginFailed(plugin_id, Trouble.UNDECLARED, question.name)


class Workshop:
    """Opens each plugin at most once for a school and setting, in the plugin's own thread; closes what is outdated."""

    def __init__(self, discovery: Discovery, settings: Settings, vault: Vault, folder: Path, metrics: Metrics) -> None:
        self.discovery = discovery
        self._settings = settings
        self._vault = vault
        self.folder = folder
        self._metrics = metrics
        self._threads: dict[str, PluginThread] = {}
        self._gates: dict[Key, Gate] = {}
        self._opened: dict[Key, tuple[int, asyncio.Task[Running]]] = {}
        self._not_before: dict[Key, float] = {}
        self._closing: set[asyncio.Task[None]] = set()

    def gate_of(self, key: Key) -> Gate | None:
        """Give the gate of a plugin at a school, where it was ever asked."""
        return self._gates.get(key)

    def recipient(self, setting: Setting) -> Let:
        """Give what is let to a plugin, without opening it. Raises PluginFailed where it is not installed."""
        found = self._found(setting)
        return Let(setting, found.manifest, ceiling(found.manifest, setting.agreed), self._pair_key(setting))

    async def running(self, setting: Setting, limit_s: float | None = None) -> Running:
        """Give the opened plugin, opening it where need be. Raises PluginFailed; opening goes on in the meantime."""
        found = self._found(setting)
        task = self._task(found, setting)
        limit_s = limit_s or bounds(self._settings, found.manifest).deadline_s
        try:
            async with asyncio.timeout(limit_s):
                return await asyncio.shield(task)
        except TimeoutError:
            raise PluginFailed(setting.plugin_id, Trouble.LATE, "still opening", limit_s=limit_s) from None

    async def close(self) -> None:
        """Close every plugin, then the threads."""
        opening = [task for _, task in self._opened.values() if not task.done()]
        for key in list(self._opened):
            self._let_go(key)
        await asyncio.gather(*opening, return_exceptions=True)
        if self._closing:
            await asyncio.wait(self._closing)
        await asyncio.gather(*(thread.close() for thread in self._threads.values()))

    def _found(self, setting: Setting) -> Found:
        found = self.discovery.plugin(setting.plugin_id)
        if found is None:
            raise PluginFailed(setting.plugin_id, Trouble.UNAVAILABLE, "not installed")
        return found

    def _pair_key(self, setting: Setting) -> bytes:
        return keys.derive(self._vault.secret, f"pairwise:{setting.plugin_id}:{setting.school_id}")

    def _task(self, found: Found, setting: Setting) -> asyncio.Task[Running]:
        """Give the opening of this very setting; one of an older setting is closed, one that failed may begin anew."""
        key = (setting.school_id, setting.plugin_id)
        version, task = self._opened.get(key, (None, None))
        has_failed = task is not None and task.done() and (task.cancelled() or task.exception() is not None)
        may_reopen = has_failed and asyncio.get_running_loop().time() >= self._not_before.get(key, 0)
        if task is not None and version == setting.version and not may_reopen:
            return task
        self._let_go(key)
        task = asyncio.create_task(self._open(found, setting))
        task.add_done_callback(_look_at)
        self._opened[key] = (setting.version, task)
        return task

    async def _open(self, found: Found, setting: Setting) -> Running:
        key = (setting.school_id, found.id)
        thread = self._threads.get(found.id) or self._threads.setdefault(found.id, PluginThread(found.id))
        gate = self._gates.setdefault(
            key, Gate(found.id, thread, bounds(self._settings, found.manifest), self._metrics)
        )
        pair_key = self._pair_key(setting)
        context = sdk.Context(
            school=pairwise.pseudonym(pair_key, setting.school_id),
            folder=self.folder / found.id / str(setting.school_id),
            log=logging.getLogger(f"isuo_graph.plugins.{found.id}"),
        )
        try:
            plugin, providers = await self._begin(found, setting, gate, context)
        except PluginFailed as exc:
            gate.health.last_trouble = exc.trouble
            self._not_before[key] = asyncio.get_running_loop().time() + REOPEN_S
            log.warning("plugin_not_opened", plugin=found.id, trouble=exc.trouble.value, detail=exc.detail)
            raise
        limits = ceiling(found.manifest, setting.agreed)
        return Running(setting, found.manifest, providers, gate, limits, pair_key, plugin)

    async def _begin(
        self, found: Found, setting: Setting, gate: Gate, context: sdk.Context
    ) -> tuple[sdk.Plugin, sdk.Providers]:
        """Make and open a fresh plugin in its thread. Raises PluginFailed."""
        config = self._config(setting)
        made: list[sdk.Plugin] = []

        async def work() -> sdk.Providers:
            context.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            made.append(found.make())
            return await made[0].open(config, context)

        try:
            providers = await gate.run(work, OPEN_S)
        except BaseException:
            self._shut(gate, made)
            raise
        if type(providers) is not sdk.Providers or providers.capabilities != found.manifest.capabilities:
            self._shut(gate, made)
            raise PluginFailed(found.id, Trouble.MALFORMED, "open gave other providers than the manifest says")
        return made[0], providers

    def _config(self, setting: Setting) -> Mapping[str, Any]:
        try:
            return {
                **setting.config,
                **self._vault.opened(setting.school_id, setting.plugin_id, setting.secrets),
            }
        except Sealed as exc:
            raise PluginFailed(setting.plugin_id, Trouble.REFUSED, "its secrets cannot be read") from exc

    def _let_go(self, key: Key) -> None:
        """Forget an opened plugin and close it beside the house's work."""
        _, task = self._opened.pop(key, (0, None))
        if task is None:
            return
        if not task.done():
            task.cancel()
        elif not task.cancelled() and task.exception() is None:
            running = task.result()
            self._shut(running.gate, [running.plugin])

    def _shut(self, gate: Gate, made: list[sdk.Plugin]) -> None:
        async def close() -> None:
            for plugin in made:
                try:
                    await gate.run(plugin.close, CLOSE_S)
                except PluginFailed as exc:
                    log.warning("plugin_not_closed", plugin=gate.plugin_id, trouble=exc.trouble.value)

        task = asyncio.create_task(close())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)


def _look_at(task: asyncio.Task[Any]) -> None:
    """Take note of how an opening ended, also when nobody waits for it any more."""
    if not task.cancelled():
        task.exception()


def _asked(question: Question, arguments: tuple[Any, ...]) -> Any:  # noqa: ANN401 - keys, or a number
    """Give what the answer is measured by: the keys of a batch, else the greatest number of items."""
    if question.form is Form.BATCH:
        return arguments[0]
    return arguments[-1].first if question.form is Form.PAGE else arguments[-1]
