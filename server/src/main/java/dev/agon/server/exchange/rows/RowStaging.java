package dev.agon.server.exchange.rows;

import java.util.ArrayList;
import java.util.List;

/** Holds what one row says until all of the row is understood, so that a bad one leaves nothing. */
public final class RowStaging implements Staging {
  private final Staging staging;
  private final List<Runnable> held = new ArrayList<>();

  public RowStaging(Staging staging) {
    this.staging = staging;
  }

  @Override
  public void add(Prompt prompt) {
    held.add(() -> staging.add(prompt));
  }

  @Override
  public void add(Response response) {
    held.add(() -> staging.add(response));
  }

  @Override
  public void add(Pair pair) {
    held.add(() -> staging.add(pair));
  }

  @Override
  public void add(Vote vote) {
    held.add(() -> staging.add(vote));
  }

  /** The row was understood. */
  public void keep() {
    held.forEach(Runnable::run);
    held.clear();
  }

  /** The row was not. */
  public void drop() {
    held.clear();
  }
}
