import titiler.application.main
