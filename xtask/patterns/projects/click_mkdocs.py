import mkdocs.__main__
