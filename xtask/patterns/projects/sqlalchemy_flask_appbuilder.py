import flask_appbuilder.security.sqla.models
