package dev.headwater.service;

import static dev.headwater.service.Checks.require;

import dev.headwater.service.json.Component;
import dev.headwater.service.json.JsonRecord;
import dev.headwater.service.json.Shape.Kind;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Refuses wrong descriptions of views. */
final class ViewChecks {
  private static final Pattern LIST = Pattern.compile("[a-z][A-Za-z0-9]{0,31}");

  /** What stores add to a view, now or later. */
  private static final Set<String> RESERVED = Set.of("version", "removed", "fingerprint");

  /** What every request for a page may have, besides keys, patterns and filters. */
  private static final Set<String> PAGE_FIELDS =
      Set.of("limit", "cursor", "after", "order", "queryType");

  private ViewChecks() {}

  /** The record of a view, whose key is this component. */
  static void type(JsonRecord<?> type, String idField) {
    Component id = type.component(idField);
    require(
        id.shape().kind() == Kind.TEXT && !id.isOptional(),
        "%s is the key of the view: make it text that is never null",
        place(type, idField));
    for (String name : type.names()) {
      require(
          !RESERVED.contains(name),
          "%s has a name that the stores use: call it something else",
          place(type, name));
    }
  }

  /** A list that is added to others. */
  static void list(ListDescription list, JsonRecord<?> type, List<ListDescription> others) {
    notAPageField(list.key(), type);
    require(
        LIST.matcher(list.name()).matches(),
        "The list %s must have 1 to 32 letters and digits, the first a small letter, such as"
            + " byCustomer",
        list.name());
    for (ListDescription other : others) {
      require(
          !other.name().equals(list.name()),
          "There are two lists called %s: rename one",
          list.name());
      require(
          !other.key().equals(list.key()),
          "The lists %s and %s are both kept by %s: leave one out",
          other.name(),
          list.name(),
          list.key());
    }
    for (String name : List.of(list.name() + "Shard", list.name() + "Sort")) {
      require(
          !type.names().contains(name),
          "%s has the name of a key of the list %s: call it something else",
          place(type, name),
          list.name());
    }
    switch (type.component(list.key()).shape().kind()) {
      case TEXT, ENUM -> {}
      case WHOLE_NUMBER, DECIMAL, BOOLEAN, TIME, DATE, RECORD, ONE_OF, LIST, MAP ->
          throw new IllegalArgumentException(
              "A list cannot be kept by "
                  + place(type, list.key())
                  + ": use a component of text or an enum");
    }
    switch (type.component(list.sort()).shape().kind()) {
      case TEXT, ENUM, TIME, DATE -> {}
      case WHOLE_NUMBER, DECIMAL, BOOLEAN, RECORD, ONE_OF, LIST, MAP ->
          throw new IllegalArgumentException(
              "A list cannot be sorted by "
                  + place(type, list.sort())
                  + ", since indexes sort by text, and as text 10 comes before 9: use text, an"
                  + " enum, an Instant or a LocalDate");
    }
  }

  /** A search index for a view. */
  static void search(View<?, ?> view, String projection, String alias) {
    require(view.search() == null, "The view %s has a search already: leave one out", view.name());
    Checks.name(projection);
    Checks.name(alias);
  }

  /** The search of a view that must have one. */
  static SearchDescription search(View<?, ?> view, String needing) {
    SearchDescription search = view.search();
    if (search == null) {
      throw new IllegalArgumentException(
          "The view " + view.name() + " is not searched: call .searchedIn(…) before " + needing);
    }
    return search;
  }

  /** A view that is to replace another one. */
  static <E> void replacement(View<?, E> next, View<?, E> old) {
    require(
        next.aggregate() == old.aggregate(),
        "The view %s is of the aggregate %s, so it cannot replace %s, which is of %s",
        next.name(),
        next.aggregate().category(),
        old.name(),
        old.aggregate().category());
    require(
        !next.name().equals(old.name()),
        "The view %s cannot replace itself: name another one",
        next.name());
    require(
        next.replaced() == null,
        "The view %s already replaces another one: call .replaces(…) once",
        next.name());
    noReplacement(old);
  }

  /** A view that another one replaces. */
  static void noReplacement(View<?, ?> old) {
    require(
        old.replaced() == null,
        "The view %s is itself a replacement: remove the view that it replaces first",
        old.name());
  }

