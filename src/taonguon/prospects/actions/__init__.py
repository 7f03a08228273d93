"""Recording where prospects are and go, handing them over, taking them in."""
