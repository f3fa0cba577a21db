"""The formats of forges and of the tools that write remarks beside the lines of a change: GitHub, GitLab, reviewdog, SARIF."""
