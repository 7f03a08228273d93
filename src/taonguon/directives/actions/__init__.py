"""What writes directives, their passings, tasks and files."""
