"""Which numeric addresses may be connected to: public ones, and those that the user allows."""

from __future__ import annotations

import ipaddress
import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from rashomon.errors import UsageError

__all__ = ["Allowed", "forbidden"]

Address = IPv4Address | IPv6Address

NOT_PUBLIC = {
    # IANA's special-purpose registry for IPv4 (RFC 6890 and its successors), and everything above unicast.
    "0.0.0.0/8": "this machine",
    "10.0.0.0/8": "a private network",
    "100.64.0.0/10": "a carrier's inner network",
    "127.0.0.0/8": "this machine",
    "169.254.0.0/16": "the local link, where clouds keep their metadata",
    "172.16.0.0/12": "a private network",
    "192.0.0.0/24": "protocol assignments",
    "192.0.2.0/24": "documentation",
    "192.31.196.0/24": "AS112",
    "192.52.193.0/24": "multicast tunnels",
    "192.88.99.0/24": "6to4 relays",
    "192.168.0.0/16": "a private network",
    "192.175.48.0/24": "AS112",
    "198.18.0.0/15": "benchmarks",
    "198.51.100.0/24": "documentation",
    "203.0.113.0/24": "documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "a reserved range",
    # A public number with internal services: Azure's own, the same in every virtual network.
    "168.63.129.16/32": "a cloud's own services",
    # In IPv6 only 2000::/3 is assigned to networks; special ranges inside it:
    "2001::/23": "protocol assignments and Teredo",
    "2001:db8::/32": "documentation",
    "2002::/16": "6to4, which can lead anywhere",
    "2620:4f:8000::/48": "AS112",
    "3fff::/20": "documentation",
}
NETWORKS = [(ipaddress.ip_network(network), name) for network, name in NOT_PUBLIC.items()]

GIVEN_OUT = IPv6Network("2000::/3")
NAT64 = IPv6Network("64:ff9b::/96")
"""Public IPv4 addresses as seen by networks without IPv4 (RFC 6052): as public as the address inside."""
IPV6_KINDS = [
    (IPv6Network("::1/128"), "this machine"),
    (IPv6Network("::/128"), "this machine"),
    (IPv6Network("::ffff:0:0/96"), "IPv4 in disguise"),
    (IPv6Network("fc00::/7"), "a private network"),
    (IPv6Network("fe80::/10"), "the local link"),
    (IPv6Network("ff00::/8"), "multicast"),
]
"""Only for the message: everything outside `GIVEN_OUT` and `NAT64` is forbidden."""

ISATAP = frozenset({0x00005EFE, 0x02005EFE})
"""The third quarter of an IPv6 address whose last quarter is an IPv4 address to tunnel to (RFC 5214)."""

HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?")


def forbidden(address: Address) -> str | None:
    """Return what kind of range ``address`` belongs to if it is not public, else None.

    The ranges are listed here because the results of `ipaddress.is_global` differ between Python versions.
    """
    if isinstance(address, IPv4Address):
        return next((name for network, name in NETWORKS if address in network), None)
    if address.scope_id is not None:
        return "one link of this machine"
    if address in NAT64:
        return forbidden(IPv4Address(int(address) & 0xFFFF_FFFF))
    if address not in GIVEN_OUT:
        return next((name for network, name in IPV6_KINDS if address in network), "a reserved range")
    if int(address) >> 32 & 0xFFFF_FFFF in ISATAP:
        return forbidden(IPv4Address(int(address) & 0xFFFF_FFFF))
    return next((name for network, name in NETWORKS if address in network), None)


class Allowed:
    """The hosts, addresses and networks that the user allows."""

    def __init__(self, entries: tuple[str, ...]) -> None:
        """Parse the entries. Raises UsageError for one that is not a host, an address or a network."""
        self.hosts: set[str] = set()
        self.networks: list[IPv4Network | IPv6Network] = []
        for entry in entries:
            text = entry.strip().lower().rstrip(".")
            try:
                self.networks.append(ipaddress.ip_network(text.strip("[]"), strict=False))
            except ValueError:
                if not HOST.fullmatch(text):
                    wanted = "write a host (intranet.example), an address (10.0.0.5) or a network (10.0.0.0/8)"
                    raise UsageError(f"{entry!r} in allow_hosts is not a host, address or network: {wanted}") from None
                self.hosts.add(text)

    def host(self, host: str) -> bool:
        """Return whether the user allows ``host``, whatever its addresses."""
        return host in self.hosts

    def address(self, address: Address) -> bool:
        """Return whether ``address`` is in a network that the user allows."""
        return any(address in network for network in self.networks)
