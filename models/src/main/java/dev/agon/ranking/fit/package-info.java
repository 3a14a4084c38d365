/**
 * Log-strengths that maximise a penalised likelihood: Bradley-Terry's model and those with ties.
 */
package dev.agon.ranking.fit;
