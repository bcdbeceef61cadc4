package dev.headwater.cli;

import picocli.CommandLine.Option;

/** How to print. */
final class OutputOptions {
  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "Print text, or json for programs (default: ${DEFAULT-VALUE}).")
  private Format format = Format.text;

  @Option(
      names = "--verbose",
      description = "Print more log output and stack traces to standard error.")
  private boolean verbose;

  /** As one writes them. */
  @SuppressWarnings("MemberName")
  enum Format {
    text,
    json
  }

  boolean isJson() {
    return format == Format.json;
  }

  void start() {
    Logging.start(verbose);
  }
}
