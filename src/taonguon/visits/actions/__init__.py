"""What the room writes: visits and their promises, the calendar of meetings."""
