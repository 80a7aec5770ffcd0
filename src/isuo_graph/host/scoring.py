"""Scores sheets for the learning room, by the plugin that owns the test. It names nobody: scoring needs no consent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from isuo_graph import sdk
from isuo_graph.host import operations
from isuo_graph.host.house import Host
from isuo_graph.host.running import Circumstances
from isuo_graph.host.trouble import PluginFailed, Trouble
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.rooms.learning.rules import QuestionAnswer, Scored, Sheet

MENDABLE = frozenset({sdk.FailureCode.INVALID, sdk.FailureCode.CONFLICT, sdk.FailureCode.LIMIT_EXCEEDED})
"""Failures that the answers themselves are to blame for."""


@dataclass(frozen=True)
class PluginScorer:
    """The learning room's Scorer over TestProvider.score."""

    host: Host

    async def score(self, sheet: Sheet) -> Scored:
        """Score a sheet within the plugin's deadline. Raises Refused: PLUGIN_UNAVAILABLE, or BAD_USER_INPUT where the
        answers do not fit the test.
        """
        try:
            scored = await self._asked(sheet)
        except PluginFailed as exc:
            raise _unavailable(sheet, exc) from exc
        if isinstance(scored, sdk.Failed) and scored.code in MENDABLE:
            raise Refused(Code.BAD_USER_INPUT, "attempt.answers_unfit", path=("answers",))
        if not isinstance(scored, sdk.ScoredAttempt):
            raise _unavailable(sheet, PluginFailed(sheet.plugin_id, Trouble.UNAVAILABLE))
        return _scored(scored)

    async def _asked(self, sheet: Sheet) -> Any:  # noqa: ANN401 - as the contract says
        settings = await self.host.settings_at({sheet.school_id})
        setting = settings.get((sheet.school_id, sheet.plugin_id))
        if setting is None:
            raise PluginFailed(sheet.plugin_id, Trouble.NOT_ENABLED)
        running = await self.host.workshop.running(setting)
        answers = sdk.AnswerSheet(sheet.test_id, tuple(map(_response, sheet.answers)))
        (scored,) = await running.ask(operations.SCORE, [answers], asking=Circumstances())
        return scored


def _response(answer: QuestionAnswer) -> sdk.Response:
    pairs = tuple(sdk.Pair(pair.stem_id, pair.option_id) for pair in answer.pairs)
    return sdk.Response(question_id=answer.question_id, chosen=answer.chosen, text=answer.text, pairs=pairs)


def _scored(scored: sdk.ScoredAttempt) -> Scored:
    """Give the score in the room's own words; what the plugin says to single questions becomes one text."""
    told = [one.feedback.text for one in scored.questions if one.feedback is not None and one.feedback.text]
    return Scored(
        Decimal(str(scored.points)),
        Decimal(str(scored.max_points)),
        scored.needs_manual_grading,
        "\n".join(told) or None,
    )


def _unavailable(sheet: Sheet, exc: PluginFailed) -> Refused:
    return Refused(Code.PLUGIN_UNAVAILABLE, "plugin.unavailable", plugin=sheet.plugin_id, hint=exc.trouble.value)
