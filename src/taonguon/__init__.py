"""Tạo Nguồn: the register of member-development work in a commune Party committee."""

__version__ = "0.1.0"
