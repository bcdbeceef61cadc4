package dev.headwater.service;

import dev.headwater.dynamodb.views.ViewFormat;
import dev.headwater.opensearch.SearchFormat;
import dev.headwater.projection.Projection;
import dev.headwater.projection.ViewDefinition;
import dev.headwater.query.IndexEntry;
import dev.headwater.query.ViewList;
import dev.headwater.service.ViewRequest.Counting;
import dev.headwater.service.ViewRequest.Listing;
import dev.headwater.service.ViewRequest.LookUp;
import dev.headwater.service.ViewRequest.Searching;
import dev.headwater.service.json.Component;
import dev.headwater.service.json.JsonRecord;
import dev.headwater.service.json.Shape.Kind;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A view of an aggregate: a record that a projection folds from the aggregate's events, with its
 * lists, its search and the queries that it answers. Immutable; each method that adds to it returns
 * a copy. Components are given by their names, and a name that the record lacks is refused.
 */
public final class View<V, E> {
  private final String name;
  private final Aggregate<?, ?, E, ?> aggregate;
  private final JsonRecord<V> type;
  private final Projection<V, E> fold;
  private final List<ListDescription> lists;
  private final @Nullable SearchDescription search;
  private final List<ViewRequest> requests;
  private final @Nullable ReplacedView replaced;
  private final Component id;

  private View(
      String name,
      Aggregate<?, ?, E, ?> aggregate,
      JsonRecord<V> type,
      Projection<V, E> fold,
      List<ListDescription> lists,
      @Nullable SearchDescription search,
      List<ViewRequest> requests,
      @Nullable ReplacedView replaced) {
    this.name = name;
    this.aggregate = aggregate;
    this.type = type;
    this.fold = fold;
    this.lists = List.copyOf(lists);
    this.search = search;
    this.requests = List.copyOf(requests);
    this.replaced = replaced;
    this.id = type.component(aggregate.idField());
  }

  /**
   * A view without lists, search or queries yet.
   *
   * @param name of its projection, in logs, metrics and {@code PROJECTION}
   * @param aggregate with all of its commands
   * @param type a record. The component with the name of the commands' id is the view's key
   */
  public static <V, E> View<V, E> of(
      String name, Aggregate<?, ?, E, ?> aggregate, Class<V> type, Projection<V, E> fold) {
    Checks.name(name);
    JsonRecord<V> components = JsonRecord.of(type);
    ViewChecks.type(components, aggregate.idField());
    return new View<>(name, aggregate, components, fold, List.of(), null, List.of(), null);
  }

  /**
   * Keeps a list, on an index of the views table: the template needs the index {@code by-<list>}
   * with the keys {@code <list>Shard} and {@code <list>Sort}, both of type S. Each list costs one
   * more projected write for each write of a view.
   *
   * <p>A view is not in the list while its key or sort is {@code null}, or its key is empty or
   * longer than 2,037 bytes.
   *
   * @param list the name, which can never change
   * @param key the component that says which part of the list a view is in: text or an enum. Each
   *     value of an enum is spread over the configured number of shards. Each value of text is one
   *     shard, which takes 1,000 writes a second
   * @param sort the component that orders the list, oldest or smallest first: text, of which the
   *     first 511 bytes count, an enum, an {@code Instant} or a {@code LocalDate}
   */
  public View<V, E> listedBy(String list, String key, String sort) {
    ListDescription described = new ListDescription(list, key, sort);
    ViewChecks.list(described, type, lists);
    return new View<>(
        name, aggregate, type, fold, Checks.added(lists, described), search, requests, replaced);
  }

  /**
   * Keeps a search index.
   *
   * @param projection the name of the projection that feeds it
   * @param alias the alias of the index in OpenSearch
   */
  public View<V, E> searchedIn(String projection, String alias) {
    ViewChecks.search(this, projection, alias);
    return with(new SearchDescription(projection, alias, List.of(), List.of()));
  }

  /** Lets searches match a component of text with a pattern, ignoring case. */
  public View<V, E> searchedBy(String component) {
    return searchedBy(component, UnaryOperator.identity(), component);
  }

  /**
   * Lets searches match a component of text with a pattern, ignoring case.
   *
   * @param normaliser brings a pattern to the form that the component has in views. It throws
   *     {@link IllegalArgumentException} for a pattern that no value can match, with a message that
   *     does not quote it
   * @param label what messages call the component
   */
  public View<V, E> searchedBy(String component, UnaryOperator<String> normaliser, String label) {
    ViewChecks.pattern(this, component);
    return with(
        ViewChecks.search(this, ".searchedBy")
            .with(new SearchDescription.Pattern(component, normaliser, label)));
  }

  /** Lets searches and counts be filtered by the exact value of a component: text or an enum. */
  public View<V, E> filteredBy(String component) {
    ViewChecks.filter(this, component);
    return with(ViewChecks.search(this, ".filteredBy").withFilter(component));
  }

  /** Answers one view by its id, over HTTP. */
  public View<V, E> lookUp(Route route) {
    return with(new LookUp(null, route));
  }

