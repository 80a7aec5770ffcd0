"""What a command says when the machine or the database did not let it work: one line and the next step, no traceback,
and no word of a driver, which may repeat the database's address with its password.
"""

from __future__ import annotations

from typing import Final

DOCTOR: Final = "`isuo-graph doctor` says what to do."


def told(failure: BaseException) -> str | None:
    """Give what to say of a failure that is not ours to mend; None for our own mistakes, which keep their traceback."""
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    if isinstance(failure, DBAPIError):
        return f"The database could not be used ({type(innermost(failure)).__name__}). {DOCTOR}"
    if isinstance(failure, SQLAlchemyError):
        return None
    if isinstance(failure, ConnectionError | TimeoutError):
        return f"The database does not answer ({type(failure).__name__}). {DOCTOR}"
    if isinstance(failure, OSError) and failure.strerror:
        place = f"{failure.filename}: " if failure.filename else ""
        return f"{place}{failure.strerror}. {DOCTOR}"
    return _of_driver(failure)


def innermost(failure: BaseException) -> BaseException:
    """Give what the driver raised, inside SQLAlchemy's wrappings."""
    inner = getattr(failure, "orig", None) or failure.__cause__
    return failure if inner is None else innermost(inner)


def _of_driver(failure: BaseException) -> str | None:
    """Tell of a driver's own errors, which come bare where SQLAlchemy is not between."""
    from isuo_graph.store import faults

    if (state := faults.sqlstate(failure)) is not None:
        return f"PostgreSQL refuses (SQLSTATE {state}). {DOCTOR}"
    if faults.refusal(failure, limit_s=0) is not None:
        return f"The database does not answer ({type(failure).__name__}). {DOCTOR}"
    return None
