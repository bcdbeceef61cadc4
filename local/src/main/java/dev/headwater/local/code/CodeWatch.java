package dev.headwater.local.code;

import dev.headwater.local.code.CodeFiles.Stamp;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.template.FunctionDeclaration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Notices when a build has replaced the code of functions. Not thread-safe. */
public final class CodeWatch {
  /** A build writes many files: they must stay the same for this many looks. */
  static final int LOOKS_AT_REST = 3;

  private final TemplateCode code;
  private final List<Place> places = new ArrayList<>();

  /** Begins before the code is loaded, so that no change goes unnoticed. */
  public CodeWatch(TemplateCode code, List<FunctionDeclaration> declarations) {
    this.code = code;
    Map<CodeFiles, Place> byFiles = new LinkedHashMap<>();
    for (FunctionDeclaration function : declarations) {
      byFiles.computeIfAbsent(code.files(function), Place::new).functions.add(function);
    }
    places.addAll(byFiles.values());
  }

  /**
   * Looks once, and reloads what has changed and is at rest. Code that cannot be used is tried
   * again only after its next change.
   *
   * @param reload replaces the code of functions; throws {@link LocalCloudException} if it cannot
   * @return why code was not replaced
   */
  public List<LocalCloudException> look(BiConsumer<List<FunctionDeclaration>, Code> reload) {
    List<LocalCloudException> failures = new ArrayList<>();
    for (Place place : places) {
      if (place.hasChanged()) {
        try {
          code.replace(place.functions.getFirst(), next -> reload.accept(place.functions, next));
        } catch (LocalCloudException e) {
          failures.add(e);
        }
      }
    }
    return failures;
  }

  private static final class Place {
    private final CodeFiles files;
    private final List<FunctionDeclaration> functions = new ArrayList<>();
    private Map<Path, Stamp> used;
    private Map<Path, Stamp> seen;
    private int looks;

    Place(CodeFiles files) {
      this.files = files;
      this.used = stamps();
      this.seen = used;
    }

    boolean hasChanged() {
      Map<Path, Stamp> now = stamps();
      looks = now.equals(seen) ? looks + 1 : 1;
      seen = now;
      if (looks < LOOKS_AT_REST || now.isEmpty() || now.equals(used)) {
        return false;
      }
      used = now;
      return true;
    }

    /** Empty while a build is clearing away what was there. */
    private Map<Path, Stamp> stamps() {
      try {
        return files.stamps();
      } catch (IOException vanished) {
        return Map.of();
      }
    }
  }
}
