"""Web pages, fetched politely, within bounds, and only from public networks.

`fetch` has `Web`, the client; `fetch_many` fetches many addresses at once. Below them: `urls` (parsing addresses),
`public_addresses` (which numeric addresses are public), `connections` (resolving, checking, connecting),
`http_exchange` (one bounded request), `content_decoding`, `robots`, `rate_limit`, `cache`, `request_state` (the time
left for an address), `network` (DNS, sockets, the clock).
"""

from __future__ import annotations

from rashomon.ingest.web.fetch import Web

__all__ = ["Web"]
