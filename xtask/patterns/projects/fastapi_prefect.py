from prefect.server.api.server import create_app

create_app()
