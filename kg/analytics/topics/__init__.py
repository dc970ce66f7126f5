"""Topics of papers: a hybrid graph of neighbours, communities in it, labels from its words."""

from kg.analytics.topics.analysis import Topics
from kg.analytics.topics.identity import match_topics

__all__ = ["Topics", "match_topics"]
