"""The types of e-learning, and what they add to students, subjects, schools and loads."""

from isuo_graph.rooms.learning.graph import catalogue, taking
from isuo_graph.rooms.learning.graph.catalogue import Course, Material, Test
from isuo_graph.rooms.learning.graph.taking import CourseEnrollment, TestAttempt

__all__ = ["EXTENSIONS", "TYPES", "Course", "CourseEnrollment", "Material", "Test", "TestAttempt"]

TYPES = (*catalogue.TYPES, *taking.TYPES)
EXTENSIONS = (*catalogue.EXTENSIONS, *taking.EXTENSIONS)
