package dev.agon.server.http.input;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.agon.server.http.i18n.Messages;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A refusal as RFC 9457 describes it; thrown or failed with, rendered in one place. */
public final class HttpProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * What is wrong with one field of the input.
   *
   * @param field its name as the sender wrote it
   * @param message what is wrong, for a person
   * @param text the same in the languages of the pages; null where only programs go wrong
   */
  public record Field(String field, String message, @JsonIgnore @Nullable Text text) {
    /** Something that is told in English only. */
    public Field(String field, String message) {
      this(field, message, null);
    }

    private Field in(Messages messages, String language) {
      return text == null || !messages.has(text.key())
          ? this
          : new Field(field, messages.get(language, text.key(), text.arguments()), text);
    }
  }

  private final int status;
  private final String code;
  private final String detail;
  private final transient List<Field> errors;
  private final int retryAfter;
  private final transient Map<String, Object> members;
  private final transient Text text;

  /**
   * What is said in the reader's language.
   *
   * @param key of a message
   * @param arguments of the message
   */
  public record Text(String key, List<?> arguments) {}

  /**
   * The document of RFC 9457.
   *
   * @param members what this problem has besides, by its name
   */
  public record Document(
      String type,
      String title,
      int status,
      String detail,
      String code,
      @JsonInclude(Include.NON_EMPTY) List<Field> errors,
      @JsonAnyGetter Map<String, Object> members) {

    /** The same under another title. */
    public Document titled(String other) {
      return new Document(type, other, status, detail, code, errors, members);
    }
  }

  private HttpProblem(
      int status,
      String code,
      String detail,
      List<Field> errors,
      int retryAfter,
      Map<String, Object> members,
      Text text) {
    super(status + " " + code + ": " + detail, null, false, false);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.errors = List.copyOf(errors);
    this.retryAfter = retryAfter;
    this.members = Collections.unmodifiableMap(members);
    this.text = text;
  }

  /** A problem with any status; {@code code} is a stable word for programs. */
  public static HttpProblem of(int status, String code, String detail) {
    return of(status, code, detail, List.of(), 0);
  }

  private static HttpProblem of(
      int status, String code, String detail, List<Field> errors, int retryAfter) {
    Text text = new Text("problem." + code, List.of());
    return new HttpProblem(status, code, detail, errors, retryAfter, Map.of(), text);
  }

  /** 400: the request itself cannot be read. */
  public static HttpProblem malformed(String detail) {
    return of(400, "malformed", detail);
  }

  /** 400, with the fields that cannot be read. */
  public static HttpProblem malformed(String detail, List<Field> errors) {
    return of(400, "malformed", detail, errors, 0);
  }

  /** 422: fields are wrong. */
  public static HttpProblem invalid(List<Field> errors) {
    return of(422, "invalid", "Some fields need another value.", errors, 0);
  }

  /** 422: one field is wrong. */
  public static HttpProblem invalid(String field, String message) {
    return invalid(List.of(new Field(field, message)));
  }

  /** 401: the caller is not known. */
  public static HttpProblem unauthorised() {
    return of(401, "sign-in-needed", "Please sign in first.");
  }

  /** 403: the caller may not do this. */
  public static HttpProblem forbidden(String detail) {
    return of(403, "forbidden", detail);
  }

  /** 404: there is no such thing, or none that the caller may know of. */
  public static HttpProblem notFound() {
    return of(404, "not-found", "There is nothing at this address.");
  }

  /** 409: what the caller meant has changed meanwhile. */
  public static HttpProblem conflict(String code, String detail) {
    return of(409, code, detail);
  }

  /** 429: too often; {@code retryAfter} seconds from now it is allowed again. */
  public static HttpProblem tooMany(int retryAfter) {
    return of(429, "too-many", "Too many requests: please wait a moment.", List.of(), retryAfter);
  }

  /** 503: overloaded or the database is away; to be tried again in {@code retryAfter} seconds. */
  public static HttpProblem unavailable(int retryAfter) {
    return of(
        503, "unavailable", "This is busy at the moment: please try again.", List.of(), retryAfter);
  }

  /** The same problem with one more member in its JSON. */
  public HttpProblem with(String member, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(member, value);
    return new HttpProblem(status, code, detail, errors, retryAfter, more, text);
  }

  /** The same problem, told by another message than {@code problem.<code>}. */
  public HttpProblem as(String key, Object... arguments) {
    return new HttpProblem(
        status, code, detail, errors, retryAfter, members, new Text(key, List.of(arguments)));
  }

  /** The same problem in a language, as far as there are messages for it. */
  public HttpProblem in(Messages messages, String language) {
    return new HttpProblem(
        status,
        code,
        messages.has(text.key()) ? messages.get(language, text.key(), text.arguments()) : detail,
        errors.stream().map(error -> error.in(messages, language)).toList(),
        retryAfter,
        members,
        text);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** A stable word for programs. */
  public String code() {
    return code;
  }

  /** What happened, for a person. */
  public String detail() {
    return detail;
  }

  /** What is wrong with the fields; empty when nothing is. */
  public List<Field> errors() {
    return errors;
  }

  /** Seconds to wait before another try; 0 when waiting does not help. */
  public int retryAfter() {
    return retryAfter;
  }

  /** A short name of the status, for a person. */
  public String title() {
    return switch (status) {
      case 400 -> "Not understood";
      case 401 -> "Please sign in";
      case 403 -> "Not allowed";
      case 404 -> "Not found";
      case 405 -> "Method not allowed";
      case 409 -> "Changed in the meantime";
      case 413 -> "Too large";
      case 415 -> "Unsupported content type";
      case 421 -> "Unknown host name";
      case 422 -> "Please check your input";
      case 429 -> "A little slower, please";
      case 503 -> "Busy at the moment";
      default -> status >= 500 ? "Something went wrong" : "Not possible";
    };
  }

  /** What it has besides, by its name. */
  public Map<String, Object> members() {
    return members;
  }

  /** As a document. */
  public Document document() {
    return new Document("urn:agon:problem:" + code, title(), status, detail, code, errors, members);
  }

  /** The message for one field, or null when it is fine. */
  public @Nullable String message(String field) {
    return errors.stream()
        .filter(e -> e.field().equals(field))
        .map(Field::message)
        .findFirst()
        .orElse(null);
  }
}
