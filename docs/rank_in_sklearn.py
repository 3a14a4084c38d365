"""Fits Bradley-Terry by scikit-learn's logistic regression on cells of equal votes, as arenas do.

Reads a CSV with the columns first, second (numbers from 0), weight of the first's wins, weight of
the second's (a tie is half of each) and prints one JSON document: seconds of the fit, best of a
number of rounds, and the natural log-strengths with mean 0.
"""

import argparse
import json
import time

import numpy as np
from sklearn import __version__
from sklearn.linear_model import LogisticRegression

parser = argparse.ArgumentParser()
parser.add_argument("file")
parser.add_argument("--rounds", type=int, default=3)
options = parser.parse_args()

cells = np.loadtxt(options.file, delimiter=",", ndmin=2)
first = cells[:, 0].astype(int)
second = cells[:, 1].astype(int)
items = int(max(first.max(), second.max())) + 1

best = float("inf")
for _ in range(options.rounds):
    start = time.perf_counter()
    rows = len(cells)
    design = np.zeros((2 * rows, items))
    design[np.arange(rows), first] = 1
    design[np.arange(rows), second] = -1
    design[rows:] = design[:rows]
    answers = np.concatenate([np.ones(rows), np.zeros(rows)])
    weights = np.concatenate([cells[:, 2], cells[:, 3]])
    used = weights > 0
    model = LogisticRegression(fit_intercept=False, penalty=None, tol=1e-6, max_iter=1000)
    model.fit(design[used], answers[used], sample_weight=weights[used])
    best = min(best, time.perf_counter() - start)

strengths = model.coef_[0] - model.coef_[0].mean()
print(json.dumps({"version": __version__, "fit_seconds": best, "log_strengths": strengths.tolist()}))
