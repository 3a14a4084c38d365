package dev.agon.cli.help;

import dev.agon.server.sql.DatabaseException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** What is told of a failure whose cause lies in the options, the files or the machine. */
public final class Sentences {
  private Sentences() {}

  /** A sentence, or null where it is a fault of the program that needs its trace. */
  public static @Nullable String of(Throwable failure) {
    return switch (failure) {
      case DatabaseException e -> e.getMessage();
      case IllegalArgumentException e when e.getClass() == IllegalArgumentException.class ->
          e.getMessage();
      case NoSuchFileException e -> e.getFile() + ": there is no such file or folder";
      case AccessDeniedException e -> e.getFile() + ": access is denied";
      case FileAlreadyExistsException e -> e.getFile() + ": is there already";
      case DirectoryNotEmptyException e -> e.getFile() + ": is not empty";
      case FileSystemException e ->
          e.getFile() + ": " + (e.getReason() == null ? "cannot be used" : e.getReason());
      case IOException e -> e.getMessage();
      default -> null;
    };
  }
}
