/**
 * What is judged when it is more than one text: dialogues of turns, trajectories of steps. Reads
 * the shapes in which they come, and says them as one text.
 */
package dev.agon.content;
