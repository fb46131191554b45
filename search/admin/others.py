"""Pages that libraries bring for the admin, taken away: they show secrets, or what owners alone should see.

Their modules are imported here first, since this app stands before theirs and they would register later.
"""

from importlib import import_module

from django.contrib import admin

_BROUGHT_BY = (
    "allauth.account.admin",
    "allauth.mfa.admin",
    "allauth.usersessions.admin",
    "auditlog.admin",
    "django.contrib.auth.admin",
)
_LABELS = {"account", "auditlog", "auth", "mfa", "usersessions"}

for _name in _BROUGHT_BY:
    import_module(_name)
for _model in [model for model in admin.site._registry if model._meta.app_label in _LABELS]:
    admin.site.unregister(_model)
