"""What a review of a change adds to findings: which are new since a revision, known from a baseline, or waived.

A report goes through here on its way from `checking` to `reports`: `fingerprints` make findings recognisable wherever
they stand, `comparison` says what a change did, `waivers` and `baseline` apply what a team keeps in reviewed files, and
`revisions` reads earlier states of the drafts from git.
"""

from __future__ import annotations

__all__: list[str] = []
