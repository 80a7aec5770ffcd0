"""The frame of schooling: areas, schools, years, programmes, classes, groups, subjects, scales and calendars."""
