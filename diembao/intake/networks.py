"""Which addresses of the network may be asked: by default only those that everybody can reach."""
from __future__ import annotations

import ipaddress
import socket

from diembao.intake.refusals import HostError

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def resolve(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The IP addresses of a host, all of which may be asked. HostError where it has none or one that may not."""
    found = _resolved(host, port)
    for ip in found:
        if not allow_private and not is_public(ip):
            raise HostError(
                f"is at an address of a private or special network ({ip}), which is not asked; "
                "--allow-private allows it"
            )
    return [str(ip) for ip in found]


def is_public(ip: Ip) -> bool:
    """Whether an address belongs to the public internet, also by the IPv4 address that it may stand for."""
    inner = _inner(ip)
    return ip.is_global and not ip.is_multicast and (inner is None or is_public(inner))


def is_loopback(host: str) -> bool:
    """Whether a host, as written in an address, is this machine."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost" or host.lower().endswith(".localhost")


def _inner(ip: Ip) -> ipaddress.IPv4Address | None:
    if isinstance(ip, ipaddress.IPv4Address):
        return None
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def _resolved(host: str, port: int) -> list[Ip]:
    try:
        told = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise HostError(f"cannot be reached: the name {host} is not known ({error}); check the address") from error
    # A link-local address comes with the network card that it belongs to.
    return list(dict.fromkeys(ipaddress.ip_address(str(address[0]).partition("%")[0]) for *_, address in told))
