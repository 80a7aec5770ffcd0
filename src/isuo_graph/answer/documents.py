"""Documents read once: parsed, held against the limits, validated. Takes text, gives nodes; keeps both in a bounded
cache.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
    specified_rules,
    validate,
)
from strawberry import Schema
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from isuo_graph.answer.variables import Declared, declared
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.plan.cache import Recent

FAULTS_MAX: Final = 10
"""Faults of a document that are looked for: each costs milliseconds of looking for the name that was meant."""
_RULES: Final = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)  # as Strawberry does


@dataclass(frozen=True)
class Read:
    """A document as read. `errors` are those of validation; where there are any, nothing of it runs."""

    digest: str
    document: DocumentNode
    operations: Mapping[str | None, OperationDefinitionNode]
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str | None, Declared]
    """What each operation declares; empty for a document with errors."""
    errors: tuple[GraphQLError, ...] = ()

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """Give the operation to run. Raises Refused where the name is missing or unknown."""
        if name:
            if name not in self.operations:
                raise Refused(Code.BAD_USER_INPUT, "operation.unknown", name=name)
            return self.operations[name]
        if len(self.operations) != 1:
            message = "operation.name_required" if self.operations else "document.missing"
            raise Refused(Code.BAD_USER_INPUT, message)
        return next(iter(self.operations.values()))

    def declared(self, operation: OperationDefinitionNode) -> Declared:
        """Give what an operation of this document declares."""
        return self.variables[name_of(operation)]


@dataclass(frozen=True)
class Documents:
    """Reads documents against one schema. `parse` bounds tokens and everything else that can be counted before
    validation.
    """

    schema: Schema
    parse: Callable[[str], DocumentNode]
    kept: Recent[Read]

    def read(self, text: str) -> Read:
        """Read a document. Raises Refused for a limit, GraphQLError for a syntax error; validation errors are in the
        answer.
        """
        return self.kept.get(text, lambda: self._read(text))

    def known(self, text: str) -> Read | None:
        """Give a document that was read before, None for any other."""
        return self.kept.peek(text)

    def _read(self, text: str) -> Read:
        core = self.schema._schema  # noqa: SLF001 - see graph/schema.py
        document = self.parse(text)
        errors = validate(core, document, _RULES, max_errors=FAULTS_MAX)
        operations = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
        fragments = [one for one in document.definitions if isinstance(one, FragmentDefinitionNode)]
        return Read(
            hashlib.sha256(text.encode()).hexdigest(),
            document,
            {name_of(one): one for one in operations},
            {one.name.value: one for one in fragments},
            {} if errors else {name_of(one): declared(one, core) for one in operations},
            tuple(errors),
        )


def name_of(operation: OperationDefinitionNode) -> str | None:
    """Give the name that the document gives an operation."""
    return operation.name.value if operation.name else None
