/**
 * What votes say: outcomes, columnar tables of votes, and counts of pairs that add and subtract.
 */
package dev.agon.preference;
