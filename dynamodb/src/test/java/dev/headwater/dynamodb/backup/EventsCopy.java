package dev.headwater.dynamodb.backup;

import dev.headwater.audit.ScanSettings;
import dev.headwater.dynamodb.Commits;
import dev.headwater.dynamodb.WatchedTable;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.TableDeclaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An events table of its own, and what an export has read of it. */
final class EventsCopy implements CommitExport.Sink {
  final WatchedTable client;
  final List<StoredCommit> commits = new ArrayList<>();
  final List<String> broken = new ArrayList<>();
  private final LocalDynamoDb local;
  private final String table = "copied-" + UUID.randomUUID();
  private boolean isShort;
  private int fresh;

  EventsCopy(LocalDynamoDb local) {
    this.local = local;
    this.client = new WatchedTable(local.client());
    local.create(
        List.of(
            new TableDeclaration(
                "Events",
                table,
                Map.of(CommitItem.PK, "S", CommitItem.SK, "S"),
                new TableDeclaration.Key(CommitItem.PK, CommitItem.SK),
                List.of(),
                null)));
  }

  static StreamId stream(String id) {
    return new StreamId("NOTE", id);
  }

  static EncodedEvent event(String text) {
    return Commits.written(text);
  }

  /** Stores commits of one event each, from a version on. */
  void write(String id, long version, String... texts) {
    for (int index = 0; index < texts.length; index++) {
      put(CommitItem.write(Commits.at(stream(id), version + index, event(texts[index]))));
    }
  }

  void put(Map<String, AttributeValue> item) {
    local.client().putItem(put -> put.tableName(table).item(item));
  }

  void delete(String id, long version) {
    local
        .client()
        .deleteItem(delete -> delete.tableName(table).key(CommitItem.key(stream(id), version)));
  }

  List<Map<String, AttributeValue>> items() {
    return local.client().scanPaginator(scan -> scan.tableName(table)).items().stream().toList();
  }

  Map<String, AttributeValue> item(String id, long version) {
    return new HashMap<>(
        local
            .client()
            .getItem(get -> get.tableName(table).key(CommitItem.key(stream(id), version)))
            .item());
  }

  CommitImport importing(String run, boolean publish) {
    return new CommitImport(client, table, run, publish, Host.system());
  }

  /** Reads the whole table, in one part or in as many as there can be. */
  void export(boolean inParts) {
    run(ExportPosition.begin(), inParts, false);
  }

  void exportStream(String id, boolean inParts) {
    run(ExportPosition.begin(stream(id).toString()), inParts, true);
  }

  private void run(ExportPosition from, boolean inParts, boolean ofStream) {
    CommitExport export = new CommitExport(client, table, Host.system());
    ScanSettings settings = new ScanSettings(1, inParts ? 2 : 1_000, 0, read -> {}, () -> inParts);
    isShort = inParts;
    @Nullable ExportPosition next = from;
    while (next != null) {
      fresh = 0;
      next = ofStream ? export.stream(next, settings, this) : export.scan(next, settings, this);
    }
  }

  @Override
  public void commit(StoredCommit commit) {
    fresh++;
    commits.add(commit);
  }

  @Override
  public void broken(String stream, long version, String reason) {
    broken.add(stream + "@" + version + " " + reason);
  }

  @Override
  public boolean isEnough() {
    return isShort;
  }

  @Override
  public boolean isFull() {
    return isShort && fresh > 0;
  }

  List<String> lines() {
    return commits.stream().map(StoredCommit::line).toList();
  }

  /** What was read, as {@code id@version}. */
  List<String> places() {
    return commits.stream()
        .map(commit -> StreamId.parse(commit.stream()).id() + "@" + commit.firstVersion())
        .toList();
  }
}
