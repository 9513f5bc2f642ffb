"""FastAPI: the endpoints of all routes that are made."""

import fastapi.routing


def judge(truth, project):
    endpoints = []
    for cls in [fastapi.routing.APIRoute, fastapi.routing.APIWebSocketRoute]:
        watch(cls, endpoints)
    exec(project["code"], {"truth": truth})
    for endpoint in endpoints:
        truth.add_function("fastapi_routes", endpoint)
    truth.judge_loaded()


def watch(cls, endpoints):
    original = cls.__init__

    def __init__(self, path, endpoint, *args, **options):
        endpoints.append(endpoint)
        original(self, path, endpoint, *args, **options)

    cls.__init__ = __init__
