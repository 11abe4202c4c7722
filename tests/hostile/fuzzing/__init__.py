"""Registers, settings, packages and memories spoilt at random, and the promises that hold whatever was done to them.

A test run takes a minute's worth of examples, the same each time. ``XLTOOLS_FUZZ=20`` takes sixty times as many, other
ones each time, and tells how to have a failure again; the smallest file that failed stays in the folder for temporary
files as ``xltools-fuzz-failure.xlsx``.
"""
