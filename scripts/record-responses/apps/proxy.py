"""A reverse proxy of a few lines, as programs have it: it passes Host on, and TLS names the upstream."""

import os

import httpx

UPSTREAM = os.environ["UPSTREAM"]
#: Of one connection (RFC 9110 section 7.6.1), or written by the server anew.
OWN = {"connection", "keep-alive", "transfer-encoding", "upgrade"}
client = httpx.AsyncClient(verify=False)


async def application(scope, receive, send):
    if scope["type"] != "http":
        return
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    response = await client.request(scope["method"], UPSTREAM + scope["path"], headers=headers)
    passed = [
        (name.encode(), value.encode())
        for name, value in response.headers.multi_items()
        if name.lower() not in OWN
    ]
    await send({"type": "http.response.start", "status": response.status_code, "headers": passed})
    await send({"type": "http.response.body", "body": response.content})
