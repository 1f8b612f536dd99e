"""Reference tables that ship with the project: places and organisations."""
