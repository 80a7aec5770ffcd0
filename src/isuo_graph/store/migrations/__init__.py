"""Alembic's folder: how revisions are run (`env.py`), how they are written (`script.py.mako`), and the revisions
themselves.
"""
