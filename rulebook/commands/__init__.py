"""The commands: one module each, imported only when it is called.

A command module has `NAME`, `HELP` (the line of the table below), `configure(parser)`, which adds its arguments, and
`run(arguments)`, which returns the exit code. What commands share is in `options` (arguments), `output` (where the
report and notices go), `exits` (exit codes) and `parser` (wrong use, in plain sentences).
"""

from __future__ import annotations

__all__ = ["COMMANDS"]

COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("rulebook.commands.check", "Check drafts against the rules."),
    "explain": ("rulebook.commands.explain", "Explain one rule in plain words."),
    "rules": ("rulebook.commands.rules", "List the rules by subject, authority, nature, legal order or day."),
    "facts": ("rulebook.commands.facts", "List what a draft can state, with the questions to answer."),
    "init": ("rulebook.commands.init", "Write the first files of a repository of drafts."),
    "new draft": ("rulebook.commands.new_draft", "Write the skeleton of a draft, with the questions of the rules."),
    "test": ("rulebook.commands.test", "Run the worked cases of rule files."),
    "baseline": ("rulebook.commands.baseline", "Write down what fails today, so that only what comes after it counts."),
    "waivers": ("rulebook.commands.waivers", "Look at the waivers: which hold, and which are refused, over or soon over."),
    "config": ("rulebook.commands.config", "Show every value of the configuration, and where it comes from."),
    "completion": ("rulebook.commands.completion", "Write a script that completes the command line in a shell."),
    "fmt": ("rulebook.commands.fmt", "Lay out rule files."),
}
