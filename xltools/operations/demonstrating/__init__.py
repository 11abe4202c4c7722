"""The demonstration: registers filled with made-up cases."""
