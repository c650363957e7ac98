"""The Helpdesk page: history list, thread, composer and notification panel."""
