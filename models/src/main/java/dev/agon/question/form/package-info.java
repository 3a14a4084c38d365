/** The form of a study: its blocks, read and checked. */
@NullMarked
package dev.agon.question.form;

import org.jspecify.annotations.NullMarked;
