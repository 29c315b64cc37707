"""XMP: the properties that cameras of drones write beside EXIF, as XML.

Pillow's own `getxmp` needs defusedxml and drops the namespaces, which say whose property it is
(Autel writes DJI's under another prefix). expat reads them safely where a document type, the only
place for entities, is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

MAX_BYTES = 1 << 20  # of drones it is some kilobytes; a packet of panoramas may hold a picture

Properties = Mapping[tuple[str, str], str]


class XmpError(ValueError):
    """The packet cannot be read."""


def xmp_properties(packet: bytes) -> dict[tuple[str, str], str]:
    """Simple properties of a packet, written as attributes or as elements; the first one counts.

    Args:
        packet: XML, in any encoding that it declares.

    Returns:
        Texts by (namespace without the last slash, name).

    Raises:
        XmpError: too large, not XML, or XML with a document type.
    """
    if len(packet) > MAX_BYTES:
        raise XmpError(f"XMP of {len(packet)} bytes is not read")
    properties: dict[tuple[str, str], str] = {}
    text: list[str] = []

    def refuse(*_: object) -> None:
        raise XmpError("XMP with a document type is not read")

    def start(_: str, attributes: dict[str, str]) -> None:
        text.clear()
        for name, value in attributes.items():
            properties.setdefault(_split(name), value.strip())

    def end(name: str) -> None:
        value = "".join(text).strip()
        text.clear()  # what follows belongs to an element around this one
        if value:
            properties.setdefault(_split(name), value)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text.append
    try:
        parser.Parse(packet.strip(b"\x00 \r\n\t\xef\xbb\xbf"), True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        if isinstance(error, XmpError):
            raise
        raise XmpError(f"XMP cannot be read ({error})") from error
    return properties


def _split(name: str) -> tuple[str, str]:
    namespace, _, local = name.rpartition(" ")
    return namespace.rstrip("/"), local
