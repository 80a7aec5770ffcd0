"""The only floor that opens a connection: tables' columns, engine, read lane, unit of work, migrations, backup."""
