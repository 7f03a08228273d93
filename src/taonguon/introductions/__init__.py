"""Mass organisations and the people they introduce, with their agreement."""
