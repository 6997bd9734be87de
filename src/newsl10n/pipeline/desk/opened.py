"""A catalog and its ledger as their files are at one moment; what follows from them is worked out when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsl10n import ledger
from newsl10n.joins import is_joined
from newsl10n.ledger import text_hash, unit_hash
from newsl10n.model import Catalog, State, Unit
from newsl10n.pipeline.project import Key, Prepared
from newsl10n.units import active_units


@dataclass(frozen=True, slots=True)
class Opened:
    """``prepared.keys[i]`` and ``prepared.segments[i]`` belong together. ``by_id``: unit hash -> key. ``stamp``: of the two files.

    ``line`` of the units is that of the file when it was read last. ``_states``, ``_versions``: those that somebody asked for.
    """

    prepared: Prepared
    catalog: Catalog
    records: ledger.Ledger
    units: Mapping[Key, Unit]
    by_id: Mapping[str, Key]
    stamp: str = ""
    _states: dict[Key, State] = field(default_factory=dict, repr=False)
    _versions: dict[Key, str] = field(default_factory=dict, repr=False)

    def unit(self, unit_id: str) -> Unit:
        return self.units[self.by_id[unit_id]]

    def state(self, key: Key) -> State:
        if key not in self._states:
            self._states[key] = ledger.state_finder(self.records, self.catalog)(self.units[key])
        return self._states[key]

    @property
    def states(self) -> Mapping[Key, State]:
        """Of every unit, in catalog order."""
        known, state_of = self._states, ledger.state_finder(self.records, self.catalog)
        found = {key: known[key] if key in known else state_of(unit) for key, unit in self.units.items()}
        known.update(found)
        return found

    def version(self, unit: Unit) -> str:
        """Of a unit of this catalog, see ``unit_version``; of entries with one key the first counts."""
        if unit is not self.units.get(unit.key):
            return unit_version(unit)
        if unit.key not in self._versions:
            self._versions[unit.key] = unit_version(unit)
        return self._versions[unit.key]


def open_catalog(prepared: Prepared, catalog: Catalog, records: ledger.Ledger, stamp: str) -> Opened:
    units = active_units(catalog)
    return Opened(prepared, catalog, records, units, {unit_hash(key): key for key in units}, stamp)


def follow_change(before: Opened, catalog: Catalog, records: ledger.Ledger, stamp: str) -> Opened:
    """The same after some of its units changed, their keys and their order apart; what they do not touch stays worked out."""
    changed = {
        new.key: new
        for old, new in zip(before.catalog.units, catalog.units, strict=True)
        if old is not new and not new.obsolete
    }
    states = {key: state for key, state in before._states.items() if key not in changed}
    if records is not before.records:
        # What another unit's text says of one that the ledger does not know may have changed: see ``ledger.unit_states``.
        states = {key: state for key, state in states.items() if unit_hash(key) in records.entries}
    pairs = [(before.units[key], unit) for key, unit in changed.items()]
    if any(is_joined(old) != is_joined(new) for old, new in pairs):
        states = {}  # approvals hold for the units that a text translates
    versions = {key: version for key, version in before._versions.items() if key not in changed}
    units = {**before.units, **changed}
    return Opened(before.prepared, catalog, records, units, before.by_id, stamp, states, versions)


def unit_version(unit: Unit) -> str:
    """Changes whenever anything of the entry does that a person can see."""
    parts = (
        unit.context or "",
        unit.source,
        *unit.targets,
        str(unit.fuzzy),
        unit.previous_source or "",
        *unit.comments,
    )
    return text_hash("\0".join(parts))
