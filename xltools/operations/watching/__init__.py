"""Staying up for months beside people who open, edit, save, crash and keep workbooks open all day."""
