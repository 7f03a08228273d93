"""What may come: lawful plans, forecasts and fair shares, pure functions over given numbers."""
