"""Declares `explainAccess`: why a field of a row is shown or not, by rules and never by values."""

from __future__ import annotations

from isuo_graph.graph.make import Argument, Made, Namespace

ROOT = "explainAccess"
TYPES = ("AccessExplanation", "AccessOrder", "AccessConsent")


def declare(names: Namespace) -> Made:
    """Declare the answer's types; gives the root field. Its resolver is put in where the house is composed."""
    names.object(
        "AccessOrder",
        "The director's order that forbids a right, gives it, or gave it until it ended.",
        [
            Made("number", "String!", "The order's number."),
            Made("date", "String!", "The order's date."),
            Made("role", "String", "The role that it gives; null where it forbids the right."),
            Made("state", "String!", "IN_FORCE, FORBIDS, NOT_YET, ENDED or REVOKED."),
        ],
    )
    names.object(
        "AccessConsent",
        "The consent that a field asks for.",
        [
            Made("purpose", "String!", "What the consent is given for."),
            Made("status", "String!", "GIVEN, MISSING, or NOT_ASKED where the right already decides."),
        ],
    )
    names.object(
        "AccessExplanation",
        "Why a field of a row is shown to you or not.",
        [
            Made("decision", "String!", "ALLOWED, FORBIDDEN_FIELD, NOT_IN_SCOPE or CONSENT_MISSING."),
            Made("right", "String", "The right that reading the field takes; null where it takes none."),
            Made("roles", "[String!]!", "Roles that hold the right by the default rights."),
            Made("order", "AccessOrder", "The order that forbids it to you, else the one behind your own right."),
            Made("consent", "AccessConsent", "The consent that the field asks for."),
        ],
    )
    text = "Why a field of a row is shown to you or not. A row that you may not see is like one that is not there."
    arguments = (Argument("node", "ID!", "The row."), Argument("field", "String!", "The field's name."))
    return Made(ROOT, "AccessExplanation!", text, arguments=arguments)
