package dev.agon.server.exchange.archive;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.agon.server.exchange.read.ImportRefused;
import dev.agon.table.JsonlRows;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an export holds.
 *
 * @param study the slug
 * @param watermark the study's last number
 * @param files by name
 */
@JsonPropertyOrder({"format", "version", "study", "watermark", "files"})
public record ArchiveManifest(
    String format, int version, String study, long watermark, Map<String, Part> files) {
  public static final String NAME = "manifest.json";
  public static final String FORMAT = "agon-export";
  public static final int VERSION = 1;

  /**
   * One file.
   *
   * @param rows its lines
   * @param sha256 of its bytes, in hexadecimal digits
   */
  public record Part(long rows, String sha256) {}

  public byte[] toBytes() {
    try {
      String json =
          JsonlRows.JSON.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this);
      return (json + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records are JSON", e);
    }
  }

  /** Reads a manifest, or says why this is none that can be imported. */
  static ArchiveManifest of(byte[] bytes, String file) throws ImportRefused {
    try {
      JsonNode json = JsonlRows.JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
      if (!FORMAT.equals(json.path("format").asText())) {
        throw new ImportRefused(file, "is not the manifest of an Agon export");
      }
      if (json.path("version").asInt() != VERSION) {
        throw new ImportRefused(
            file,
            "has version %s of the format; this Agon reads version %d"
                .formatted(json.path("version").asText(), VERSION));
      }
      Map<String, Part> parts = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> part : json.path("files").properties()) {
        JsonNode value = part.getValue();
        parts.put(
            part.getKey(), new Part(value.path("rows").asLong(), value.path("sha256").asText()));
      }
      return new ArchiveManifest(
          FORMAT, VERSION, json.path("study").asText(), json.path("watermark").asLong(), parts);
    } catch (JsonProcessingException e) {
      throw new ImportRefused(file, "is not JSON: " + e.getOriginalMessage());
    }
  }
}
