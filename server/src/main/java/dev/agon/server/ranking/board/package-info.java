/** Pages, files and live feeds of boards. */
package dev.agon.server.ranking.board;
