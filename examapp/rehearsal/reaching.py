"""Before a crowd is sent: is there a server, and does it know the people of this rehearsal?"""

from __future__ import annotations

import asyncio
from random import Random

import aiohttp

from examapp.domain.errors import ExamError
from examapp.domain.rehearsal import RehearsedEntrant
from examapp.rehearsal.connection import Connection, SittingFailed
from examapp.rehearsal.entering import sign_in
from examapp.rehearsal.measures import Measures


class ServerUnreachable(ExamError):
    """{url} 没有服务器在应答，或者它还没有准备好。请先启动服务器，或用 --url 指定地址。"""

    code = "server_unreachable"


class ServerElsewhere(ExamError):
    """{url} 的服务器不认识彩排人员：它用的不是这里的数据库或密钥。请让两者使用相同的设置。"""

    code = "server_elsewhere"


def reach(url: str, entrant: RehearsedEntrant) -> None:
    """Sign one entrant in on trial; raise ServerUnreachable, or ServerElsewhere when they are refused."""
    asyncio.run(_reach(url, entrant))


async def _reach(url: str, entrant: RehearsedEntrant) -> None:
    async with Connection(url, Measures(), Random(0)) as connection:  # noqa: S311 - nothing is kept secret by it
        try:
            ready = await connection.try_once("/readyz")
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise ServerUnreachable(url=url) from error
        if ready.status != 200:
            raise ServerUnreachable(url=url)
        try:
            await sign_in(connection, entrant)
        except SittingFailed as refusal:
            refused = refusal.kind.endswith("HTTP 401")
            raise (ServerElsewhere if refused else ServerUnreachable)(url=url) from refusal
