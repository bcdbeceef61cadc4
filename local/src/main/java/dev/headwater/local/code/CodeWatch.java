package dev.headwater.local.code;

import dev.headwater.local.code.CodeFiles.Stamp;
import dev.headwater.local.template.FunctionDeclaration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Notices when a build has replaced the code of functions. Not thread-safe. */
public final class CodeWatch {
  private final TemplateCodes codes;
  private final Map<CodeFiles, List<FunctionDeclaration>> functions = new LinkedHashMap<>();
  private final Map<CodeFiles, Map<Path, Stamp>> used = new LinkedHashMap<>();
  private final Map<CodeFiles, Map<Path, Stamp>> seen = new LinkedHashMap<>();

  /** Begins before the code is loaded, so that no change goes unnoticed. */
  public CodeWatch(TemplateCodes codes, List<FunctionDeclaration> declarations) {
    this.codes = codes;
    declarations.forEach(
        function ->
            functions
                .computeIfAbsent(codes.files(function), files -> new ArrayList<>())
                .add(function));
    functions.keySet().forEach(files -> used.put(files, stamps(files)));
  }

  /**
   * The functions whose code differs from what is in use, and has not changed since the call
   * before: a build writes many files.
   */
  public List<FunctionDeclaration> changed() {
    List<FunctionDeclaration> changed = new ArrayList<>();
    functions.forEach(
        (files, owners) -> {
          Map<Path, Stamp> now = stamps(files);
          boolean isAtRest = now.equals(seen.put(files, now));
          if (isAtRest && !now.isEmpty() && !now.equals(used.get(files))) {
            used.put(files, now);
            codes.forget(files);
            changed.addAll(owners);
          }
        });
    return changed;
  }

  /** Empty while a build is clearing away what was there. */
  private static Map<Path, Stamp> stamps(CodeFiles files) {
    try {
      return files.stamps();
    } catch (IOException vanished) {
      return Map.of();
    }
  }
}
