/** The list of studies, and the page of one with its figures and its reports. */
package dev.agon.server.study.overview;
