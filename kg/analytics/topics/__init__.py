"""Topics of papers: a hybrid graph of neighbours, communities in it, labels from its words."""

from kg.analytics.topics.analysis import Topics

__all__ = ["Topics"]
