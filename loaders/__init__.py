"""The recipe: one loader a kind of source, tried in this order on the content of what the user gives."""

from passerelles.loaders.loader import Loader

LOADERS: tuple[Loader, ...] = ()
