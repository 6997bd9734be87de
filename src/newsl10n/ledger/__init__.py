"""What is known of each unit beyond the PO file: provenance and approvals, beside the catalog."""

from newsl10n.ledger.changes import (
    VIA_EDITOR,
    VIA_NEWSL10N,
    approve_units,
    record_drafts,
    record_edit,
    record_replaced,
    record_reviews,
    rename_entry,
)
from newsl10n.ledger.records import (
    DraftRecord,
    EditRecord,
    Ledger,
    LedgerEntry,
    ReviewRecord,
    dump_ledger,
    ledger_path,
    load_ledger,
    save_ledger,
    target_hash,
    text_hash,
    unit_hash,
)
from newsl10n.ledger.states import is_known, is_machine_text, unit_states

__all__ = [
    "VIA_EDITOR",
    "VIA_NEWSL10N",
    "DraftRecord",
    "EditRecord",
    "Ledger",
    "LedgerEntry",
    "ReviewRecord",
    "approve_units",
    "dump_ledger",
    "is_known",
    "is_machine_text",
    "ledger_path",
    "load_ledger",
    "record_drafts",
    "record_edit",
    "record_replaced",
    "record_reviews",
    "rename_entry",
    "save_ledger",
    "target_hash",
    "text_hash",
    "unit_hash",
    "unit_states",
]
