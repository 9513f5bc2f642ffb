truth.import_all(skip=["vendored"])  # noqa: F821
