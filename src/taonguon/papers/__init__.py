"""Papers of the course: facts gathered for a form, what is missing, made and kept."""
