"""Addresses of the pages."""

from django.urls import include, path

urlpatterns = [
    path("tai-khoan/", include("allauth.urls")),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
]
