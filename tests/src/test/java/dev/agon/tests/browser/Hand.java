package dev.agon.tests.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;

/** A hand on the mouse, or a finger on the screen. */
final class Hand {
  /** The middles of a text's first and last character, in the window. */
  private static final String ENDS =
      """
      (element, [from, to]) => {
        const box = (at) => {
          const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          let before = 0;
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (at < before + node.length) {
              const range = document.createRange();
              range.setStart(node, at - before);
              range.setEnd(node, at - before + 1);
              return range.getBoundingClientRect();
            }
            before += node.length;
          }
        };
        element.scrollIntoView({block: 'center'});
        const first = box(from);
        const last = box(to - 1);
        return [first.left, first.right, first.top + first.height / 2, last.left, last.right, last.top + last.height / 2];
      }
      """;

  /** Faster, Chromium takes the drag for a fling, which the next tap only stops. */
  private static final double FINGER_STEP_MS = 30;

  private final Page page;
  private final boolean finger;

  private Hand(Page page, boolean finger) {
    this.page = page;
    this.finger = finger;
  }

  static Hand withMouse(Page page) {
    return new Hand(page, false);
  }

  static Hand withFinger(Page page) {
    return new Hand(page, true);
  }

  /** Clicks or taps. */
  void press(Locator control) {
    if (finger) {
      control.tap();
    } else {
      control.click();
    }
  }

  /** Goes into a field and types. */
  void write(Locator field, String text) {
    press(field);
    page.keyboard().type(text);
  }

  /** Types something else into a field. */
  void replace(Locator field, String text) {
    press(field);
    field.selectText();
    page.keyboard().type(text);
  }

  /** Puts other words instead of those that are there. */
  void rewrite(Locator field, String from, String to) {
    press(field);
    field.evaluate(
        "(field, from) => { const at = field.value.indexOf(from); field.setSelectionRange(at, at + from.length); }",
        from);
    page.keyboard().type(to);
  }

  /** Presses a slider where it stands for a share of its length. */
  void slide(Locator slider, double share) {
    slider.scrollIntoViewIfNeeded();
    BoundingBox box = slider.boundingBox();
    double x = box.x + box.width * share;
    double y = box.y + box.height / 2;
    if (finger) {
      page.touchscreen().tap(x, y);
    } else {
      page.mouse().click(x, y);
    }
  }

  /**
   * Picks the characters from one place to before another: dragged over, or tapped at both ends.
   */
  void pick(Locator text, int from, int to) {
    List<?> ends = (List<?>) text.evaluate(ENDS, List.of(from, to));
    double[] at = ends.stream().mapToDouble(end -> ((Number) end).doubleValue()).toArray();
    if (finger) {
      page.touchscreen().tap((at[0] + at[1]) / 2, at[2]);
      page.touchscreen().tap((at[3] + at[4]) / 2, at[5]);
    } else {
      page.mouse().move(at[0] + 1, at[2]);
      page.mouse().down();
      page.mouse().move((at[0] + at[4]) / 2, at[2]);
      page.mouse().move(at[4] - 1, at[5]);
      page.mouse().up();
    }
  }

  /** Drags something up to just above something else. */
  void drag(Locator handle, Locator above) {
    handle.scrollIntoViewIfNeeded();
    BoundingBox start = handle.boundingBox();
    double x = start.x + start.width / 2;
    double from = start.y + start.height / 2;
    double to = above.boundingBox().y - 6;
    if (finger) {
      CDPSession session = page.context().newCDPSession(page);
      touch(session, "touchStart", x, from);
      for (int step = 1; step <= 8; step++) {
        touch(session, "touchMove", x, from + (to - from) * step / 8);
        page.waitForTimeout(FINGER_STEP_MS);
      }
      session.send("Input.dispatchTouchEvent", touches("touchEnd", new JsonArray()));
      session.detach();
    } else {
      page.mouse().move(x, from);
      page.mouse().down();
      for (int step = 1; step <= 8; step++) {
        page.mouse().move(x, from + (to - from) * step / 8);
      }
      page.mouse().up();
    }
  }

  private static void touch(CDPSession session, String type, double x, double y) {
    JsonObject point = new JsonObject();
    point.addProperty("x", x);
    point.addProperty("y", y);
    JsonArray points = new JsonArray();
    points.add(point);
    session.send("Input.dispatchTouchEvent", touches(type, points));
  }

  private static JsonObject touches(String type, JsonArray points) {
    JsonObject event = new JsonObject();
    event.addProperty("type", type);
    event.add("touchPoints", points);
    return event;
  }

  /** Whether all that can be pressed in a question is large enough for a finger. */
  static List<?> tooSmall(Locator question) {
    return (List<?>)
        question.evaluate(
            """
            root => [...root.querySelectorAll('button, select, textarea, label.option, input:not([type=radio], [type=checkbox])')]
              .filter(e => e.checkVisibility({visibilityProperty: true}))
              .map(e => [e, e.getBoundingClientRect()])
              .filter(([e, box]) => Math.min(box.width, box.height) < (e.matches('.sentence') ? 24 : 36))
              .map(([e, box]) => `${e.outerHTML.slice(0, 80)} is ${Math.round(box.width)} x ${Math.round(box.height)}`)
            """);
  }
}
