package dev.agon.server.http;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Scripts of others, which lie in jars on the class path and are served as our own are. */
enum Library {
  /** Colours code; loaded only where there is some. */
  HIGHLIGHT("lib/highlight.min.js", "highlightjs", "highlight.min.js");

  private static final String FOLDER = "/META-INF/resources/webjars/";

  private final String asset;
  private final String artifact;
  private final String file;

  Library(String asset, String artifact, String file) {
    this.asset = asset;
    this.artifact = artifact;
    this.file = file;
  }

  /** Its name among the static files. */
  String asset() {
    return asset;
  }

  byte[] bytes() throws IOException {
    try (InputStream in = open(FOLDER + artifact + "/" + version() + "/" + file)) {
      return in.readAllBytes();
    }
  }

  private String version() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = open("/META-INF/maven/org.webjars/" + artifact + "/pom.properties")) {
      properties.load(in);
    }
    return properties.getProperty("version", "");
  }

  private static InputStream open(String name) throws IOException {
    InputStream in = Library.class.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException(name + " is not on the class path");
    }
    return in;
  }
}
