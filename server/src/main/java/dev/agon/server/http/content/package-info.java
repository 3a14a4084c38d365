/** Texts that somebody wrote as HTML that is safe to show: Markdown, formulas, transcripts. */
package dev.agon.server.http.content;
