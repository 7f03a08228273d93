"""Visit, month sheet, attendance and difficulty on a phone without signal; sent exactly once."""
