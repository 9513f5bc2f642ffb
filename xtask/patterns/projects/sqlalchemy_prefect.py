import prefect.server.database.orm_models
