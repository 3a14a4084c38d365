/** The types of questions, one class each. */
@NullMarked
package dev.agon.question.type;

import org.jspecify.annotations.NullMarked;
