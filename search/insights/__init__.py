"""Outcomes of any question, broken down by what is known of its decisions; two questions side by side."""
