package dev.headwater.dynamodb;

import dev.headwater.audit.AuditableViews;
import dev.headwater.audit.ViewAudit;
import dev.headwater.audit.ViewRebuild;
import dev.headwater.dynamodb.audit.DynamoDbAuditSource;
import dev.headwater.dynamodb.audit.DynamoDbAuditableViews;
import dev.headwater.dynamodb.audit.UnitMeter;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.dynamodb.views.DynamoDbViewStore;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.TableDeclaration;
import dev.headwater.projection.Delivery;
import dev.headwater.projection.ProjectedBatch;
import dev.headwater.projection.Projector;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.ViewChange;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tables of its own for notes and their events, with a hand on everything in them. */
public final class NoteTables {
  private final LocalDynamoDb local;
  private final String events = "notes-" + UUID.randomUUID();
  private final ViewTable views = new ViewTable("views-" + UUID.randomUUID(), 4);
  private final Host host;
  public final WatchedTable client;

  /** What reading events and what reading and rebuilding views has used. */
  public final UnitMeter eventUnits = new UnitMeter();

  public final UnitMeter viewUnits = new UnitMeter();
  public final DynamoDbAuditableViews<Note> model;

  public NoteTables(LocalDynamoDb local, Host host) {
    this(local, host, 0);
  }

  /**
   * @param unitsPerSecond that all looks at views may take; 0 for no limit
   */
  public NoteTables(LocalDynamoDb local, Host host, int unitsPerSecond) {
    this.local = local;
    this.host = host;
    local.create(
        List.of(
            new TableDeclaration(
                "Events",
                events,
                Map.of(CommitItem.PK, "S", CommitItem.SK, "S"),
                new TableDeclaration.Key(CommitItem.PK, CommitItem.SK),
                List.of(),
                null),
            LocalTables.views(views.name(), new NoteFormat())));
    client = new WatchedTable(local.client());
    model =
        new DynamoDbAuditableViews<>(
            "notes",
            viewUnits.on(client),
            views,
            new NoteFormat(),
            new DynamoDbAuditableViews.Pace(host, unitsPerSecond));
  }

  public ViewTable views() {
    return views;
  }

  public ViewAudit<Note, EncodedEvent> audit() {
    return audit(List.of(model));
  }

  public ViewAudit<Note, EncodedEvent> audit(List<AuditableViews<Note>> models) {
    return new ViewAudit<>(
        new DynamoDbAuditSource<>(client, events, EventCodec.asStored(), host),
        NoteProjection.VIEW,
        EventCodec.asStored(),
        models,
        host);
  }

  public ViewRebuild<Note, EncodedEvent> rebuild() {
    return rebuild(new ViewRebuild.Target.Stored<>("notes", model.views()));
  }

  /** A rebuild that writes nothing. */
  public ViewRebuild<Note, EncodedEvent> dryRun() {
    return rebuild(new ViewRebuild.Target.Estimated<>("notes", model.estimator()));
  }

  private ViewRebuild<Note, EncodedEvent> rebuild(ViewRebuild.Target<Note> target) {
    return new ViewRebuild<>(
        new DynamoDbAuditSource<>(eventUnits.on(client), events, EventCodec.asStored(), host),
        NoteProjection.VIEW,
        EventCodec.asStored(),
        List.of(target),
        host);
  }

  static StreamId stream(String id) {
    return new StreamId("NOTE", id);
  }

  /** Stores commits of one event each from a version on, and projects nothing. */
  public void write(String id, long version, String... texts) {
    for (int index = 0; index < texts.length; index++) {
      put(
          events,
          CommitItem.write(Commits.at(stream(id), version + index, Commits.written(texts[index]))));
    }
  }

  /** Stores two events in one commit. */
  public void writeTogether(String id, String one, String other) {
    put(
        events,
        CommitItem.write(Commits.at(stream(id), 1, Commits.written(one), Commits.written(other))));
  }

  public void deleteCommit(String id, long version) {
    local
        .client()
        .deleteItem(
            delete ->
                delete
                    .tableName(events)
                    .key(
                        Map.of(
                            CommitItem.PK,
                            AttributeValue.fromS(stream(id).toString()),
                            CommitItem.SK,
                            AttributeValue.fromS(CommitItem.sortKey(version)))));
  }

  /** A commit that cannot be read. */
  public void writeRubbish(String id) {
    put(
        events,
        Map.of(
            CommitItem.PK,
            AttributeValue.fromS(stream(id).toString()),
            CommitItem.SK,
            AttributeValue.fromS(CommitItem.sortKey(1))));
  }

  /** Brings views to the heads of their streams, as a projector does. */
  public ProjectedBatch project(String... ids) {
    var log = new DynamoDbEventLog<>(local.client(), events, EventCodec.asStored());
    var projector = new Projector<>(NoteProjection.VIEW, EventCodec.asStored(), log, store(), host);
    return projector.project(
        List.of(ids).stream().map(id -> new Delivery.Repair(id, stream(id))).toList(), Instant.MAX);
  }

  private DynamoDbViewStore<Note> store() {
    return store(views.shards());
  }

  /** A store of the same views with another number of shards. */
  public DynamoDbViewStore<Note> store(int shards) {
    return new DynamoDbViewStore<>(
        local.client(), new ViewTable(views.name(), shards), new NoteFormat(), host);
  }

  public void save(String id, long version, @Nullable Note note) {
    store().save(List.of(new ViewChange<>(id, 0, new VersionedView<>(version, note))));
  }

  public VersionedView<Note> view(String id) {
    return store().load(List.of(id)).getOrDefault(id, VersionedView.absent());
  }

  /** Changes one attribute of a view's item; {@code null} takes it away. */
  public void damage(String id, String attribute, @Nullable AttributeValue value) {
    Map<String, AttributeValue> item =
        new HashMap<>(
            local
                .client()
                .getItem(
                    get -> get.tableName(views.name()).key(Map.of("id", AttributeValue.fromS(id))))
                .item());
    if (value == null) {
      item.remove(attribute);
    } else {
      item.put(attribute, value);
    }
    put(views.name(), item);
  }

  /** Gives a view the content and the fingerprint of another projection. */
  public void makeForeign(String id) {
    damage(id, "text", AttributeValue.fromS("of another projection"));
    damage(id, "fingerprint", AttributeValue.fromS("another"));
  }

  public void deleteView(String id) {
    local
        .client()
        .deleteItem(
            delete -> delete.tableName(views.name()).key(Map.of("id", AttributeValue.fromS(id))));
  }

  private void put(String table, Map<String, AttributeValue> item) {
    local.client().putItem(put -> put.tableName(table).item(item));
  }
}
