/** Which pair of generators to show next, and with what probability it was drawn. */
package dev.agon.pairing;
