package dev.agon.server.study.imports;

import java.nio.file.Path;

/**
 * A file that was uploaded.
 *
 * @param name as the admin's browser called it
 */
public record UploadedFile(String name, Path path) {}
