"""The frame around the features: window, side bar, menus, notices, the crash dialog."""