  /** Answers one view by its id, by direct invoke. */
  public View<V, E> lookUp(String queryType) {
    return with(new LookUp(queryType, null));
  }

  /**
   * Answers a list over HTTP.
   *
   * @param key the list's key. The parameter of this name, in the path or the query, is its value.
   *     If the key is an enum, the query may leave it out, which means all values
   */
  public View<V, E> list(String key, Route route) {
    return with(new Listing(null, route, key, null));
  }

  /** Answers a list by direct invoke; the request's field with the key's name is its value. */
  public View<V, E> list(String queryType, String key) {
    return with(new Listing(queryType, null, key, null));
  }

  /** Answers the part of a list whose key has this value, by direct invoke. */
  public View<V, E> list(String queryType, String key, Enum<?> value) {
    return with(new Listing(queryType, null, key, value));
  }

  /** Answers a search over HTTP; the pattern is the query parameter with the component's name. */
  public View<V, E> search(String component, Route route) {
    return with(new Searching(null, route, component, component));
  }

  /** Answers a search by direct invoke; the pattern is the request's field of this name. */
  public View<V, E> search(String queryType, String component, String field) {
    return with(new Searching(queryType, null, component, field));
  }

  /** Answers the number of views over HTTP, filtered as searches are. */
  public View<V, E> count(Route route) {
    return with(new Counting(null, route));
  }

  /** Answers the number of views by direct invoke, filtered as searches are. */
  public View<V, E> count(String queryType) {
    return with(new Counting(queryType, null));
  }

  /**
   * Marks this view as the replacement of another view of the same aggregate. Both are kept up to
   * date; only the one that a variable {@linkplain ReplacedView#choice names} answers queries.
   */
  public View<V, E> replaces(View<?, E> old) {
    ViewChecks.replacement(this, old);
    return new View<>(
        name, aggregate, type, fold, lists, search, requests, new ReplacedView(old.name()));
  }

  private View<V, E> with(ViewRequest request) {
    ViewChecks.request(this, request);
    return new View<>(
        name, aggregate, type, fold, lists, search, Checks.added(requests, request), replaced);
  }

  private View<V, E> with(SearchDescription described) {
    return new View<>(name, aggregate, type, fold, lists, described, requests, replaced);
  }

  public String name() {
    return name;
  }

  /** The environment variable that names the view's table. */
  public String tableVariable() {
    return Settings.nameOf("READ_MODEL_TABLE", name);
  }

  public Aggregate<?, ?, E, ?> aggregate() {
    return aggregate;
  }

  public JsonRecord<V> type() {
    return type;
  }

  /** What the projector of the views table folds. */
  public ViewDefinition<V, E> definition() {
    return new ViewDefinition<>(name, aggregate.category(), type.type(), fold);
  }

  /** What the projector of the search index folds. */
  public ViewDefinition<V, E> searchDefinition() {
    return new ViewDefinition<>(
        ViewChecks.search(this, ".searchDefinition").projection(),
        aggregate.category(),
        type.type(),
        fold);
  }

  /** How the view is written as an item of the views table. */
  public ViewFormat<V> viewFormat() {
    return new DescribedViewFormat<>(this);
  }

  /** How the view is written as a document of the search index. */
  public SearchFormat<V> searchFormat() {
    return new DescribedSearchFormat<>(this, ViewChecks.search(this, ".searchFormat"));
  }

  /** The text of the id of the aggregate that a view shows. */
  public String id(V shown) {
    return Objects.requireNonNull(text(shown, id), "a view has an id");
  }

  /** A component as text, as lists and searches use it; {@code null} if it has no value. */
  public @Nullable String text(V shown, String component) {
    return text(shown, type.component(component));
  }

  private @Nullable String text(V shown, Component component) {
    Object stored = component.stored(shown);
    return stored == null ? null : stored.toString();
  }

  /** A list of the view, for its store. */
  public ViewList<V> viewList(ListDescription list) {
    Component key = type.component(list.key());
    Component sort = type.component(list.sort());
    return new ViewList<>(
        list.name(), key.shape().kind() == Kind.ENUM, shown -> entry(shown, key, sort));
  }

  private @Nullable IndexEntry entry(V shown, Component keyedBy, Component sortedBy) {
    String key = text(shown, keyedBy);
    String sort = text(shown, sortedBy);
    return key == null || sort == null
        ? null
        : ListPlaces.entry(key, sort, sortedBy.shape().kind(), id(shown));
  }

  public List<ListDescription> lists() {
    return lists;
  }

  /** The list with this key. */
  public ListDescription listBy(String key) {
    return ViewChecks.listBy(this, key);
  }

  /** How a component is searched by pattern. */
  public SearchDescription.Pattern patternOf(String component) {
    return ViewChecks.patternOf(this, component);
  }

  /** How the view is searched; {@code null} if it is not. */
  public @Nullable SearchDescription search() {
    return search;
  }

  public List<ViewRequest> requests() {
    return requests;
  }

  /** The view that this one replaces; {@code null} if it replaces none. */
  public @Nullable ReplacedView replaced() {
    return replaced;
  }
}
