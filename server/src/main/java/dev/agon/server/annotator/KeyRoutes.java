package dev.agon.server.annotator;

import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.Input;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes the keys that an annotator has changed, so that they come along to other devices. */
public final class KeyRoutes {
  private static final int MOST = 40;
  private static final String KEYS = "keys";
  private static final Pattern ACTION = Pattern.compile("[a-z]+(-[0-9])?");
  private static final Pattern KEY = Pattern.compile("Enter|[^\\s\\p{Cntrl}]");

  private final KeyStore store;

  /** Routes over the store of a process. */
  public KeyRoutes(KeyStore store) {
    this.store = store;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.post("/studies/:study/keys", Access.ANNOTATOR, this::keep);
  }

  private Future<?> keep(RoutingContext context) {
    Input input = Input.of(context);
    JsonObject sent = input.object(KEYS);
    JsonObject keys = sent == null ? new JsonObject() : sent;
    if (sent == null) {
      input.refuse(KEYS, "is needed");
    }
    check(input, keys.getMap());
    input.check();
    return store
        .keep(Caller.annotator(context).id(), keys)
        .compose(kept -> Answers.nothing(context));
  }

  private static void check(Input input, Map<String, Object> keys) {
    if (keys.size() > MOST) {
      input.refuse(KEYS, "must name at most " + MOST);
    }
    Set<Object> seen = new HashSet<>();
    keys.forEach(
        (action, key) -> {
          if (!ACTION.matcher(action).matches()) {
            input.refuse(KEYS, "must be named by what they do");
          } else if (!(key instanceof String text) || !KEY.matcher(text).matches()) {
            input.refuse(KEYS + "." + action, "must be one letter, digit or sign, or Enter");
          } else if (!seen.add(key)) {
            input.refuse(KEYS + "." + action, "is used for something else already");
          }
        });
  }
}
