"""The zip package that a workbook is: parts, relationships, members kept byte for byte."""
