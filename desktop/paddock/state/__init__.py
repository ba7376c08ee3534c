"""What screens share: settings, the server, its models. Qt signals, no widgets."""
