package dev.headwater.cli.operated;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that Maven wrote into the jar. */
public final class BuildVersion implements IVersionProvider {
  /** The version of this build. */
  static String number() {
    return Objects.requireNonNullElse(
        BuildVersion.class.getPackage().getImplementationVersion(), "(unpackaged)");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"headwater " + number(), "Java " + System.getProperty("java.version")};
  }
}
