"""What writes rows of reminders: the settings of a user, and the letters of a day."""
