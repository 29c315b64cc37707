"""XML that every reader takes."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    r"""The text with what XML 1.0 cannot carry escaped, such as \x1b or a name not in Unicode."""
    return _NOT_IN_XML.sub(lambda found: repr(found.group())[1:-1], text)


def xml_bytes(root: ElementTree.Element, doctype: str = "") -> bytes:
    """The document as indented UTF-8, ending with a line end; its head is the doctype, if any."""
    ElementTree.indent(root)
    head = doctype or '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f"{head}{ElementTree.tostring(root, encoding='unicode')}\n".encode()


def put_xml(root: ElementTree.Element, place: Path, doctype: str = "") -> None:
    """Write a document to a place that is already safe, see `atomic_files`."""
    place.write_bytes(xml_bytes(root, doctype))
