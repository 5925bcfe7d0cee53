"""What a database holds in the forms of other programs: spreadsheets, annotation tools, a page that can be mailed."""
