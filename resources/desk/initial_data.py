"""Has the first rows written; executed by Roundup when a new help desk is made."""

from desktop.desk.tracker import initial_data

initial_data.fill(db, adminpw, admin_email)
