"""What the pages show, made ready for the templates: filters, addresses, paging, summaries."""
