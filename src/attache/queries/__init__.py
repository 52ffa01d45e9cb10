"""Questions to the register: read-only, every word of the asker passed as a parameter."""
