package dev.agon.server.http;

import dev.agon.server.http.i18n.Languages;
import dev.agon.server.http.i18n.Messages;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.Documents;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.RequestCheck;
import dev.agon.server.sql.Outage;
import io.vertx.core.Handler;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where every failure of a request ends: a problem document for programs, a page for people. */
final class Failures implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final LogDigest OUTAGES = new LogDigest(LOG, 1);

  /** With their traces; whoever finds more of them in ten seconds does it on purpose. */
  private static final LogDigest FAULTS = new LogDigest(LOG, 10);

  private final SecurityHeaders headers;
  private final Pages pages;

  /** What the page of a failure shows. */
  private record Shown(HttpProblem.Document problem) {}

  Failures(SecurityHeaders headers, Pages pages) {
    this.headers = headers;
    this.pages = pages;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerResponse response = context.response();
    boolean gone =
        (response.closed() && isDisconnection(context.failure()))
            || (response.headWritten() && isClosed(context.failure()));
    if (gone) {
      context.request().connection().close();
      return;
    }
    answer(context, problem(context, context.statusCode()));
  }

  /** Whoever asked has gone, for example by closing the page: nobody is left to be told. */
  private static boolean isDisconnection(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof VertxException || cause instanceof ClosedChannelException) {
        return true;
      }
      if (cause.getCause() == failure) {
        return false;
      }
    }
    return false;
  }

  /** What an answer under way fails with, often before it is known that its reader has left. */
  private static boolean isClosed(@Nullable Throwable failure) {
    return failure instanceof ClosedChannelException || failure instanceof HttpClosedException;
  }

  /** The handler of failures that the router itself finds: it may not note their status. */
  Handler<RoutingContext> ofStatus(int status) {
    return context ->
        answer(context, problem(context, context.statusCode() < 0 ? status : context.statusCode()));
  }

  private void answer(RoutingContext context, HttpProblem problem) {
    HttpServerResponse response = context.response();
    if (response.headWritten()) {
      context.request().connection().close();
      return;
    }
    headers.apply(context);
    response.setStatusCode(problem.status()).putHeader("Cache-Control", "no-store");
    if (problem.retryAfter() > 0) {
      response.putHeader("Retry-After", Integer.toString(problem.retryAfter()));
    }
    if (problem.status() == 401) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    if (!context.request().isEnded()) {
      // The rest of a refused body is not read.
      response.putHeader("Connection", "close");
    }
    if (context.get(RequestCheck.CLOSES) != null) {
      response.putHeader("Connection", "close");
      context.addEndHandler(sent -> context.request().connection().close());
    }
    if (Answers.wantsHtml(context)) {
      sendPage(context, problem);
    } else {
      sendDocument(context, problem);
    }
  }

  private void sendPage(RoutingContext context, HttpProblem problem) {
    try {
      pages.render(
          context,
          problem.status(),
          "error",
          new Shown(said(problem, Languages.of(context).tag())));
    } catch (RuntimeException e) {
      FAULTS.write(
          "error pages not rendered", () -> LOG.error("the error page cannot be rendered", e));
      send(context.response(), problem.document());
    }
  }

  /** The document in a reader's language, as far as it has messages for it. */
  private HttpProblem.Document said(HttpProblem problem, String language) {
    Messages messages = pages.messages();
    String named = "problem." + problem.status();
    String title =
        messages.has(named) ? named : problem.status() >= 500 ? "problem.ours" : "problem.other";
    return problem
        .in(messages, language)
        .document()
        .titled(messages.get(language, title, List.of()));
  }

  /** In English a document tells more than a page, for those who write programs. */
  private void sendDocument(RoutingContext context, HttpProblem problem) {
    String language = Languages.of(context).tag();
    context
        .response()
        .putHeader("Content-Language", language)
        .putHeader("Vary", "Cookie, Accept-Language");
    send(
        context.response(),
        language.equals(Messages.FALLBACK) ? problem.document() : said(problem, language));
  }

  private static void send(HttpServerResponse response, HttpProblem.Document document) {
    response.putHeader("Content-Type", "application/problem+json").end(Documents.bytes(document));
  }

  private static HttpProblem problem(RoutingContext context, int status) {
    Throwable failure = context.failure();
    if (failure instanceof HttpProblem problem) {
      return problem;
    }
    if (status >= 400 && status < 500) {
      return ofStatus(status, context, failure);
    }
    if (failure instanceof HttpException e) {
      return ofStatus(e.getStatusCode(), context, e);
    }
    if (Outage.caused(failure)) {
      String what = Outage.cure(failure).map(cure -> "unavailable: " + cure).orElse("unavailable");
      OUTAGES.write(what, () -> LOG.warn("{}: {} ({})", what, failure, RequestLog.id(context)));
      return HttpProblem.unavailable(1);
    }
    return ofStatus(500, context, failure);
  }

  private static HttpProblem ofStatus(
      int status, RoutingContext context, @Nullable Throwable cause) {
    return switch (status) {
      case 400 -> HttpProblem.malformed("The request cannot be understood.");
      case 401 -> HttpProblem.unauthorised();
      case 403 -> HttpProblem.forbidden("This is not allowed.");
      case 404 -> HttpProblem.notFound();
      case 405 ->
          HttpProblem.of(405, "method-not-allowed", "This address does not accept this method.");
      case 413 -> HttpProblem.of(413, "too-large", "The content sent is too large.");
      case 415 -> HttpProblem.of(415, "wrong-type", "This type of content is not accepted here.");
      case 503 -> HttpProblem.unavailable(1);
      default ->
          status >= 400 && status < 500
              ? HttpProblem.of(status, "refused", "The request cannot be answered.")
              : withId(context, cause);
    };
  }

  private static HttpProblem withId(RoutingContext context, @Nullable Throwable cause) {
    String id = RequestLog.id(context);
    String route = context.get(RequestLog.ROUTE, "(no route)");
    FAULTS.write(
        "failed requests at " + route,
        () -> LOG.error("failed request {} at {}", id, route, cause));
    return HttpProblem.of(
            500,
            "internal",
            "Something went wrong on our side. Please quote the error id " + id + ".")
        .as("problem.internal", id)
        .with("errorId", id);
  }
}
