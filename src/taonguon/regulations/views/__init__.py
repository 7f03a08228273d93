"""The pages of the rulebook and the calendar of working days."""
