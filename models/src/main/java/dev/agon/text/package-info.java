/**
 * Texts as numbers without a neural network: what an encoder is, hashed n-grams, and statistics of
 * a text such as its length. Nothing here loads a native library.
 */
package dev.agon.text;
