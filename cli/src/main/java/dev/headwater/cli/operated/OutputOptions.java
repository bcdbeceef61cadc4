package dev.headwater.cli.operated;

import picocli.CommandLine.Option;

/** How to print. */
public final class OutputOptions {
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
  public enum Format {
    text,
    json
  }

  public boolean isJson() {
    return format == Format.json;
  }

  public void start() {
    Logging.start(verbose);
  }
}
