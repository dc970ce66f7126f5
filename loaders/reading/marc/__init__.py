"""MARC 21 and UNIMARC, in XML and as libraries exchange it."""
