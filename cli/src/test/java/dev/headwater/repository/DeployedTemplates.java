package dev.headwater.repository;

import dev.headwater.template.check.yaml.Template;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** The templates that people deploy. */
final class DeployedTemplates {
  static final String ALL = "dev.headwater.repository.DeployedTemplates#all";

  private DeployedTemplates() {}

  static Stream<Named<Template>> all() {
    return Stream.of("customers/template.yaml", "examples/orders/template.yaml")
        .map(file -> Named.of(file, Template.read(Repository.ROOT.resolve(file))));
  }
}
