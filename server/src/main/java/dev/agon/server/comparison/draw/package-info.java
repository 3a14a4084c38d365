/** Which comparison an annotator gets next, and by which policy. */
package dev.agon.server.comparison.draw;
