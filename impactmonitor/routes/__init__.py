"""From a policy question to what the figures of one region can say about it: order, readings, gaps, a conversation.

Adds no figures and no words about figures: those are made in `present` and `meaning`.
"""
