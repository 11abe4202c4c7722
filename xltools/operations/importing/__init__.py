"""Exports of other systems become rows of a register: read, mapped, judged, entered once, sent back where faulty."""
