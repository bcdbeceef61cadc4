package dev.headwater.local.search.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.lucene.util.IOUtils;

/** The indexes and their aliases. Changes are atomic, and durable before other threads see them. */
public final class Catalog implements Closeable {
  private static final int MAX_INDICES = 100;
  private static final int MAX_ALIASES = 100;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,254}");

  private final Storage storage;
  private final ReentrantLock changes = new ReentrantLock();
  private volatile Entries entries;

  private Catalog(Storage storage, Entries entries) {
    this.storage = storage;
    this.entries = entries;
  }

  private record Entries(
      Map<String, SearchIndex> indices, Map<String, NavigableSet<String>> aliases) {
    Entries {
      indices = Map.copyOf(indices);
      aliases = Map.copyOf(aliases);
    }

    SavedCatalog saved() {
      return new SavedCatalog(
          indices.values().stream()
              .collect(Collectors.toMap(SearchIndex::name, SearchIndex::saved)),
          aliases);
    }
  }

  /**
   * Opens all indexes in the storage.
   *
   * @throws IOException when an index is damaged; the indexes are closed then, but not the storage
   */
  public static Catalog open(Storage storage) throws IOException {
    SavedCatalog saved = storage.load();
    var indices = new HashMap<String, SearchIndex>();
    try {
      for (var index : saved.indices().entrySet()) {
        indices.put(index.getKey(), open(storage, index.getKey(), index.getValue()));
      }
      return new Catalog(storage, new Entries(indices, saved.aliases()));
    } catch (IOException | RuntimeException damaged) {
      IOUtils.closeWhileHandlingException(
          indices.values().stream().map(SearchIndex::documents).toList());
      throw damaged;
    }
  }

  private static SearchIndex open(Storage storage, String name, SavedCatalog.SavedIndex saved)
      throws IOException {
    Mapping mapping = SearchIndex.mapping(new JsonObject("index", saved.definition()));
    return new SearchIndex(
        name,
        saved.uuid(),
        saved.definition(),
        mapping,
        DocumentIndex.open(storage.open(saved.uuid())));
  }

  /** The index with this name, or the one that an alias with this name points to. */
  public SearchIndex get(String name) throws IOException {
    Entries now = entries;
    NavigableSet<String> targets = now.aliases().get(name);
    if (targets != null && targets.size() > 1) {
      throw SearchException.unsupported("The alias [" + name + "] for more than one index");
    }
    SearchIndex index = now.indices().get(targets == null ? name : targets.getFirst());
    if (index == null) {
      throw noIndex(name);
    }
    return index.documents().isOpen() ? index : reopened(index.name());
  }

  /**
   * Reopens an index that Lucene closed after a failed write; if it fails, the next request
   * retries.
   */
  private SearchIndex reopened(String name) throws IOException {
    changes.lock();
    try {
      SearchIndex index = entries.indices().get(name);
      if (index == null) {
        throw noIndex(name);
      }
      if (index.documents().isOpen()) {
        return index;
      }
      SearchIndex reopened = index.withDocuments(index.documents().reopened());
      var indices = new HashMap<>(entries.indices());
      indices.put(name, reopened);
      entries = new Entries(indices, entries.aliases());
      return reopened;
    } finally {
      changes.unlock();
    }
  }

  private static SearchException noIndex(String name) {
    return NAME.matcher(name).matches()
        ? SearchException.noSuchIndex(name)
        : SearchException.unsupported("The index expression [" + name + "]");
  }

  public boolean has(String name) {
    return entries.indices().containsKey(name) || entries.aliases().containsKey(name);
  }

  /** The index names of an alias; empty if it does not exist. */
  public NavigableSet<String> alias(String alias) {
    return entries.aliases().getOrDefault(alias, new TreeSet<>());
  }

  /**
   * Creates an index.
   *
   * @param definition the settings and mappings
   */
  public void create(String name, JsonObject definition, Set<String> initialAliases)
      throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new SearchException(
          400,
          "invalid_index_name_exception",
          "Invalid index name ["
              + name
              + "], must be lowercase letters, digits, dots, hyphens, underscores");
    }
    Mapping mapping = SearchIndex.mapping(definition);
    changes.lock();
    try {
      requireNew(name);
      initialAliases.forEach(this::requireAliasName);
      if (initialAliases.contains(name)) {
        throw invalidAlias(name);
      }
      var aliases = new Aliases(entries.aliases());
      initialAliases.forEach(alias -> aliases.add(alias, name));
      requireAliasLimit(aliases);
      String uuid = UUID.randomUUID().toString();
      var created =
          new SearchIndex(
              name, uuid, definition.node(), mapping, DocumentIndex.create(storage.open(uuid)));
      var indices = new HashMap<>(entries.indices());
      indices.put(name, created);
      change(new Entries(indices, aliases.asMap()));
    } finally {
      changes.unlock();
    }
  }

  private void requireNew(String name) {
    if (entries.indices().containsKey(name)) {
      throw new SearchException(
          400,
          "resource_already_exists_exception",
          "index [" + name + "/" + entries.indices().get(name).uuid() + "] already exists");
    }
    if (entries.aliases().containsKey(name)) {
      throw new SearchException(
          400,
          "invalid_index_name_exception",
          "Invalid index name [" + name + "], already exists as alias");
    }
    if (entries.indices().size() >= MAX_INDICES) {
      throw SearchException.illegal("There are " + MAX_INDICES + " indexes already");
    }
  }

  /**
   * Adds fields to the mapping of an index.
   *
   * @param properties the fields; one that the index has already must be the same
   */
  public void addFields(String name, JsonObject properties) throws IOException {
    changes.lock();
    try {
      SearchIndex index = entries.indices().get(get(name).name());
      if (index == null) {
        throw noIndex(name);
      }
      var indices = new HashMap<>(entries.indices());
      indices.put(index.name(), index.withFields(properties));
      change(new Entries(indices, entries.aliases()));
    } finally {
      changes.unlock();
    }
  }

  /** Deletes an index, and removes it from its aliases. */
  public void delete(String name) throws IOException {
    changes.lock();
    try {
      if (entries.aliases().containsKey(name)) {
        throw SearchException.illegal(
            "The provided expression ["
                + name
                + "] matches an"
                + " alias, specify the corresponding concrete indices instead.");
      }
      var indices = new HashMap<>(entries.indices());
      SearchIndex deleted = indices.remove(name);
      if (deleted == null) {
        throw noIndex(name);
      }
      var aliases = new Aliases(entries.aliases());
      aliases.forget(name);
      change(new Entries(indices, aliases.asMap()));
      deleted.documents().close();
      storage.delete(deleted.uuid());
    } finally {
      changes.unlock();
    }
  }

  /** Points an alias to an index. */
  public record AliasAction(String index, String alias) {}

  /** Applies all actions or none. */
  public void addAliases(List<AliasAction> actions) throws IOException {
    changes.lock();
    try {
      var aliases = new Aliases(entries.aliases());
      for (AliasAction action : actions) {
        requireValid(action);
        aliases.add(action.alias(), action.index());
      }
      requireAliasLimit(aliases);
      change(new Entries(entries.indices(), aliases.asMap()));
    } finally {
      changes.unlock();
    }
  }

  private void requireValid(AliasAction action) {
    if (!entries.indices().containsKey(action.index())) {
      throw noIndex(action.index());
    }
    requireAliasName(action.alias());
  }

  private void requireAliasName(String alias) {
    if (entries.indices().containsKey(alias) || !NAME.matcher(alias).matches()) {
      throw invalidAlias(alias);
    }
  }

  private static SearchException invalidAlias(String alias) {
    return new SearchException(
        400,
        "invalid_alias_name_exception",
        "Invalid alias name ["
            + alias
            + "]: an index exists with the same name as the alias, or it is not lowercase"
            + " letters, digits, dots, hyphens, underscores");
  }

  private static void requireAliasLimit(Aliases aliases) {
    if (aliases.asMap().size() > MAX_ALIASES) {
      throw SearchException.illegal("more than " + MAX_ALIASES + " aliases");
    }
  }

  private void change(Entries next) throws IOException {
    storage.save(next.saved());
    entries = next;
  }

  @Override
  public void close() throws IOException {
    changes.lock();
    try {
      IOUtils.close(entries.indices().values().stream().map(SearchIndex::documents).toList());
    } finally {
      changes.unlock();
      storage.close();
    }
  }
}
