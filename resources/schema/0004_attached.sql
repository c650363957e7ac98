-- Tickets with attachments alone: where there are few, the list would otherwise look at every ticket to find them.

CREATE INDEX ticket_attached ON ticket (account_id, activity_ms DESC, id DESC, department, status, number_key)
    WHERE has_attachments = 1;
