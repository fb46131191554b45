"""Sessions, as their owners know them."""

from django import template

from search.people.browsers import browser_in_words

register = template.Library()
register.filter("browser_in_words", browser_in_words)
