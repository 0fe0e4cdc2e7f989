"""Ids that the product makes: UUID version 7 (RFC 9562), in order of time."""

import secrets
import time
from uuid import UUID


def new_id() -> str:
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (2**48 - 1)) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(UUID(int=value))
