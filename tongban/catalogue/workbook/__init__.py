"""The implementation list as a workbook: what a file must be, how it is read and written."""
