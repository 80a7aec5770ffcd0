"""Writes a statement tree for PostgreSQL (14 or newer). Parameters are cast where they stand: asyncpg takes their
types from the statement.
"""

from __future__ import annotations

from isuo_graph.graph.catalogue import Storage
from isuo_graph.kit.letters import EXCHANGES
from isuo_graph.plan import sql
from isuo_graph.plan.render import CASTS, Writer, quoted_text


class PostgresWriter(Writer):
    """Writes `$1::bigint` parameters and PostgreSQL's own JSON functions."""

    apart = " OFFSET 0"

    def __init__(self) -> None:
        """Add what only PostgreSQL says so."""
        super().__init__()
        self._writers |= {
            sql.Bind: self._bind,
            sql.InList: lambda e: f"{self.write(e.part)} = ANY ({self.write(e.values)})",
            sql.Letters: self._letters,
            sql.StartsWith: lambda e: f"starts_with({self.write(e.part)}, {self.write(e.prefix)})",
            sql.Contains: lambda e: f"strpos({self.write(e.part)}, {self.write(e.piece)}) > 0",
            sql.Spaced: lambda e: "nullif(concat_ws(' ', " + ", ".join(self.write(part) for part in e.parts) + "), '')",
            sql.Printed: self._printed,
            sql.Ratio: lambda e: (
                f"div({self.write(e.total)} * {e.scale} + div({self.write(e.size)}, 2),"
                f" nullif({self.write(e.size)}, 0))::bigint"
            ),
            sql.Text: lambda e: f"{self.write(e.part)}::text",
            sql.Hex: lambda e: f"upper(encode(convert_to({self.write(e.part)}, 'UTF8'), 'hex'))",
            sql.Json: lambda e: self.write(e.part),
            sql.JsonArray: lambda e: "json_build_array(" + ", ".join(self.write(item) for item in e.items) + ")",
            sql.JsonKept: lambda e: (
                f"(SELECT coalesce(json_agg(kept.one), '[]'::json) FROM unnest(ARRAY[{self.kept(e.items)}]::json[]) "  # noqa: S608 - a written tree
                "AS kept(one) WHERE kept.one IS NOT NULL)"
            ),
            sql.JsonRows: self._rows,
        }

    def small_object(self, items: tuple[tuple[str, sql.Expression], ...]) -> str:
        """Write json_build_object('key', value, …)."""
        return f"json_build_object({self.pairs(items)})"

    def joined_objects(self, texts: list[str]) -> str:
        """Put {"a" : 1, "" : 0} and {"b" : 2} together as {"a" : 1, "b" : 2}."""
        joined = " || ".join(f"{text}::text" for text in texts)
        return f"replace({joined}, ', \"\" : 0}}{{', ', ')::json"

    def _bind(self, bind: sql.Bind) -> str:
        return f"${self.number(bind)}::{CASTS[bind.storage]}{'[]' if bind.is_list else ''}"

    def _letters(self, letters: sql.Letters) -> str:
        one = EXCHANGES[letters.spelling]
        return f"translate({self.write(letters.part)}, {quoted_text(one.given)}, {quoted_text(one.taken)})"

    def _rows(self, rows: sql.JsonRows) -> str:
        order = f" {self._order(rows.order)}" if rows.order else ""
        only = f" FILTER (WHERE {self.write(rows.only)})" if rows.only is not None else ""
        return f"coalesce(json_agg({self.write(rows.part)}{order}){only}, '[]'::json)"

    def _printed(self, printed: sql.Printed) -> str:
        part = self.write(printed.part)
        match printed.storage:
            case Storage.AMOUNT:
                return f"trim_scale({part} / 1000.0)"
            case Storage.INSTANT:
                # Whole seconds and milliseconds apart: to_timestamp takes a double, which is too coarse from the year
                # 2242 on.
                seconds = f"to_timestamp(floor({part} / 1000.0)::bigint) AT TIME ZONE 'UTC'"
                return (
                    f"""to_char({seconds}, 'YYYY-MM-DD"T"HH24:MI:SS.')"""
                    f""" || lpad((({part} % 1000 + 1000) % 1000)::text, 3, '0') || 'Z'"""
                )
            case Storage.DAY:
                return f"{part}::text"
            case _:
                return part
