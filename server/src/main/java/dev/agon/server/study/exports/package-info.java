/** Studies as files, for admins who take them along. */
package dev.agon.server.study.exports;
