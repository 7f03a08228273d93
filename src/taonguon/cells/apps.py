"""The room as a Django application."""

from django.apps import AppConfig


class CellsConfig(AppConfig):
    name = "taonguon.cells"
    label = "cells"
