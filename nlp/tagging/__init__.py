"""Names in people's own words, found by what coded answers taught."""
