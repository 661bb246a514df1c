"""The workbook: a sheet for each kind of record, with hints and drop-down lists."""
