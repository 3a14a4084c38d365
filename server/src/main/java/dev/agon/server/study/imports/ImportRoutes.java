package dev.agon.server.study.imports;

import dev.agon.server.core.Setting;
import dev.agon.server.core.Study;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.PostedForm;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import dev.agon.server.study.DeskRoutes;
import dev.agon.server.study.StudyStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The pages that take files: for a new study, and for one that exists. */
public final class ImportRoutes {
  private static final long UPLOAD_LIMIT = 4L << 30;
  private static final int MOST_FILES = 20;
  private static final int MOST_OVERLAP = 1_000;
  private static final int LONGEST_SLUG = 63;

  private final DeskRoutes desk;
  private final StudyStore studies;
  private final ImportJobs jobs;
  private final UploadFolder folder;

  /** Routes over the jobs of a node. */
  public ImportRoutes(DeskRoutes desk, StudyStore studies, ImportJobs jobs, UploadFolder folder) {
    this.desk = desk;
    this.studies = studies;
    this.jobs = jobs;
    this.folder = folder;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    Path incoming = folder.incoming();
    site.get("/admin/new-study", Access.ADMIN, this::showNew);
    site.upload("/admin/new-study", Access.ADMIN, incoming, UPLOAD_LIMIT, this::takeNew);
    site.get("/admin/studies/:study/import", Access.ADMIN, this::showMore);
    site.upload(
        "/admin/studies/:study/import", Access.ADMIN, incoming, UPLOAD_LIMIT, this::takeMore);
  }

  /** A form with what was typed into it, and what is wrong with that, by field. */
  private record Filled(Map<String, String> form, Map<String, String> errors) {
    static Filled of(PostedForm form) {
      return new Filled(form.values(), form.errors());
    }
  }

  private Future<?> showNew(RoutingContext context) {
    return desk.show(context, 200, "new", new Filled(Map.of("overlap", "3"), Map.of()));
  }

  private Future<?> showMore(RoutingContext context) {
    return desk.study(context).compose(study -> more(context, 200, study, null));
  }

  private Future<Void> more(
      RoutingContext context, int status, Study study, @Nullable PostedForm form) {
    Map<String, String> overlap =
        Map.of("overlap", Integer.toString(study.settings().number(Setting.OVERLAP)));
    Filled model = form == null ? new Filled(overlap, Map.of()) : Filled.of(form);
    return desk.show(context, status, "import", study, model);
  }

  private Future<?> takeNew(RoutingContext context) {
    PostedForm form = desk.form(context);
    String name = form.text("name", 1, 200);
    String slug = form.raw("slug").isBlank() ? slug(name) : form.raw("slug").strip();
    if (!DeskRoutes.SLUG.matcher(slug).matches()) {
      form.wrong("slug", "study.new.slug.wrong");
    }
    int overlap = form.integer("overlap", 1, MOST_OVERLAP);
    List<UploadedFile> files = files(context, form);
    return studies
        .find(slug)
        .compose(
            taken -> {
              if (taken.isPresent()) {
                form.wrong("slug", "study.new.slug.taken", slug);
              }
              return form.isValid()
                  ? begin(context, draft(slug, name, overlap), null, files)
                  : desk.again(
                      context, form, () -> desk.show(context, 422, "new", Filled.of(form)));
            });
  }

  private Future<?> takeMore(RoutingContext context) {
    PostedForm form = desk.form(context);
    int overlap = form.integer("overlap", 1, MOST_OVERLAP);
    List<UploadedFile> files = files(context, form);
    return desk.study(context)
        .compose(
            study ->
                form.isValid()
                    ? begin(
                        context,
                        draft(study.slug(), study.settings().text(Setting.NAME), overlap),
                        study.id(),
                        files)
                    : desk.again(context, form, () -> more(context, 422, study, form)));
  }

  private Future<Void> begin(
      RoutingContext context, ImportPlan draft, @Nullable Long study, List<UploadedFile> files) {
    JsonObject detail =
        new JsonObject()
            .put("study", draft.slug())
            .put("files", new JsonArray(files.stream().map(UploadedFile::name).toList()));
    AtomicBoolean gone = new AtomicBoolean();
    context.response().closeHandler(closed -> gone.set(true));
    return jobs.begin(draft, study, files, Caller.admin(context).name(), gone::get)
        .compose(
            job ->
                desk.note(context, "import.uploaded", study, detail)
                    .compose(noted -> desk.redirect(context, "/admin/imports/" + job)));
  }

  private static ImportPlan draft(String slug, String name, int overlap) {
    return new ImportPlan(
        UUID.randomUUID(), slug, name, overlap, null, new JsonObject(), new JsonArray(), false);
  }

  private static List<UploadedFile> files(RoutingContext context, PostedForm form) {
    List<FileUpload> uploads =
        context.fileUploads().stream()
            .filter(upload -> upload.name().equals("files") && upload.size() > 0)
            .toList();
    if (uploads.isEmpty()) {
      form.wrong("files", "study.new.files.none");
    } else if (uploads.size() > MOST_FILES) {
      form.wrong("files", "study.new.files.many", MOST_FILES);
    }
    return uploads.stream()
        .map(
            upload -> new UploadedFile(name(upload.fileName()), Path.of(upload.uploadedFileName())))
        .toList();
  }

  /** What messages call the file, as it was sent; nothing is ever opened under this name. */
  public static String name(String sent) {
    String plain = sent.replaceAll("[\\p{Cntrl}\\p{Cs}]", "").strip();
    int end = plain.offsetByCodePoints(0, Math.min(200, plain.codePointCount(0, plain.length())));
    return plain.isEmpty() ? "file" : plain.substring(0, end);
  }

  /** A name for paths from a name for people; empty when nothing of it can be used. */
  static String slug(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}+", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+", "");
    return plain.substring(0, Math.min(plain.length(), LONGEST_SLUG)).replaceAll("-+$", "");
  }
}
