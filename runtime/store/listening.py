"""One connection that hears of publications. PostgreSQL tells everyone who listens when a transaction commits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from psycopg import AsyncConnection, sql

from runtime.store.pool import CONNECT_SECONDS
from runtime.store.roles import APP, take_role

CHANNEL = "dashwright_published"


@asynccontextmanager
async def listening(database_url: str) -> AsyncIterator[AsyncIterator[str]]:
    """The slugs of tenants as they are published. Raises psycopg.OperationalError when the connection is lost."""
    connection = await AsyncConnection.connect(
        database_url,
        autocommit=True,
        application_name="dashwright-server listening",
        connect_timeout=CONNECT_SECONDS,
        keepalives_idle=30,
        keepalives_interval=10,
        keepalives_count=3,
    )
    async with connection:
        await connection.execute(take_role(APP))
        await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
        yield _slugs(connection)


async def _slugs(connection: AsyncConnection) -> AsyncIterator[str]:
    async for notification in connection.notifies():
        yield notification.payload
