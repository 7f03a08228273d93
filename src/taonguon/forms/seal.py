"""The picture a phone reads: a paper's number and short hash as QR, in lines or in dots."""

import struct
import zlib
from functools import lru_cache

import qrcode  # type: ignore[import-untyped]
from qrcode.constants import ERROR_CORRECT_M  # type: ignore[import-untyped]

DOT = 8  # pixels of one module in the picture of dots
QUIET = 2


@lru_cache(maxsize=1024)
def _modules(text: str) -> tuple[tuple[bool, ...], ...]:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(bool(dark) for dark in row) for row in code.get_matrix())


def svg(text: str) -> str:
    """Return the QR of a text as SVG."""
    modules = _modules(text)
    size = len(modules)
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(modules) for x, dark in enumerate(row) if dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>'
    )


def png(text: str) -> bytes:
    """Return the QR of a text as PNG in grey, for programs that draw no SVG."""
    modules = _modules(text)
    size = len(modules) * DOT
    rows = b"".join(
        (b"\0" + b"".join((b"\0" if dark else b"\xff") * DOT for dark in row)) * DOT
        for row in modules
    )
    head = struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
