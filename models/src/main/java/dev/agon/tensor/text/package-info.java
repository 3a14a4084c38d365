/** MiniLM as a graph: its tokens, its weights, its encodings, and its fine-tuning. */
package dev.agon.tensor.text;
