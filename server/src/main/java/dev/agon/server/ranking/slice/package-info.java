/** Boards of some of the votes only, computed when somebody asks for them. */
package dev.agon.server.ranking.slice;
