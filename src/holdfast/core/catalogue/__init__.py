"""The catalogue: what can go wrong, what we ask, what to do, which numbers we rely on."""

from holdfast.core.catalogue.catalogue import Catalogue
from holdfast.core.catalogue.load import CatalogueRefused, load_catalogue

__all__ = ["Catalogue", "CatalogueRefused", "load_catalogue"]
