"""arXiv: its mails, news and classes, and how it writes titles."""
