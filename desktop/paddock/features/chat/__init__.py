"""The chat: the conversation, the message being written, and the answer streaming in."""
