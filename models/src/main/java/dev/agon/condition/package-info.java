/** Conditions of studies: factors of the interface itself, crossed, between or within subjects. */
@org.jspecify.annotations.NullMarked
package dev.agon.condition;
