"""Users, sign-in, roles bound to a subtree of the organisation."""
