"""Codes as another program writes them in, a REFI-QDA codebook out."""


def qdc(inside: str, *, before: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{before}'
        f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Ander programma">'
        f"<Codes>{inside}</Codes><Sets/></CodeBook>"
    ).encode()
