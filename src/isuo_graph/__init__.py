"""The GraphQL service of ИСУО: school data, e-courses and tests in one query, under rights and consent."""

__version__ = "0.1.0"
