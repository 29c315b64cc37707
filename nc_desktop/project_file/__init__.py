"""Projects as files: what is written, how it is read again, and who has it open."""
