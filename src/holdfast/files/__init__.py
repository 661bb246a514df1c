"""The arrangement file: TOML and Excel workbook, in and out, without loss."""

from holdfast.files.doors import read, read_bytes, template, write_toml, write_workbook
from holdfast.files.fault import MAX_BYTES, Fault, FileRefused

__all__ = ["MAX_BYTES", "Fault", "FileRefused", "read", "read_bytes", "template", "write_toml", "write_workbook"]
