"""The headline figures, one module each; ``headline.py`` holds what they share."""

MODULES = {
    "H1": "flows.benchmarks.document_line",
    "H2": "flows.benchmarks.reading_rules",
    "H2b": "flows.benchmarks.reading_model",
    "H3": "flows.benchmarks.run_again",
    "H4": "flows.benchmarks.answer_load",
    "H5": "flows.benchmarks.asked_questions",
    "H6": "flows.benchmarks.survey_line",
    "H7": "flows.benchmarks.publication",
    "T1": "flows.benchmarks.topic_peers",
}
"""Where each headline is defined: a module with a ``HEADLINE``."""
