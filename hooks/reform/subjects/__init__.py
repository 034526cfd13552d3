"""What is true of a subject: of a plan, a commune, an indicator, an area, a body. Pages, pictures
and search only show it.
"""
