package dev.agon.server.study;

import dev.agon.server.StudySite;
import dev.agon.server.http.TestSite;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** Uploads files as an admin's browser does. */
public record Uploads(StudySite site) {
  private static final String BOUNDARY = "a-boundary-of-this-test";

  public HttpResponse<Buffer> upload(
      String path, Map<String, String> fields, String fileName, Buffer content) {
    Buffer body = Buffer.buffer();
    fields.forEach(
        (name, value) ->
            body.appendString("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"")
                .appendString(name + "\"\r\n\r\n" + value + "\r\n"));
    body.appendString("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"files\"; ")
        .appendString("filename=\"" + fileName + "\"\r\n")
        .appendString("Content-Type: application/octet-stream\r\n\r\n")
        .appendBuffer(content)
        .appendString("\r\n--" + BOUNDARY + "--\r\n");
    return site.site.send(
        HttpMethod.POST,
        path,
        Map.of(
            "Accept",
            TestSite.HTML,
            "Cookie",
            site.admin,
            "Origin",
            site.site.origin(),
            "Content-Type",
            "multipart/form-data; boundary=" + BOUNDARY),
        body);
  }

  public static Map<String, String> fields(String name, String slug) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("slug", slug);
    fields.put("overlap", "2");
    return fields;
  }

  /** The job's page once its work is over. */
  public String settled(String path) {
    for (int k = 0; k < 300; k++) {
      String page = site.site.getPage(path, site.admin).bodyAsString();
      if (!page.contains("data-live")) {
        return page;
      }
      site.site.vertx.timer(50).await();
    }
    throw new AssertionError("the job of " + path + " does not end");
  }
}
