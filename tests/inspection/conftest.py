"""The invented package of the rules' cases, for rules on the wording as well."""

from tests.checks.conftest import lade as lade
