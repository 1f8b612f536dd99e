"""Reading Dutch: themes, initiatives, organisations and places, each with its place."""
