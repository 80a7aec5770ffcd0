"""How fast the house is beside its rivals: data of any size, the workloads, every arm, and the table of ratios.

`python -m bench` measures and writes docs/performance.md. Nothing of the product imports it.
"""
