"""差异: where places' guides for one item lie apart, which of it hurts an applicant, and what one standard might say.

Pure functions over guides as they are kept (``ItemVersion.content``); only ``queries`` reads the database.
"""
