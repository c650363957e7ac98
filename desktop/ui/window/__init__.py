"""The main window and what stands in it on every page: sidebar, notices, toasts, tray, quitting."""
