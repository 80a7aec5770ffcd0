"""The types of people, and what people add to the school and its classes."""

from isuo_graph.rooms.people.graph.access import Account, Session
from isuo_graph.rooms.people.graph.persons import Guardian, Guardianship, Student
from isuo_graph.rooms.people.graph.school import ClassPeople, SchoolPeople
from isuo_graph.rooms.people.graph.staff import ClassLeadership, StaffMember

__all__ = [
    "EXTENSIONS",
    "TYPES",
    "Account",
    "ClassLeadership",
    "Guardian",
    "Guardianship",
    "Session",
    "StaffMember",
    "Student",
]

TYPES = (Student, Guardian, Guardianship, StaffMember, ClassLeadership, Account, Session)
EXTENSIONS = (SchoolPeople, ClassPeople)
