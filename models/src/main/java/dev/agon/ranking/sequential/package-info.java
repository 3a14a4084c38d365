/** Ratings that move with every vote: Elo, Glicko-2 and TrueSkill. */
package dev.agon.ranking.sequential;
