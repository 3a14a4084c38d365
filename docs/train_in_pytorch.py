#!/usr/bin/env python3
"""The trainings of `agon bench train` in PyTorch: the same sizes, batch, threads and optimizer.

Prints one JSON document. Debian: apt-get install python3-torch libopenblas0-pthread
(without OpenBLAS that package multiplies matrices with the slow reference library).
Weights are random: the speed does not depend on them.
"""
import argparse
import json
import math
import os
import resource
import time

import torch
from torch import nn
from torch.nn import functional

WIDTH, HEADS, INNER, LAYERS, VOCABULARY, HIDDEN = 384, 12, 1536, 6, 30522, 128


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.joined = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.middle = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.last = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x, masked):
        rows, tokens, _ = x.shape
        parts = self.joined(x).view(rows, tokens, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = parts[0], parts[1], parts[2]
        scores = torch.matmul(query, key.transpose(2, 3)) / math.sqrt(WIDTH // HEADS) + masked
        mixed = torch.matmul(torch.softmax(scores, dim=3), value)
        x = self.middle(x + self.out(mixed.transpose(1, 2).reshape(rows, tokens, WIDTH)))
        return self.last(x + self.down(functional.gelu(self.up(x))))


class Reward(nn.Module):
    def __init__(self):
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH).requires_grad_(False)
        self.position = nn.Embedding(512, WIDTH).requires_grad_(False)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12).requires_grad_(False)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.head = nn.Linear(WIDTH, 1, bias=False)

    def forward(self, tokens, mask):
        with torch.no_grad():
            x = self.norm(self.word(tokens) + self.position.weight[: tokens.shape[1]])
        masked = (mask[:, None, None, :] - 1) * 1e9
        for layer in self.layers:
            x = layer(x, masked)
        mean = (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        return self.head(functional.normalize(mean) * math.sqrt(WIDTH))


def step(model, optimizer, batch, *inputs):
    optimizer.zero_grad(set_to_none=True)
    scores = model(*inputs)
    difference = scores[:batch] - scores[batch:]
    labels = torch.randint(0, 2, (batch, 1)).float()
    loss = functional.binary_cross_entropy_with_logits(difference, labels)
    loss.backward()
    nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
    optimizer.step()
    return loss.item()


def pace(pairs, warm_up, steps, run):
    for _ in range(warm_up):
        run()
    seconds = []
    before = time.process_time()
    for _ in range(steps):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    cpu = (time.process_time() - before) / steps
    seconds.sort()
    return {
        "batch": pairs,
        "pairs_per_second": pairs / seconds[steps // 2],
        "best_pairs_per_second": pairs / seconds[0],
        "step_ms": seconds[steps // 2] * 1e3,
        "cpu_seconds_a_step": cpu,
    }


def head(batch, steps):
    model = nn.Sequential(nn.Linear(WIDTH, HIDDEN), nn.Tanh(), nn.Linear(HIDDEN, 1, bias=False))
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-5, weight_decay=0.01)
    rows = torch.randn(4096, WIDTH)
    draw = lambda: rows[torch.randint(0, 4096, (2 * batch,))]
    return pace(batch, steps // 4, steps, lambda: step(model, optimizer, batch, draw()))


def fine_tuning(batch, tokens, steps):
    model = Reward()
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=5e-5, weight_decay=0.01)
    ids = torch.randint(0, VOCABULARY, (2 * batch, tokens))
    mask = torch.ones(2 * batch, tokens)
    return pace(batch, 2, steps, lambda: step(model, optimizer, batch, ids, mask))


def blas():
    with open("/proc/self/maps") as maps:
        names = {os.path.basename(os.path.realpath(line.split()[-1])) for line in maps if "blas" in line}
    return ", ".join(sorted(names)) or "built in"


def main():
    arguments = argparse.ArgumentParser()
    for name, default in ("threads", 2), ("batch", 16), ("tokens", 64), ("steps", 10):
        arguments.add_argument("--" + name, type=int, default=default)
    for name, default in ("head-batch", 256), ("head-steps", 400):
        arguments.add_argument("--" + name, type=int, default=default)
    given = arguments.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(1)
    document = {"version": torch.__version__, "blas": blas()}
    document["head"] = head(given.head_batch, given.head_steps)
    document["fine_tuning"] = fine_tuning(given.batch, given.tokens, given.steps)
    document["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(document))


if __name__ == "__main__":
    main()
