"""Pictures on boards: kept first, then laid by an operation that names them. Described in docs/board.md."""
