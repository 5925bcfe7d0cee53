"""What the press writes: words and rules in TOML, each rule with its examples and counterexamples."""
from patterns.checks import PatternError
from patterns.loader import BUILT_IN, Rule, Ruleset, load

__all__ = ["BUILT_IN", "PatternError", "Rule", "Ruleset", "load"]
