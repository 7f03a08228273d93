"""Pages of duties and reminders."""
