"""Pure values and functions: what a chat, a reply and a parameter are. No input or output."""
