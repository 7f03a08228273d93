"""The pages of visits and of the calendar of meetings."""
