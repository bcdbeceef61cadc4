package dev.headwater.local.search;

import static dev.headwater.local.search.SearchClient.action;
import static dev.headwater.local.search.SearchClient.person;

import java.nio.file.Path;

/** A process that writes documents and prints the id of each acknowledged one. */
final class BulksUntilKilled {
  private static final int MAX_BULKS = 100_000;
  private static final int CALLERS = 4;

  private BulksUntilKilled() {}

  public static void main(String[] args) {
    var search = LocalOpenSearch.start(Path.of(args[0]));
    SearchClient client = SearchClient.withPeople(search);
    for (int caller = 0; caller < CALLERS; caller++) {
      String prefix = "caller" + caller + "-";
      Thread.ofPlatform()
          .start(
              () -> {
                for (int bulk = 0; bulk < MAX_BULKS; bulk++) {
                  write(client, prefix + bulk);
                }
              });
    }
  }

  private static void write(SearchClient client, String id) {
    if (client.bulk(action(id, 7), person(id, id + "@example.com")).statuses().contains(201)) {
      System.out.println(id);
    }
  }
}
