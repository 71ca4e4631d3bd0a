"""What identifies a block: ids of our own, and the usage they describe."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from xblock.exceptions import NoSuchDefinition, NoSuchUsage
from xblock.runtime import IdReader


class UsageKey(str):
    """The id of a usage: a string that also answers what blocks ask an Open edX location."""

    __slots__ = ()

    org = "site"
    course = "lesson"
    run = "now"

    @property
    def block_id(self) -> str:
        """The last part, unique for the block."""
        return self.rpartition("/")[2]

    def html_id(self) -> str:
        """A form of the id that may stand in an `id` attribute."""
        return "".join(char if char.isalnum() else "-" for char in self)


@dataclass(frozen=True, kw_only=True)
class Usage:
    """One block of one activity at one version, with the values its author gave.

    Work in progress belongs to the version: another version is another usage.
    """

    block_type: str
    activity: UUID
    version: str
    authored: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> UsageKey:
        """The id under which fields of the usage are kept."""
        return UsageKey(f"{self.block_type}/{self.activity}/{self.version[:64]}")

    @property
    def definition(self) -> str:
        """The id of the content itself, whichever lesson it stands in."""
        digest = hashlib.sha256(self.version.encode()).hexdigest()[:32]
        return f"{self.block_type}/{digest}"


class OneUsage(IdReader):
    """The ids of a runtime that knows one block. There are no asides."""

    def __init__(self, usage: Usage) -> None:
        self._usage = usage

    def get_definition_id(self, usage_id: str) -> str:
        """The definition of the one usage."""
        if usage_id != self._usage.key:
            raise NoSuchUsage(usage_id)
        return self._usage.definition

    def get_block_type(self, def_id: str) -> str:
        """The type of the one definition."""
        if def_id != self._usage.definition:
            raise NoSuchDefinition(def_id)
        return self._usage.block_type

    def get_usage_id_from_aside(self, aside_id: str) -> str:
        """Asides are off."""
        raise NoSuchUsage(aside_id)

    def get_definition_id_from_aside(self, aside_id: str) -> str:
        """Asides are off."""
        raise NoSuchDefinition(aside_id)

    def get_aside_type_from_usage(self, aside_id: str) -> str:
        """Asides are off."""
        raise NoSuchUsage(aside_id)

    def get_aside_type_from_definition(self, aside_id: str) -> str:
        """Asides are off."""
        raise NoSuchDefinition(aside_id)
