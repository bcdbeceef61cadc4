package dev.headwater.customers;

import dev.headwater.local.template.StackReader;
import dev.headwater.local.template.TableDeclaration;
import dev.headwater.local.template.values.StackOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The tables that the template declares. */
record TemplateTables(List<TableDeclaration> declared) {
  static TemplateTables read() {
    return new TemplateTables(
        StackReader.read(Path.of("template.yaml"), StackOptions.unstarted("test", Map.of()))
            .tables());
  }

  /** The variables that name them. */
  Map<String, String> variables() {
    return Map.of(
        "COMMAND_TABLE", name("EventsTable"),
        "READ_MODEL_TABLE_CUSTOMER_VIEW", name("CustomersTable"),
        "CLAIMS_TABLE", name("ClaimsTable"),
        "OPERATIONS_TABLE", name("OperationsTable"));
  }

  String name(String logicalId) {
    return declared.stream()
        .filter(table -> table.logicalId().equals(logicalId))
        .map(TableDeclaration::tableName)
        .findFirst()
        .orElseThrow();
  }
}
