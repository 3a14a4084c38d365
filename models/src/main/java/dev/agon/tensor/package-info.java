/**
 * TensorFlow's runtime for whatever trains or scores: devices, graphs with optimizers whose
 * gradients are read before any weight changes, and MiniLM as an encoder and as a reward model that
 * is trained end to end. Only graphs are used, never the eager mode.
 *
 * <p>The first use of most classes loads a native library of 650 MB; {@link
 * dev.agon.tensor.Weights} and {@link dev.agon.tensor.text.OnnxWeights} do not.
 */
package dev.agon.tensor;
