package dev.agon.server.ranking.slice;

import dev.agon.ranking.board.PairTable;
import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.BoardMethod;
import dev.agon.server.ranking.SliceFit;
import dev.agon.server.ranking.StoredBoard;
import java.util.List;
import java.util.Optional;

/** A slice whose votes are counted; what is asked of it besides is computed once. */
public final class ComputedSlice {
  private final StoredBoard.Found found;
  private final BoardMethod method;
  private final SliceFit fit;
  private final SliceCount count;
  private final SharedWork<List<SliceCount.Point>> history = new SharedWork<>();
  private final SharedWork<Optional<SliceCount.Checks>> checks = new SharedWork<>();

  ComputedSlice(StoredBoard.Found found, BoardMethod method, SliceFit fit, SliceCount count) {
    this.found = found;
    this.method = method;
    this.fit = fit;
    this.count = count;
  }

  /** Its board, as a kept one would be. */
  public StoredBoard.Found found() {
    return found;
  }

  public Board board() {
    return fit.board();
  }

  public BoardMethod method() {
    return method;
  }

  /** The hash of its votes. */
  public String hash() {
    return fit.details().hash();
  }

  /** How far its generators are ahead of one of them; empty where the method does not tell. */
  public List<SliceFit.Lead> leads(long reference) {
    return fit.leads(reference, count.generators()::find);
  }

  public PairTable pairs() {
    return count.pairs();
  }

  /** What it costs to keep. */
  int votes() {
    return count.votes().size();
  }

  /** Whether its method is one of counts, under which it has a history. */
  boolean hasHistory() {
    return method.likelihood().isPresent();
  }

  /** How its board came about by the counts, computed when somebody asks. */
  SharedWork<List<SliceCount.Point>> history() {
    return history;
  }

  /** What can be checked of its board, computed when somebody asks. */
  SharedWork<Optional<SliceCount.Checks>> checks() {
    return checks;
  }

  SliceCount count() {
    return count;
  }
}
