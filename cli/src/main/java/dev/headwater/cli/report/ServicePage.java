package dev.headwater.cli.report;

import dev.headwater.service.facts.AggregateFacts;
import dev.headwater.service.facts.CommandFacts;
import dev.headwater.service.facts.EventFacts;
import dev.headwater.service.facts.FieldFacts;
import dev.headwater.service.facts.QueryFacts;
import dev.headwater.service.facts.ServiceFacts;
import dev.headwater.service.facts.ViewFacts;
import dev.headwater.service.facts.ViewFacts.ListFacts;
import dev.headwater.service.facts.ViewFacts.SearchFacts;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints what a service is, for people. */
public record ServicePage(PrintWriter out) {
  /**
   * Prints a page.
   *
   * @param version of Headwater in the service
   */
  public void print(ServiceFacts service, String version) {
    out.println("service " + service.name() + " (Headwater " + version + ")");
    service.aggregates().forEach(this::print);
    for (ViewFacts view : service.views()) {
      print(view);
      print(
          "queries",
          service.queries().stream().filter(query -> view.name().equals(query.view())).toList());
    }
    List<QueryFacts> own =
        service.queries().stream().filter(query -> query.view() == null).toList();
    if (!own.isEmpty()) {
      out.println();
      out.println("other queries");
      own.forEach(this::print);
    }
    out.println();
    out.println("! personal data   ? optional");
  }

  private void print(AggregateFacts aggregate) {
    out.println();
    out.println(
        "aggregate "
            + aggregate.category()
            + ", known by "
            + aggregate.idField()
            + ": "
            + aggregate.idType());
    line("state", aggregate.stateType() + ", fingerprint " + aggregate.stateFingerprint());
    if (aggregate.makesClaims()) {
      line("claims", String.join(", ", aggregate.claims()));
    }
    out.println("  commands");
    for (CommandFacts command : aggregate.commands()) {
      entry(command.name(), command.route(), command.creates() ? "creates" : "");
      out.println("      " + fields(command.fields()));
    }
    if (!aggregate.events().isEmpty()) {
      out.println("  events");
      aggregate.events().stream()
          .map(EventFacts::line)
          .forEach(event -> out.println("    " + event));
    }
    if (aggregate.history() != null) {
      line("history", aggregate.history());
    }
  }

  private void print(ViewFacts view) {
    out.println();
    out.println("view " + view.name() + " of " + view.aggregate());
    line("fields", fields(view.fields()));
    line("fingerprint", view.fingerprint());
    for (ListFacts list : view.lists()) {
      line("list", "by " + list.key() + ", sorted by " + list.sort() + ", index " + list.index());
    }
    SearchFacts search = view.search();
    if (search != null) {
      line("search", search(search));
    }
  }

  private static String search(SearchFacts search) {
    String filters =
        search.filters().isEmpty() ? "" : ", filtered by " + String.join(", ", search.filters());
    return "by "
        + String.join(", ", search.patterns())
        + filters
        + ", alias "
        + search.alias()
        + ", projection "
        + search.projection();
  }

  private void print(String title, List<QueryFacts> queries) {
    if (!queries.isEmpty()) {
      out.println("  " + title);
      queries.forEach(this::print);
    }
  }

  private void print(QueryFacts query) {
    entry(
        Objects.requireNonNullElse(query.name(), query.kind()),
        query.route(),
        fields(query.fields()));
  }

  private void line(String name, String value) {
    out.println(String.format(Locale.ROOT, "  %-9s %s", name, value));
  }

  private void entry(String name, @Nullable String route, String more) {
    String line =
        String.format(
            Locale.ROOT,
            "    %-24s %-40s %s",
            name,
            Objects.requireNonNullElse(route, "(direct invoke)"),
            more);
    out.println(line.stripTrailing());
  }

  private static String fields(List<FieldFacts> fields) {
    return fields.isEmpty()
        ? ""
        : fields.stream()
            .map(
                field ->
                    field.name()
                        + (field.personal() ? "!" : "")
                        + (field.optional() ? "?" : "")
                        + ": "
                        + field.type())
            .collect(Collectors.joining(", ", "{", "}"));
  }
}
