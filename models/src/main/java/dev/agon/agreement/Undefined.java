package dev.agon.agreement;

/** Why a coefficient of agreement has no value. */
public enum Undefined {
  /** No unit has values of two annotators. */
  NO_PAIR,
  /** The coefficient needs the same number of values on each unit. */
  UNEQUAL,
  /** All values are the same, so that chance alone agrees. */
  ONE_VALUE
}
