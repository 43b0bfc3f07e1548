"""Who did what to which thing, recorded in the transaction of the change. Lowest of the slices."""

from thaiyyal.features.audit.record import Change, record, record_all, record_refusal

__all__ = ["Change", "record", "record_all", "record_refusal"]
