"""Authorities and the certificates that they sign, good and bad."""

import ssl
from datetime import datetime, timedelta, timezone
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

NOW = datetime.now(timezone.utc)
DAY = timedelta(days=1)
LOOPBACK = x509.IPAddress(ip_address("127.0.0.1"))
SHA256_WITH_RSA, SHA1_WITH_RSA = (bytes.fromhex(f"2a864886f70d0101{end}") for end in ("0b", "05"))
"""Names of signatures inside a certificate; of one length, so that one can stand for the other."""

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def named(name: str) -> x509.Name:
    """A name with only a common name in it."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


class Authority:
    """Someone who signs certificates."""

    def __init__(self, name: str, key: Key | None = None, above: "Authority | None" = None) -> None:
        self.key = key or ec.generate_private_key(ec.SECP256R1())
        self.name = named(name)
        self.above = above
        self.certificate = (above or self).sign(self.name, self.key, is_authority=True)

    def sign(
        self,
        subject: x509.Name,
        key: Key,
        *names: x509.GeneralName,
        start: datetime = NOW - DAY,
        end: datetime = NOW + DAY,
        is_authority: bool = False,
    ) -> x509.Certificate:
        """A certificate for `key`."""
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(end)
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        )
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName(list(names)), critical=False)
        return builder.sign(self.key, hashes.SHA256())

    def context(
        self,
        folder: Path,
        *names: x509.GeneralName,
        start: datetime = NOW - DAY,
        end: datetime = NOW + DAY,
        subject: str = "help desk",
    ) -> ssl.SSLContext:
        """A server's TLS with a certificate of this authority."""
        key = ec.generate_private_key(ec.SECP256R1())
        return shown(folder, key, der(self.sign(named(subject), key, *names, start=start, end=end)))

    def self_signed(self, folder: Path) -> ssl.SSLContext:
        """A server's TLS with a certificate that only vouches for itself."""
        return shown(folder, self.key, der(self.sign(self.name, self.key, LOOPBACK)))

    def deputy(self, key: Key | None = None) -> "Authority":
        """An authority that this one vouches for."""
        return Authority("deputy", key, self)

    def through_deputy(self, folder: Path, *, weak: bool = False) -> ssl.SSLContext:
        """A server's TLS with a whole chain; `weak` has the deputy sign with SHA-1, as libraries no longer do."""
        private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        deputy = self.deputy(private)
        key = ec.generate_private_key(ec.SECP256R1())
        own = deputy.sign(named("help desk"), key, LOOPBACK)
        return shown(folder, key, signed_with_sha1(own, private) if weak else der(own), der(deputy.certificate))


def der(certificate: x509.Certificate) -> bytes:
    """Its bytes."""
    return certificate.public_bytes(serialization.Encoding.DER)


def signed_with_sha1(certificate: x509.Certificate, key: rsa.RSAPrivateKey) -> bytes:
    """The same certificate with another kind of signature."""
    content = certificate.tbs_certificate_bytes.replace(SHA256_WITH_RSA, SHA1_WITH_RSA)
    signature = key.sign(content, padding.PKCS1v15(), hashes.SHA1())
    whole = der(certificate).replace(certificate.tbs_certificate_bytes, content)
    return whole.replace(certificate.signature, signature).replace(SHA256_WITH_RSA, SHA1_WITH_RSA)


def shown(folder: Path, key: Key, *certificates: bytes) -> ssl.SSLContext:
    """A server's TLS that shows exactly these."""
    file = folder / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + "".join(map(ssl.DER_cert_to_PEM_cert, certificates)).encode())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    # the server is willing to show anything: it is the app that has to refuse
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.load_cert_chain(file)
    return context
