"""Where articles come from: files, archives, lines of JSON, and addresses on the web."""
