package dev.agon.server.http;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Scripts of others, which lie in jars on the class path and are served as our own are. */
enum Library {
  /** Colours code; loaded only where there is some. */
  HIGHLIGHT("lib/highlight.min.js", "org.webjars", "highlightjs", "highlight.min.js"),
  /** Draws charts; loaded only on pages that have one. */
  CHART("lib/chart.min.js", "org.webjars.npm", "chart.js", "dist/chart.umd.min.js");

  private final String asset;
  private final String group;
  private final String artifact;
  private final String file;

  Library(String asset, String group, String artifact, String file) {
    this.asset = asset;
    this.group = group;
    this.artifact = artifact;
    this.file = file;
  }

  /** Its name among the static files. */
  String asset() {
    return asset;
  }

  byte[] bytes() throws IOException {
    String folder = "/META-INF/resources/webjars/" + artifact + "/" + version() + "/";
    try (InputStream in = open(folder + file)) {
      return in.readAllBytes();
    }
  }

  private String version() throws IOException {
    Properties properties = new Properties();
    String about = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
    try (InputStream in = open(about)) {
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
