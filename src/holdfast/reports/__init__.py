"""Papers: an assessment as neutral blocks, printed as PDF, Word, Excel or a web page."""

from holdfast.reports.kinds import KINDS
from holdfast.reports.paper import Paper, PaperRefused, compose, is_of_partner
from holdfast.reports.render import RENDERERS, render
from holdfast.reports.sections import SECTIONS
from holdfast.reports.subject import Subject

__all__ = ["KINDS", "RENDERERS", "SECTIONS", "Paper", "PaperRefused", "Subject", "compose", "is_of_partner", "render"]
