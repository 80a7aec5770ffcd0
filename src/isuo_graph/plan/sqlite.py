"""Writes a statement tree for SQLite (3.38 or newer).

A JSON value keeps its nature only inside one SELECT: objects are built where they are aggregated, and nested through
scalar subqueries.
"""

from __future__ import annotations

from isuo_graph.graph.catalogue import Storage
from isuo_graph.kit.letters import function_of
from isuo_graph.plan import sql
from isuo_graph.plan.render import Writer


class SqliteWriter(Writer):
    """Writes `?1` parameters and SQLite's own JSON functions."""

    apart = " LIMIT -1"

    def __init__(self) -> None:
        """Add what only SQLite says so."""
        super().__init__()
        self._writers |= {
            sql.Bind: lambda e: f"?{self.number(e)}",
            sql.InList: lambda e: f"{self.write(e.part)} IN (SELECT value FROM json_each({self.write(e.values)}))",  # noqa: S608 - a written tree
            sql.Letters: lambda e: f"{function_of(e.spelling)}({self.write(e.part)})",
            sql.StartsWith: self._starts,
            sql.Contains: lambda e: f"instr({self.write(e.part)}, {self.write(e.piece)}) > 0",
            sql.Spaced: self._spaced,
            sql.Printed: self._printed,
            sql.Ratio: lambda e: (
                f"(({self.write(e.total)} * {e.scale} + {self.write(e.size)} / 2) / nullif({self.write(e.size)}, 0))"
            ),
            sql.Text: self._text,
            sql.Concat: self._concat,
            sql.Hex: lambda e: f"hex({self.write(e.part)})",
            sql.Json: lambda e: f"json({self.write(e.part)})",
            sql.JsonArray: lambda e: "json_array(" + ", ".join(self.write(item) for item in e.items) + ")",
            sql.JsonKept: lambda e: (
                f"(SELECT json_group_array(json(value)) FROM json_each(json_array({self.kept(e.items)})) "  # noqa: S608 - a written tree
                "WHERE type <> 'null')"
            ),
            sql.JsonRows: self._rows,
        }

    def small_object(self, items: tuple[tuple[str, sql.Expression], ...]) -> str:
        """Write json_object('key', value, …)."""
        return f"json_object({self.pairs(items)})"

    def joined_objects(self, texts: list[str]) -> str:
        """Put {"a":1,"":0} and {"b":2} together as {"a":1,"b":2}."""
        return f"json(replace({' || '.join(texts)}, ',\"\":0}}{{', ','))"

    def _rows(self, rows: sql.JsonRows) -> str:
        only = f" FILTER (WHERE {self.write(rows.only)})" if rows.only is not None else ""
        return f"json_group_array({self.write(rows.part)}){only}"

    def _starts(self, starts: sql.StartsWith) -> str:
        part, prefix = self.write(starts.part), self.write(starts.prefix)
        return f"substr({part}, 1, length({prefix})) = {prefix}"

    def _spaced(self, spaced: sql.Spaced) -> str:
        pieces = " || ".join(f"coalesce(' ' || {self.write(part)}, '')" for part in spaced.parts)
        return f"nullif(substr({pieces}, 2), '')"

    def _text(self, text: sql.Text) -> str:
        """Write a value as text. JSON is text already, and each bracket that is saved is room for the parser."""
        part = text.part
        is_json = isinstance(part, sql.Scalar) and isinstance(part.rows.columns[0][0], sql.JsonObject)
        return self.write(part) if is_json else f"CAST({self.write(part)} AS TEXT)"

    def _concat(self, concat: sql.Concat) -> str:
        """Join texts; a number becomes one by itself."""
        parts = (part.part if isinstance(part, sql.Text) else part for part in concat.parts)
        return "(" + " || ".join(self.write(part) for part in parts) + ")"

    def _printed(self, printed: sql.Printed) -> str:
        part = self.write(printed.part)
        match printed.storage:
            case Storage.FLAG:
                return f"json(CASE {part} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)"
            case Storage.AMOUNT:
                # In whole numbers: CAST(x / 1000.0 AS TEXT) says 1.0e+15 of a large one. Most marks have no digits
                # behind the point, and printing those is dear.
                digits = f"rtrim(printf('.%03d', abs({part}) % 1000), '0')"
                broken = f"json(CASE WHEN {part} < 0 THEN '-' ELSE '' END || (abs({part}) / 1000) || {digits})"
                return f"CASE WHEN {part} % 1000 = 0 THEN {part} / 1000 ELSE {broken} END"
            case Storage.INSTANT:
                return f"strftime('%Y-%m-%dT%H:%M:%fZ', {part} / 1000.0, 'unixepoch')"
            case _:
                return part
