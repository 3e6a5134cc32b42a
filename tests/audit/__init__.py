"""Audits of finished documents, used by the tests of every package."""

from tests.audit.accessibility import audit_accessibility
from tests.audit.structure import audit_structure
from tests.audit.validators import validate_openxml_audit, validate_sdk

__all__ = ["audit_accessibility", "audit_structure", "validate_openxml_audit", "validate_sdk"]
