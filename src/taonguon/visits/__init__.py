"""Committee members in the cells: visits, what was agreed, and the calendar of the cells' meetings."""
