"""Names for what Roundup hands over. Roundup is not typed, so all of them are `Any`; they say what is meant."""

from typing import Any, TypeAlias

Database: TypeAlias = Any
"""An open database, as one user; its classes are attributes of it."""
Klass: TypeAlias = Any
"""A class of the database, such as `db.issue`."""
Node: TypeAlias = Any
"""One row of a class, with its properties as attributes."""
Date: TypeAlias = Any
"""A moment in UTC."""
Config: TypeAlias = Any
"""The settings of a tracker."""
Tracker: TypeAlias = Any
"""A tracker that was opened."""
Request: TypeAlias = Any
"""One request of a browser or an app: Roundup's client, or the route of its REST interface that stands for it."""
Form: TypeAlias = Any
"""What a request was sent with, by the names of its fields."""
Utilities: TypeAlias = Any
"""What a page template calls `utils`; its `client` is the request."""
Values: TypeAlias = dict[str, Any]
"""Properties of a row by name, as they are about to be written or were before."""
