"""The invented region Veenweidevallei in, a complete demo workspace of sources out."""

from sources.demo.workspace import write_demo

__all__ = ["write_demo"]
