"""Admission cases: each step recorded with its paper and the assessment that allowed it."""
