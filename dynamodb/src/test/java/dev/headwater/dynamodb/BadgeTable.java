package dev.headwater.dynamodb;

import dev.headwater.Claim;
import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.Outcome;
import dev.headwater.PublishingLimits;
import dev.headwater.audit.claims.ClaimAudit;
import dev.headwater.dynamodb.audit.DynamoDbAuditSource;
import dev.headwater.dynamodb.audit.DynamoDbClaimLedger;
import dev.headwater.dynamodb.internal.ClaimItem;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.TableDeclaration;
import dev.headwater.testkit.TextStateCodec;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An events table of its own, with streams that wear badges. */
public final class BadgeTable {
  private static final String CATEGORY = "WEARER";

  public static final boolean UNIQUE = true;
  public static final boolean NOT_UNIQUE = false;

  public final String name = "badges-" + UUID.randomUUID();
  public final WatchedTable client;
  public final String claims = name + "-claims";
  private final LocalDynamoDb local;

  public BadgeTable(LocalDynamoDb local) {
    this.local = local;
    this.client = new WatchedTable(local.client());
    local.create(
        List.of(
            new TableDeclaration(
                "Badges",
                name,
                Map.of(CommitItem.PK, "S", CommitItem.SK, "S"),
                new TableDeclaration.Key(CommitItem.PK, CommitItem.SK),
                List.of(),
                null),
            LocalTables.claims(claims)));
  }

  public DynamoDbAuditSource<EncodedEvent> source(Host host) {
    return new DynamoDbAuditSource<>(client, name, EventCodec.asStored(), host);
  }

  public DynamoDbClaimLedger ledger(Host host) {
    return new DynamoDbClaimLedger(client, name, claims, host);
  }

  /** An audit of the claims in this table. */
  public ClaimAudit<String, EncodedEvent> audit(boolean unique, Host host) {
    return new ClaimAudit<>(CATEGORY, source(host), ledger(host), new BadgeDecider(unique), host);
  }

  public static StreamId stream(String id) {
    return new StreamId(CATEGORY, id);
  }

  /** A command, with claims or as before they were switched on. */
  public Outcome<EncodedEvent, String> wear(String id, String badge, boolean unique) {
    return handler(unique).handle(CommandRequest.of(stream(id), badge));
  }

  /** A new process, with nothing in its cache. */
  CommandHandler<String, String, EncodedEvent, String> handler(boolean unique) {
    return new CommandHandler<>(new BadgeDecider(unique), store(), Host.system());
  }

  DynamoDbEventStore<String, EncodedEvent> store() {
    return new DynamoDbEventStore<>(
            local.client(),
            name,
            EventCodec.asStored(),
            TextStateCodec.FORMAT,
            PublishingLimits.NONE)
        .withClaims(claims);
  }

  public void putClaim(String badge, String owner) {
    Map<String, AttributeValue> item = new HashMap<>(ClaimItem.key(BadgeDecider.claim(badge)));
    item.put(ClaimItem.OWNER, AttributeValue.fromS(stream(owner).toString()));
    putClaim(item);
  }

  public void deleteCommit(String id, long version) {
    local.client().deleteItem(delete -> delete.tableName(name).key(key(id, version)));
  }

  /** Puts a copy of a commit where it does not belong, without the state that came with it. */
  public void copyCommit(String id, long version, long to) {
    Map<String, AttributeValue> item =
        new HashMap<>(
            local
                .client()
                .getItem(get -> get.tableName(name).key(key(id, version)).consistentRead(true))
                .item());
    item.keySet().removeAll(List.of("state", "recent"));
    item.putAll(key(id, to));
    item.put("version", AttributeValue.fromN(Long.toString(to)));
    put(item);
  }

  /** Writes a commit of several events, over whatever is there. */
  public void putCommit(String id, long version, int events) {
    put(
        CommitItem.write(
            Commits.at(
                stream(id),
                version,
                Collections.nCopies(events, Commits.written("again"))
                    .toArray(EncodedEvent[]::new))));
  }

  /** As an operator may do at any time. */
  void deleteState(String id, long version) {
    copyCommit(id, version, version);
  }

  private static Map<String, AttributeValue> key(String id, long version) {
    return Map.of(
        CommitItem.PK,
        AttributeValue.fromS(stream(id).toString()),
        CommitItem.SK,
        AttributeValue.fromS(CommitItem.sortKey(version)));
  }

  public void deleteClaim(String badge) {
    Claim claim = BadgeDecider.claim(badge);
    local.client().deleteItem(delete -> delete.tableName(claims).key(ClaimItem.key(claim)));
  }

  public void putClaim(Map<String, AttributeValue> item) {
    local.client().putItem(put -> put.tableName(claims).item(item));
  }

  public void put(Map<String, AttributeValue> item) {
    local.client().putItem(put -> put.tableName(name).item(item));
  }

  /** The owner of a badge's claim; "" if it has none. */
  public String owner(String badge) {
    return local
        .client()
        .getItem(
            get ->
                get.tableName(claims)
                    .key(ClaimItem.key(BadgeDecider.claim(badge)))
                    .consistentRead(true))
        .item()
        .getOrDefault(ClaimItem.OWNER, AttributeValue.fromS(""))
        .s()
        .replace("WEARER#", "");
  }
}
