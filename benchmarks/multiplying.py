"""Makes a partnership ten times the size of Kent from one of Kent's: each copy with its own children, people and teams.

Inside PostgreSQL, table by table; inventing 430,000 histories afresh takes far longer. Numbers of rows are moved up by
a step for each copy, public ids are made anew, and what may be held once (UPN, URN, an account) stays with the first.
"""

from __future__ import annotations

from typing import LiteralString

import psycopg
from psycopg import sql

STEP = 10_000_000  # more than any row's number in the partnership that is copied
# Parents before children.
TABLES = (
    "people_organisation", "people_adult", "people_child", "people_tie", "people_nametoken",
    "people_vulnerabilityflag", "casework_request", "casework_advice", "casework_plan", "casework_namedsetting",
    "casework_placement", "casework_need", "casework_review", "casework_exceptionclaim", "casework_milestone",
    "casework_clockcopy", "casework_casesummary",
)  # fmt: skip
HELD_ONCE = ("upn", "former_upn", "uln", "nhs_number", "local_id", "urn", "ukprn", "account_id", "import_number")


def multiply(url: str, times: int) -> None:
    """Add `times` minus one copies to the partnership in that database."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")  # every reference is moved with what it points at
        connection.execute("SET maintenance_work_mem = '512MB'")
        for table in TABLES:
            columns = _columns(connection, table)
            moved = _references(connection, table) | {"id"}
            indexes = _indexes(connection, table)
            for name, _ in indexes:
                connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
            connection.execute(_statement(table, columns, moved, times))
            for _, made_by in indexes:  # made once at the end, not row by row
                connection.execute(made_by)
        connection.execute("VACUUM ANALYZE")


def _indexes(connection: psycopg.Connection, table: str) -> list[tuple[str, LiteralString]]:
    """(name, statement that makes it) of those that are not a constraint."""
    rows = connection.execute(
        "SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.tablename = %s AND i.schemaname = 'public' "
        "AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)",
        [table],
    )
    return rows.fetchall()  # type: ignore[return-value]


def _columns(connection: psycopg.Connection, table: str) -> list[tuple[str, bool]]:
    """(name, whether it may be empty) in the table's order."""
    rows = connection.execute(
        "SELECT column_name, is_nullable = 'YES' FROM information_schema.columns "
        "WHERE table_name = %s AND table_schema = 'public' ORDER BY ordinal_position",
        [table],
    )
    return rows.fetchall()  # type: ignore[return-value]


def _references(connection: psycopg.Connection, table: str) -> set[str]:
    """Columns that hold the number of a row of one of TABLES."""
    rows = connection.execute(
        "SELECT a.attname FROM pg_constraint c "
        "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] "
        "WHERE c.contype = 'f' AND c.conrelid = %s::regclass AND c.confrelid::regclass::text = ANY(%s)",
        [table, list(TABLES)],
    )
    return {row[0] for row in rows}


def _statement(table: str, columns: list[tuple[str, bool]], moved: set[str], times: int) -> sql.Composed:
    names = sql.SQL(", ").join(sql.Identifier(name) for name, _ in columns)
    values = sql.SQL(", ").join(_value(name, empty, moved) for name, empty in columns)
    return sql.SQL(
        "INSERT INTO {table} ({names}) SELECT {values} FROM {table}, generate_series(1, {last}) AS copy"
    ).format(table=sql.Identifier(table), names=names, values=values, last=sql.Literal(times - 1))


def _value(name: str, empty: bool, moved: set[str]) -> sql.Composable:
    column = sql.Identifier(name)
    if name in moved:
        return sql.SQL("{} + copy * {}").format(column, sql.Literal(STEP))
    if name == "public_id":
        return sql.SQL("substr(md5({} || copy), 1, 14)").format(column)
    if name in HELD_ONCE:
        return sql.SQL("NULL") if empty else sql.SQL("''")
    return column
