"""The commands, one file each: what the user may say, and the call that does it. Heavy imports stand inside."""
