"""What everything else stands on: errors, ids, clock and plain values. No I/O."""
