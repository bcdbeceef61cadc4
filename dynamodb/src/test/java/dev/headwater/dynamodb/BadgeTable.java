package dev.headwater.dynamodb;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.headwater.Claim;
import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.EncodedEvent;
import dev.headwater.Host;
import dev.headwater.Outcome;
import dev.headwater.StreamId;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.TableDeclaration;
import dev.headwater.testkit.IdentityCodec;
import dev.headwater.testkit.TextStateCodec;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An events table of its own, with streams that wear badges. */
final class BadgeTable {
    static final boolean UNIQUE = true;
    static final boolean NOT_UNIQUE = false;

    final String name = "badges-" + UUID.randomUUID();
    final WatchedTable client;
    final ClaimKeys keys = new ClaimKeys("a secret for these tests");
    private final LocalDynamoDb local;

    BadgeTable(LocalDynamoDb local) {
        this.local = local;
        this.client = new WatchedTable(local.client());
        local.create(List.of(new TableDeclaration("Badges", name,
                Map.of(CommitItem.PK, "S", CommitItem.SK, "S"),
                new TableDeclaration.Key(CommitItem.PK, CommitItem.SK), List.of(), null)));
    }

    TableAccess access(Host host) {
        return new TableAccess(client, name, host);
    }

    static StreamId stream(String id) {
        return new StreamId("WEARER", id);
    }

    /** A command, with claims or as before they were switched on. */
    Outcome<EncodedEvent, String> tell(String id, String badge, boolean unique) {
        BadgeDecider decider = new BadgeDecider(unique);
        var store = new DynamoDbEventStore<>(local.client(), name, new IdentityCodec(),
                TextStateCodec.FORMAT).withClaims(keys);
        return new CommandHandler<>(decider, store, Host.system())
                .handle(CommandRequest.of(stream(id), badge));
    }

    void putClaim(String badge, String owner) {
        Map<String, AttributeValue> item = new HashMap<>(keys.of(BadgeDecider.claim(badge)));
        item.put(ClaimKeys.OWNER, AttributeValue.fromS(stream(owner).toString()));
        put(item);
    }

    void deleteClaim(String badge) {
        Claim claim = BadgeDecider.claim(badge);
        local.client().deleteItem(delete -> delete.tableName(name).key(keys.of(claim)));
    }

    void put(Map<String, AttributeValue> item) {
        local.client().putItem(put -> put.tableName(name).item(item));
    }

    /** Who has a badge's claim; "" for nobody. */
    String owner(String badge) {
        return local.client()
                .getItem(get -> get.tableName(name)
                        .key(keys.of(BadgeDecider.claim(badge)))
                        .consistentRead(true))
                .item()
                .getOrDefault(ClaimKeys.OWNER, AttributeValue.fromS(""))
                .s()
                .replace("WEARER#", "");
    }
}
