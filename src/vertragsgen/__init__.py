"""vertragsgen: contract documents of German Eingliederungshilfe from YAML profiles and Word templates."""

__version__ = "0.1.0"
