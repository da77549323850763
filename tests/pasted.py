"""The smallest picture, to paste in a workbook without PIL, which the project does not use."""

import io
import struct
import zlib

from openpyxl.drawing.image import Image


def png():
    """The smallest picture."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\xff\xff\xff"))
    return b"\x89PNG\r\n\x1a\n" + head + pixels + chunk(b"IEND", b"")


class Pasted(Image):
    """A picture as openpyxl puts it in a sheet."""

    def __init__(self):
        self.ref, self.format, self.width, self.height = io.BytesIO(), "png", 10, 10

    def _data(self):
        return png()
