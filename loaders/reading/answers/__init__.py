"""Answers of single services, brought into shapes that loaders know."""