  private static void notAPageField(String component, JsonRecord<?> type) {
    require(
        !PAGE_FIELDS.contains(component),
        "Requests cannot name a value of %s, since %s is a field of every page: call it something"
            + " else",
        place(type, component),
        component);
  }

  /** A component that becomes searchable by pattern. */
  static void pattern(View<?, ?> view, String component) {
    SearchDescription search = search(view, ".searchedBy(…)");
    Component searched = view.type().component(component);
    notAPageField(component, view.type());
    notTheKey(view, component);
    require(
        searched.shape().kind() == Kind.TEXT && !searched.isOptional(),
        "Views cannot be searched by %s: use a component of text that is never null",
        place(view.type(), component));
    once(search, view, component);
  }

  /** A component that becomes a filter of searches. */
  static void filter(View<?, ?> view, String component) {
    SearchDescription search = search(view, ".filteredBy(…)");
    Kind kind = view.type().component(component).shape().kind();
    notAPageField(component, view.type());
    notTheKey(view, component);
    require(
        kind == Kind.TEXT || kind == Kind.ENUM,
        "Searches cannot be filtered by %s: use a component of text or an enum",
        place(view.type(), component));
    once(search, view, component);
  }

  private static void notTheKey(View<?, ?> view, String component) {
    require(
        !component.equals(view.aggregate().idField()),
        "%s is the key of the view, and one view has it: use .lookUp(…)",
        place(view.type(), component));
  }

  private static void once(SearchDescription search, View<?, ?> view, String component) {
    boolean used =
        search.filters().contains(component)
            || search.patterns().stream().anyMatch(each -> each.component().equals(component));
    require(
        !used,
        "%s is named twice in .searchedBy and .filteredBy: leave one out",
        place(view.type(), component));
  }

  /** A query that is added to a view. */
  static void request(View<?, ?> view, ViewRequest request) {
    if (request.queryType() != null) {
      Checks.requestType(request.queryType());
    }
    if (request.route() != null) {
      Checks.get(request.route());
    }
    switch (request) {
      case ViewRequest.LookUp lookUp -> {
        if (lookUp.route() != null) {
          require(
              lookUp.route().parameters().equals(List.of(Route.ID)),
              "The route %s looks one up by its id: its only parameter is {%s}",
              lookUp.route(),
              Route.ID);
        }
      }
      case ViewRequest.Listing listing -> listing(view, listing);
      case ViewRequest.Searching searching -> {
        patternOf(view, searching.component());
        parameters(searching, "a search", List.of());
      }
      case ViewRequest.Counting counting -> {
        search(view, ".count(…)");
        parameters(counting, "a count", List.of());
      }
    }
  }

  private static void listing(View<?, ?> view, ViewRequest.Listing listing) {
    listBy(view, listing.key());
    parameters(listing, "the list by " + listing.key(), List.of(listing.key()));
    if (listing.fixed() instanceof Enum<?> fixed) {
      require(
          view.type().component(listing.key()).shape().type() == fixed.getDeclaringClass(),
          "%s is not a value of %s",
          fixed,
          place(view.type(), listing.key()));
    }
  }

  private static void parameters(ViewRequest request, String owner, List<String> names) {
    if (request.route() != null) {
      Checks.parameters(request.route(), owner, names);
    }
  }

  /** The list with a key. */
  static ListDescription listBy(View<?, ?> view, String key) {
    return view.lists().stream()
        .filter(list -> list.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The view "
                        + view.name()
                        + " has no list by "
                        + key
                        + ": add .listedBy(\"…\", \""
                        + key
                        + "\", …)"));
  }

  /** How a component is searched. */
  static SearchDescription.Pattern patternOf(View<?, ?> view, String component) {
    return search(view, ".search(…)").patterns().stream()
        .filter(pattern -> pattern.component().equals(component))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The view "
                        + view.name()
                        + " is not searched by "
                        + component
                        + ": add .searchedBy(\""
                        + component
                        + "\")"));
  }

  private static String place(JsonRecord<?> type, String component) {
    return type.type().getSimpleName() + '.' + component;
  }
}
