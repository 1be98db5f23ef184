"""How likely a lead is to be won: what the columns say, the model as plain numbers, its fitting and its measures.

`columns`, `target` and `model` are plain Python and all that a web process needs. The other modules need NumPy and
scikit-learn (requirements-ml.txt) and are imported by whoever trains or measures, never by a page.
"""
