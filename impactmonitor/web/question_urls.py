"""Addresses of the policy questions: all of them, one, one for a region, and the conversation about it."""

from __future__ import annotations

from django.urls import path

from impactmonitor.web.views import conversation, question, question_overview, report

urlpatterns = [
    path("vragen/", question.listed, name="questions"),
    path("vragen/overzicht/", question_overview.choose),
    path("vragen/overzicht/<str:word>/", question_overview.show, name="questions-overview"),
    path("vragen/<str:name>/", question.show, name="question"),
    path("vragen/<str:name>/gesprek/", conversation.choose),
    path("vragen/<str:name>/<str:word>/", question.of_region, name="question-region"),
    path("vragen/<str:name>/<str:word>/gesprek/", conversation.show, name="conversation"),
    path(f"vragen/<str:name>/<str:word>/{report.FILE}", report.of_question),
    path(f"vragen/<str:name>/<str:word>/gesprek/{report.KIT}", report.of_question, {"kit": True}),
]
