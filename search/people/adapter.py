"""What allauth asks the portal: who may sign up, and where a request comes from."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from search.web.rate_limits import client_address


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.ENVIRONMENT.sign_up == "open")

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address to count guesses by; proxies are believed where TRUSTED_PROXIES names them."""
        return client_address(request)
