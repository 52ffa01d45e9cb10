"""The register over HTTP: resources, their formats, decisions, and what keeps strangers out. Knows nothing of how pages look."""
from __future__ import annotations

from attache.api.access import Access as Access
from attache.api.answers import Answer as Answer
from attache.api.answers import Asked as Asked
from attache.api.answers import Page as Page
from attache.api.answers import Resource as Resource
from attache.api.desk import application as application
from attache.api.resources import RESOURCES as RESOURCES
