/**
 * Questions as data: a study's form, what may be answered to it, and what answers say about pairs.
 */
@NullMarked
package dev.agon.question;

import org.jspecify.annotations.NullMarked;
