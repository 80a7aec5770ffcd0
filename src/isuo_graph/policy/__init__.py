"""Who may see what: rights, words, row predicates and the decision over one field.

Pure: takes declarations and a viewer's rights, gives decisions. It opens no connection, knows no table and no GraphQL
type.
"""
