package dev.agon.server.admin;

import dev.agon.server.http.Pages;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Access;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page of what admins did, newest first. */
final class AuditRoutes {
  private static final int PAGE = 50;

  private final Pages pages;
  private final AuditStore audit;

  AuditRoutes(Pages pages, AuditStore audit) {
    this.pages = pages;
    this.audit = audit;
  }

  void mount(SiteRouter site) {
    site.get("/admin/audit", Access.ADMIN, this::show);
  }

  private Future<Void> show(RoutingContext context) {
    String study = context.request().getParam("study");
    return audit
        .page(before(context.request().getParam("before")), study, PAGE + 1)
        .compose(entries -> pages.render(context, "admin/audit", Shown.of(entries, study)));
  }

  /**
   * A page of the log.
   *
   * @param older the number before which the next page lies; null for the last page
   * @param study whose entries are shown; null for all
   */
  private record Shown(
      List<AuditStore.Entry> entries, @Nullable Long older, @Nullable String study) {
    private static Shown of(List<AuditStore.Entry> entries, @Nullable String study) {
      boolean more = entries.size() > PAGE;
      List<AuditStore.Entry> shown = more ? entries.subList(0, PAGE) : entries;
      return new Shown(shown, more ? shown.getLast().id() : null, study);
    }
  }

  private static long before(@Nullable String id) {
    try {
      return id == null ? Long.MAX_VALUE : Long.parseLong(id);
    } catch (NumberFormatException e) {
      throw HttpProblem.malformed("'before' must be a number.");
    }
  }
}
