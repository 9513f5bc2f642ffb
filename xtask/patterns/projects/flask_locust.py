import locust.web
from locust.env import Environment

Environment(user_classes=[]).create_web_ui("127.0.0.1", 0)
