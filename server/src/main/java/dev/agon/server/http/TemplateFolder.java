package dev.agon.server.http;

import com.github.jknack.handlebars.io.AbstractTemplateLoader;
import com.github.jknack.handlebars.io.StringTemplateSource;
import com.github.jknack.handlebars.io.TemplateSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Templates of a folder, read once, so that rendering never touches the disk. */
final class TemplateFolder extends AbstractTemplateLoader {
  private final Path folder;
  private final boolean reloads;
  private final Map<String, String> texts;

  /**
   * @param reloads whether every use reads the file again, for people who write templates
   */
  TemplateFolder(Path folder, boolean reloads) {
    this.folder = folder;
    this.reloads = reloads;
    this.texts = reloads ? Map.of() : readAll(folder);
    setSuffix(".hbs");
    setPrefix("/");
  }

  /** What {@link #sourceAt} knows, without the suffix. */
  Set<String> names() {
    return texts.keySet().stream()
        .map(name -> name.substring(0, name.length() - getSuffix().length()))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public TemplateSource sourceAt(String location) throws IOException {
    String name = resolve(location).substring(1);
    String text = reloads ? Files.readString(folder.resolve(name)) : texts.get(name);
    if (text == null) {
      throw new FileNotFoundException("no template " + name);
    }
    return new StringTemplateSource(name, text);
  }

  private static Map<String, String> readAll(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".hbs"))
          .collect(
              Collectors.toUnmodifiableMap(
                  file -> folder.relativize(file).toString().replace('\\', '/'),
                  TemplateFolder::read));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the templates in " + folder, e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
