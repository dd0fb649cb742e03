"""Files that people bring, whatever they are for: looked at, drawn anew, stored, and given out sealed."""
