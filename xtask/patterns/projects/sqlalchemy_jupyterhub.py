import jupyterhub.orm
