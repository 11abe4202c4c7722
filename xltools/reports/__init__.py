"""What supervisors open: figures over the cases of many registers, summary workbooks, PDF."""
