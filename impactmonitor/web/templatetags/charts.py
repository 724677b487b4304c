"""Charts in a template: `{% load charts %}{% chart trend.chart "c-meldingen" %}`."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from impactmonitor.present.charts.model import Chart
from impactmonitor.web import charts

register = template.Library()


@register.simple_tag
def chart(description: Chart | None, anchor: str) -> SafeString:
    """The drawings of a chart; `anchor` is unique on the page. Nothing when there is no chart."""
    return charts.html(description, anchor) if description else SafeString("")
