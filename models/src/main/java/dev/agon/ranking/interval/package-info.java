/** How uncertain strengths are: sandwich covariances, clusters of votes, and bootstraps. */
package dev.agon.ranking.interval;
