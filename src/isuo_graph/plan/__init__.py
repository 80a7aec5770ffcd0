"""From a document and a viewer to one SQL statement for each root field. Pure: it opens no connection and sees no
value of the school.

`select` reads the document, `authorize` decides over every named field, `cost` refuses what is too much, `build`
writes the statement as a tree (`sql`), `sqlite` and `postgres` write the tree as text, `cache` keeps plans, `explain`
tells why.
"""
