/** Models with further terms, such as length or position, and win rates controlled for length. */
package dev.agon.ranking.terms;
