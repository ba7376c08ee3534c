"""What every layer may use: owned tasks, places on disk, logs, the known kind of error."""
