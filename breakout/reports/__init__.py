"""What group work leaves behind: who was where, who met whom, and mail that brings them together."""
