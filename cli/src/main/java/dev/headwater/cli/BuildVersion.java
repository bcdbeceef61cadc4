package dev.headwater.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that Maven wrote into the jar. */
final class BuildVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = BuildVersion.class.getPackage().getImplementationVersion();
    return new String[] {
      "headwater " + Objects.requireNonNullElse(version, "(unpackaged)"),
      "Java " + System.getProperty("java.version")
    };
  }
}
