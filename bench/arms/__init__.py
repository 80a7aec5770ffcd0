"""The arms: every way to answer the workloads that is compared, each an ASGI application (or a server) over the same
rows.
"""
