"""vertragsgen: contract documents of German Eingliederungshilfe from YAML profiles and Word templates."""

__version__ = "0.1.0"
DEBUG_VARIABLE = "VERTRAGSGEN_DEBUG"
"""If this is set in the environment, a bug shows its traceback."""
