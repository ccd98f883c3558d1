"""TLS for the first word to a gateway: nobody is trusted yet, but its name is looked at.

A gateway that is not called as it was typed would be refused in every later round. So it is
refused before the one-time code is used. What is no gateway's certificate (a portal's, a virus
scanner's) is let pass here: what it answers is not proven, and is called what it is.
"""

import ipaddress
import socket
import ssl
from typing import Any, Self

from cryptography import x509
from cryptography.x509.oid import NameOID

from sync.protocol.errors import UntrustedServer

OF_A_GATEWAY = "Motcua "
"""How the name of every gateway's own authority begins."""


class OtherName(UntrustedServer):
    """A gateway answered, under a certificate that has another name than the address."""

    code = "tls_other_name"


class FirstWord(ssl.SSLContext):
    """A client context that proves nothing but the name."""

    @classmethod
    def unproven(cls) -> Self:
        """Trust nobody in particular: the one-time code proves what is said."""
        context = cls(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context

    def wrap_socket(self, sock: socket.socket, *args: Any, **kwargs: Any) -> ssl.SSLSocket:  # noqa: ANN401 - the signature of ssl
        """Shake hands, then look at the name; raises `OtherName`."""
        wrapped = super().wrap_socket(sock, *args, **kwargs)
        shown = wrapped.getpeercert(binary_form=True) or b""
        if not is_called(shown, str(kwargs.get("server_hostname") or "")):
            wrapped.close()
            raise OtherName("not the name in the address")
        return wrapped


def is_called(certificate: bytes, host: str) -> bool:
    """Whether a gateway's certificate (DER) bears the host's name; true for what is none."""
    try:
        read = x509.load_der_x509_certificate(certificate)
        issuer = read.issuer.get_attributes_for_oid(NameOID.COMMON_NAME)
        names = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, x509.ExtensionNotFound):
        return True
    if not any(str(part.value).startswith(OF_A_GATEWAY) for part in issuer):
        return True
    called = {str(name).lower() for name in names.get_values_for_type(x509.DNSName)}
    called |= {str(address) for address in names.get_values_for_type(x509.IPAddress)}
    asked = _plain(host)
    return asked in called or f"*.{asked.partition('.')[2]}" in called


def _plain(host: str) -> str:
    """As certificates write a host: small letters, an address in its short form."""
    try:
        return str(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        return host.rstrip(".").lower()
