package dev.agon.server.http;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * A bounded room that nobody can fill for others. Each item lies under a path of shares, for
 * example its study and in it its network. While there is room anybody may use it; when it is full
 * the newest item of the largest share has to go, which may be the newcomer itself (longest queue
 * drop). Items are taken from all shares in turn, at each step of their paths. Paths of one room
 * are of one length. Not safe for threads.
 *
 * @param <T> what lies in it; equal items are one
 */
final class Shares<T> {
  private final int most;
  private final Node<T> root = new Node<>();

  private static final class Node<T> {
    final SequencedMap<String, Node<T>> children = new LinkedHashMap<>();
    final SequencedSet<T> items = new LinkedHashSet<>();
    int size;
  }

  /**
   * @param most the most items, at least 1
   */
  Shares(int most) {
    this.most = most;
  }

  /** Adds an item and answers the one that has to go for it; null while there is room. */
  @Nullable T add(List<String> path, T item) {
    Node<T> node = root;
    node.size++;
    for (String step : path) {
      node = node.children.computeIfAbsent(step, s -> new Node<>());
      node.size++;
    }
    node.items.add(item);
    return root.size > most ? drop(root, path) : null;
  }

  private T drop(Node<T> node, List<String> newcomer) {
    node.size--;
    if (node.children.isEmpty()) {
      return node.items.removeLast();
    }
    String largest = largest(node, newcomer.isEmpty() ? null : newcomer.getFirst());
    Node<T> child = child(node, largest);
    boolean own = !newcomer.isEmpty() && largest.equals(newcomer.getFirst());
    T dropped = drop(child, own ? newcomer.subList(1, newcomer.size()) : List.of());
    if (child.size == 0) {
      node.children.remove(largest);
    }
    return dropped;
  }

  /** Among equals the newcomer's. */
  private String largest(Node<T> node, @Nullable String newcomer) {
    String largest = "";
    int size = 0;
    for (Map.Entry<String, Node<T>> entry : node.children.entrySet()) {
      int own = entry.getValue().size;
      if (own > size || (own == size && entry.getKey().equals(newcomer))) {
        largest = entry.getKey();
        size = own;
      }
    }
    return largest;
  }

  private static <T> Node<T> child(Node<T> node, String step) {
    Node<T> child = node.children.get(step);
    if (child == null) {
      throw new IllegalStateException("no share " + step);
    }
    return child;
  }

  /** Takes the oldest item of the share whose turn it is; null when there is none. */
  @Nullable T poll() {
    return root.size == 0 ? null : poll(root);
  }

  private T poll(Node<T> node) {
    node.size--;
    Map.Entry<String, Node<T>> first = node.children.pollFirstEntry();
    if (first == null) {
      return node.items.removeFirst();
    }
    T item = poll(first.getValue());
    if (first.getValue().size > 0) {
      node.children.putLast(first.getKey(), first.getValue());
    }
    return item;
  }

  /** Takes an item out; answers whether it was there. */
  boolean remove(List<String> path, T item) {
    return remove(root, path, item);
  }

  private boolean remove(Node<T> node, List<String> path, T item) {
    if (path.isEmpty()) {
      boolean removed = node.items.remove(item);
      node.size -= removed ? 1 : 0;
      return removed;
    }
    Node<T> child = node.children.get(path.getFirst());
    if (child == null || !remove(child, path.subList(1, path.size()), item)) {
      return false;
    }
    node.size--;
    if (child.size == 0) {
      node.children.remove(path.getFirst());
    }
    return true;
  }

  /** How many lie under a path, or the beginning of one. */
  int size(List<String> beginning) {
    Node<T> node = root;
    for (String step : beginning) {
      Node<T> child = node.children.get(step);
      if (child == null) {
        return 0;
      }
      node = child;
    }
    return node.size;
  }
}
