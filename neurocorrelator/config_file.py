"""Settings from a YAML file, with errors that name the file, the key and what is allowed."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from neurocorrelator.config import MatchConfig
from neurocorrelator.errors import ConfigurationError


class _Loader(yaml.SafeLoader):
    """YAML with the numbers of version 1.2: in 1.1, PyYAML's, 20:340:20 is a number in base 60."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":int", ":float"))]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+$"), "-+0123456789")
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$|[-+]?\.inf$|\.nan$"),
    "-+.0123456789",
)


def read_match_config(path: str | os.PathLike[str]) -> MatchConfig:
    """Settings of matching from a YAML file; what is left out keeps its default.

    Raises:
        ConfigurationError: missing, not YAML, an unknown key, or a value that is not allowed.
    """
    file = Path(path)
    values = read_mapping(file)
    try:
        return MatchConfig(**values)
    except ValidationError as error:
        raise ConfigurationError(f"{file}: {explain(error, MatchConfig)}") from error


def explain(error: ValidationError, schema: type[BaseModel] | None = None) -> str:
    """A validation error in one line: each key once, and what is allowed.

    Args:
        error: what pydantic said.
        schema: where given, what it says of a key is added, in the words of a settings file.
    """
    told: dict[str, str] = {}
    for detail in error.errors(include_url=False):
        key = str(detail["loc"][0]) if detail["loc"] else ""
        if detail["type"] == "extra_forbidden":
            told.setdefault(key, _unknown(key, schema))
            continue
        reason = str(detail["msg"]).removeprefix("Value error, ")
        reason = re.sub("^Input should be ", "must be ", reason)
        reason = reason[:1].lower() + reason[1:]
        told.setdefault(key, f"{key}: {reason}{_allowed(key, schema)}")
    return "; ".join(told.values())


def _unknown(key: str, schema: type[BaseModel] | None) -> str:
    if schema is None:
        return f"unknown key {key}"
    known = list(schema.model_fields)
    near = difflib.get_close_matches(key, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    return f"unknown key {key}; {hint}"


def _allowed(key: str, schema: type[BaseModel] | None) -> str:
    field = None if schema is None else schema.model_fields.get(key)
    return f" ({field.description})" if field is not None and field.description else ""


def parse_yaml(text: str) -> Any:
    """The value that a text stands for; the text itself where it is not YAML."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 (derived from SafeLoader)
    except (yaml.YAMLError, ValueError):
        return text


def read_mapping(file: Path) -> Mapping[str, Any]:
    """Keys and values of a YAML file.

    Raises:
        ConfigurationError: missing, not YAML, or no mapping.
    """
    if file.is_dir():
        raise ConfigurationError(f"{file}: is a folder; name a YAML file")
    try:
        text = file.read_text("utf-8-sig")
    except FileNotFoundError:
        raise ConfigurationError(f"{file}: no such file; check the path") from None
    except UnicodeDecodeError:
        raise ConfigurationError(f"{file}: is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise ConfigurationError(f"{file}: cannot be read ({error.strerror})") from error
    try:
        values = yaml.load(text, Loader=_Loader)  # noqa: S506 (derived from SafeLoader)
    except (yaml.YAMLError, ValueError) as error:
        reason = " ".join(str(error).split())[:200]
        raise ConfigurationError(f"{file}: is not YAML ({reason})") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ConfigurationError(f"{file}: must hold lines of the form 'key: value'")
    return {str(key): value for key, value in values.items()}
