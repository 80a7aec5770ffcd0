"""The electronic journal: teaching loads, lessons, marks, attendance, results of periods."""
