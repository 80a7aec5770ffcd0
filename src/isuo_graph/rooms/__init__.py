"""The school, one folder per domain: tables, rules, types and acts of that domain and nothing else.

A room knows the rooms before it (org, people, orders, consent, roll, journal, learning), never one after it.
"""
