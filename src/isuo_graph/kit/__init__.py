"""The lowest floor: errors, texts, ids, time, keys and cursors. It knows no table and does no I/O."""
