"""Has the help desk's classes defined; executed by Roundup at every opening of the database."""

from desktop.desk.tracker import schema

schema.define(db, Class, FileClass, IssueClass)
