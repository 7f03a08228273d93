"""Pictures of pages compared with tolerance: a small reader of PNG, a blur, and how far two are apart."""

import struct
import zlib

import numpy as np

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}  # by the colour type of the file


def read(data):
    """Return a PNG of eight bits a channel as grey, 0 black to 255 white, on white paper."""
    if not data.startswith(SIGNATURE):
        raise ValueError("not a PNG")
    at, packed = len(SIGNATURE), b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour, _way, _filter, interlaced = struct.unpack(
                ">IIBBBBB", body
            )
        packed += body if kind == b"IDAT" else b""
        at += length + 12
    if depth != 8 or colour not in CHANNELS or interlaced:
        raise ValueError(f"a PNG of depth {depth}, colour {colour}, interlaced {interlaced}")
    lines = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, -1)
    return _grey(_unfiltered(lines, CHANNELS[colour]).reshape(height, width, -1))


def _unfiltered(lines, step):
    """Return rows of bytes as they were before each was told as differences from its neighbours."""
    above = np.zeros(lines.shape[1] - 1, np.uint8)
    rows = []
    for kind, row in ((line[0], line[1:]) for line in lines):
        if kind == 0:
            above = row
        elif kind == 1:
            above = np.add.accumulate(row.reshape(-1, step), axis=0, dtype=np.uint8).ravel()
        elif kind == 2:
            above = row + above
        else:
            above = _by_neighbours(row.tolist(), above.tolist(), step, paeth=kind == 4)
        rows.append(above)
    return np.stack(rows)


def _by_neighbours(row, above, step, *, paeth):
    for n in range(len(row)):
        left, corner = (row[n - step], above[n - step]) if n >= step else (0, 0)
        guess = _nearest(left, above[n], corner) if paeth else (left + above[n]) // 2
        row[n] = (row[n] + guess) & 255
    return np.array(row, np.uint8)


def _nearest(left, up, corner):
    near = left + up - corner
    return min((left, up, corner), key=lambda one: abs(near - one))


def _grey(told):
    told = told.astype(np.float64)
    if told.shape[2] in (2, 4):
        share = told[..., -1:] / 255
        told = told[..., :-1] * share + 255 * (1 - share)
    return told.mean(axis=2).round().astype(np.uint8)


def blurred(grey, width=5):
    """Return a picture with every dot the mean of those around it: hinting and edges do not count."""
    for axis in (0, 1):
        padded = np.pad(grey.astype(np.float64), [(width // 2,) * 2 if a == axis else (0, 0) for a in (0, 1)],
                        mode="edge")  # fmt: skip
        parts = [np.take(padded, range(n, n + grey.shape[axis]), axis=axis) for n in range(width)]
        grey = sum(parts) / width
    return grey


def apart(one, other):
    """Return how far two pictures are apart, 0 alike to 255 black against white; sizes must be the same."""
    if one.shape != other.shape:
        return 255.0
    return float(np.abs(blurred(one) - blurred(other)).mean())
