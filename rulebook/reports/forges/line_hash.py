"""The hash by which GitHub knows a line again, `primaryLocationLineHash`, as its upload action computes it.

Of each line: the polynomial 37 over 64 bits of the next hundred units of UTF-16 from its start, blanks and tabs left out and every line
end as one `\\n`. Behind the end of the file stand the unit 65535 and then zeros. A hash that came before in the file is numbered.
"""

from __future__ import annotations

from itertools import accumulate

__all__ = ["line_hashes"]

_BLOCK, _FACTOR, _MODULUS = 100, 37, 1 << 64
_SHIFT = pow(_FACTOR, _BLOCK, _MODULUS)
_END = 65535


def line_hashes(text: str) -> list[str]:
    """Return the hash of each line of a text, such as `c129715d7a2bc9a3:1`; the first line is the first."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate({ord(" "): None, ord("\t"): None})
    encoded = plain.encode("utf-16-le", "surrogatepass")
    units = [encoded[i] | encoded[i + 1] << 8 for i in range(0, len(encoded), 2)] + [_END]
    starts = [0, *(i + 1 for i, unit in enumerate(units) if unit == 10)]
    sums = list(accumulate([*units, *[0] * _BLOCK], lambda total, unit: (total * _FACTOR + unit) % _MODULUS, initial=0))
    seen: dict[int, int] = {}
    hashes = []
    for start in starts:
        value = (sums[start + _BLOCK] - sums[start] * _SHIFT) % _MODULUS
        seen[value] = seen.get(value, 0) + 1
        hashes.append(f"{value:x}:{seen[value]}")
    return hashes
