"""Small pictures of photographs, turned the way they were taken; fit for any thread."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

EDGE = 112  # pixels of the longer side, enough for 56 on a screen of double density


def picture(data: bytes, longest: int) -> QImage:
    """The picture at most so large, upright as its EXIF says; null when it is none."""
    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > longest:
        fit = size.scaled(QSize(longest, longest), Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(fit.expandedTo(QSize(1, 1)))
    return reader.read()


def small(data: bytes) -> bytes:
    """A thumbnail as JPEG; empty when the data is no picture."""
    image = picture(data, EDGE)
    if image.isNull():
        return b""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    flat = image.convertToFormat(QImage.Format.Format_RGB32)
    flat.save(buffer, "JPEG", 82)  # type: ignore[call-overload]  # typed as bytes, takes words
    return bytes(buffer.data().data())
