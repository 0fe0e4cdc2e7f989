"""One HTTP message off a socket, whole, in however many pieces it comes."""

import socket


def message(line: socket.socket) -> tuple[bytes, bytes]:
    """Head and body of a request or an answer."""
    head, size = b"", 0
    with line.makefile("rb") as said:
        while row := said.readline():
            head += row
            name, _, value = row.partition(b":")
            if name.lower() == b"content-length":
                size = int(value)
            if row == b"\r\n":
                break
        return head, said.read(size)
