"""The oracle's own reading of rights: one question about one row at a time, in plain Python, without the planner's
simplifications.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tests.proof.model import CATALOGUE
from tests.proof.printed import Value

from isuo_graph.graph import fields
from isuo_graph.graph.catalogue import Field, NodeType
from isuo_graph.policy import rows as r
from isuo_graph.policy.rights import Action, Category, Right, Scope
from isuo_graph.policy.viewer import Reach, Viewer

Row = Mapping[str, Any]


class Reading:
    """What one viewer may see of one set of rows. `action` says whether rows are read or only counted."""

    def __init__(self, rows: Mapping[str, Sequence[Row]], viewer: Viewer, now_ms: int, today: date) -> None:
        self.rows, self.viewer, self.now_ms, self.today, self.action = rows, viewer, now_ms, today, Action.READ

    def holds(self, p: r.Predicate, row: Row, group: int = 0) -> bool:  # noqa: C901, PLR0911, PLR0912 - a case a kind
        def all_hold(where: tuple[r.Predicate, ...], other: Row) -> bool:
            return all(self.holds(one, other, group) for one in where)

        match p:
            case r.Always():
                return True
            case r.AnyOf(parts):
                return any(self.holds(part, row, group) for part in parts)
            case r.AllOf(parts):
                return all(self.holds(part, row, group) for part in parts)
            case r.IsMe(column, me):
                v = self.viewer
                return row[column] in {
                    r.Me.STUDENT: v.student_ids, r.Me.GUARDIAN: v.guardian_ids, r.Me.STAFF: v.staff_ids,
                    r.Me.PERSON: (v.person_id,), r.Me.ACCOUNT: (v.account_id,),
                }[me]  # fmt: skip
            case r.InSchools(column):
                return any(row[column] in schools for schools in self.viewer.school_sets[group : group + 1])
            case r.Equals(column, value):
                return row[column] is not None and bool(row[column] == value)
            case r.IsNull(column):
                return row[column] is None
            case r.Within(start, end, open_end):
                over = not open_end if row[end] is None else row[end] <= self.now_ms
                return row[start] is not None and row[start] <= self.now_ms and not over
            case r.WithinDays(start, end):
                return (
                    row[start] is not None and row[start] <= self.today and (row[end] is None or self.today <= row[end])
                )
            case r.Among(column, facts):
                picked = [x[facts.pick] for x in self.rows.get(facts.table, ()) if all_hold(facts.where, x)]
                return row[column] is not None and row[column] in picked
            case r.Through(column, table, inner, key):
                return any(x[key] == row[column] and all_hold((inner,), x) for x in self.rows.get(table, ()))
            case r.Holds(table, column, where, own):
                found = (x for x in self.rows.get(table, ()) if x[column] == row[own] is not None)
                return any(all_hold(where, x) for x in found)
        return False

    def reaches(self, node: NodeType, category: Category, action: Action) -> list[Reach]:
        """Give the reaches that can touch any row of the type at all."""
        known = node.protection
        return [
            one for one in self.viewer.reaches.get(Right(category, action), ())
            if (one.purpose is None or one.purpose in known.consents)
            and (one.scope in {Scope.NATION, Scope.ANYONE} or one.scope in known.scopes
                 or (one.scope in {Scope.SCHOOL, Scope.AREA} and known.school is not None))
        ]  # fmt: skip

    def covers(self, node: NodeType, reach: Reach, row: Row) -> bool:
        known, scope = node.protection, reach.scope
        if not self.consented(node, reach.purpose, row):
            return False
        if scope in {Scope.NATION, Scope.ANYONE}:
            return True
        at_school = known.school is not None and self.holds(known.school, row, reach.group)
        if scope in {Scope.SCHOOL, Scope.AREA}:
            return at_school
        is_at_work = scope not in {Scope.OWN_CLASS, Scope.TAUGHT} or known.school is None or at_school
        return is_at_work and self.holds(known.scopes[scope], row, reach.group)

    def consented(self, node: NodeType, purpose: Value, row: Row) -> bool:
        asked = node.protection.consents
        return purpose is None or (purpose in asked and self.holds(asked[purpose], row))

    def visible(self, node: NodeType, row: Row) -> bool:
        category = node.protection.category
        return any(self.covers(node, one, row) for one in self.reaches(node, category, self.action))

    def may(self, node: NodeType, field: Field, row: Row) -> bool:
        covering = self.covering(node, field, row)
        has_consent = self.consented(node, field.guard.purpose, row)
        return field.guard.category is Category.OPEN or any(one.waives or has_consent for one in covering)

    def covering(self, node: NodeType, field: Field, row: Row) -> list[Reach]:
        """Give the reaches of a field's right that cover a row, whatever its subject has consented to."""
        reaches = self.reaches(node, field.guard.category, self.acting(field))
        return [one for one in reaches if self.covers(node, one, row)] + self.left_to_target(node, field)

    def why_not(self, node: NodeType, field: Field, row: Row) -> dict[str, Any]:
        """Give what a row says of a field that it does not show."""
        code, purpose = "NOT_IN_SCOPE", None
        if not self.may_ever(node, field):
            code = code if self.viewer.holds(field.guard.right) else "FORBIDDEN_FIELD"
        elif self.covering(node, field, row):
            code, purpose = "CONSENT_MISSING", field.guard.purpose and field.guard.purpose.value
        return {"field": field.name, "code": code, "purpose": purpose}

    def left_to_target(self, node: NodeType, field: Field) -> list[Reach]:
        """Give the reaches that only the rows behind an edge can decide, being of the category that it asks for."""
        known = node.protection
        found = self.viewer.reaches.get(Right(field.guard.category, self.acting(field)), ()) if is_shared(field) else ()
        return [
            one
            for one in found
            if (one.scope not in known.scopes or one.purpose not in {None, *known.consents})
            and (one.scope not in {Scope.SCHOOL, Scope.AREA} or known.school is None)
        ]

    def may_ever(self, node: NodeType, field: Field) -> bool:
        """Tell whether the field can be shown of any row at all."""
        reaches = self.reaches(node, field.guard.category, self.acting(field))
        is_reached = bool(reaches or self.left_to_target(node, field)) or field.guard.category is Category.OPEN
        return is_reached and self.sees_any(node)

    def sees_any(self, node: NodeType) -> bool:
        """Tell whether any right can reach a row of the type."""
        return bool(self.reaches(node, node.protection.category, self.action))

    def has_totals(self, category: Category) -> bool:
        return self.viewer.holds(Right(category, Action.SUMMARISE))

    def acting(self, field: Field) -> Action:
        return Action.READ if field.guard.category is Category.PUBLIC else self.action

    def raw(self, node: NodeType, field: Field, row: Row, column: str | None = None) -> Value:
        if not self.may(node, field, row):
            return None
        if isinstance(field.kind, fields.Tells):
            return self.holds(field.kind.predicate, row)
        if isinstance(field.kind, fields.Joined):
            return " ".join(row[one] for one in field.kind.columns if row[one] is not None) or None
        return row[column or field.column or "id"]

    def test(self, node: NodeType, row: Row, where: Mapping[str, Any] | None) -> bool:
        """Tell whether a row passes a filter; the oracle says how."""
        raise AssertionError(node, row, where)


def is_shared(field: Field) -> bool:
    """Tell whether an edge leads to rows of the very category that it is guarded by."""
    return bool(field.target) and CATALOGUE.types[field.target or ""].protection.category is field.guard.category
