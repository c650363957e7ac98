"""Mail: fetching, reading and accepting what customers write, and sending what tells them of answers."""
