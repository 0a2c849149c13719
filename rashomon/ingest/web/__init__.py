"""Pages from the web: politely, within bounds, and never from a network that is not public.

`fetch` holds `Web` (one address), `several` many at once. Below them: `targets` (what an address says), `addresses`
(which numbers are public), `wire` (names looked up, checked, and connected to), `exchange` (one request and its bounded
answer), `decoding`, `robots`, `pace` (one rate a host), `cache`, `errand` (how much time is left), `outside`.
"""

from __future__ import annotations

from rashomon.ingest.web.fetch import Web

__all__ = ["Web"]
