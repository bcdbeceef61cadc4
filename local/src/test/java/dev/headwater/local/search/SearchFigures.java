package dev.headwater.local.search;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.apache.lucene.util.IOUtils;

/** Prints how long writes and searches take over HTTP; to be run by hand. */
final class SearchFigures {
    private static final int DOCUMENTS = 100_000;
    private static final int BULK = 500;
    private static final int ROUNDS = 300;
    private static final List<String> PATTERNS = List.of("*", "*@example.com", "*smith*",
            "*7*@*.org", "*.zoe@mail.org", "?*a?b*", "*nobody-has-this*", "anna*",
            "*9@example.com");

    private SearchFigures() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("search-figures");
        try {
            write(folder);
            long begun = System.nanoTime();
            try (var search = LocalOpenSearch.start(folder); var client = SearchClient.of(search)) {
                System.out.printf("start with %d documents: %d ms%n", DOCUMENTS, millis(begun));
                for (int warmUp = 0; warmUp < 2; warmUp++) {
                    PATTERNS.forEach(pattern -> search(client, pattern));
                }
                PATTERNS.forEach(pattern -> report(pattern, search(client, pattern)));
                report("exact", exact(client));
            }
        } finally {
            IOUtils.rm(folder);
        }
    }

    private static void write(Path folder) throws Exception {
        try (var search = LocalOpenSearch.start(folder);
                var client = SearchClient.withPeople(search)) {
            long begun = System.nanoTime();
            for (int first = 0; first < DOCUMENTS; first += BULK) {
                client.bulk(people(first, first + BULK));
            }
            System.out.printf("bulks of %d from one caller: %d documents/s%n", BULK,
                    DOCUMENTS * 1000L / millis(begun));
            for (int callers : List.of(1, 8)) {
                singles(client, callers);
            }
        }
    }

    private static void singles(SearchClient client, int callers) throws Exception {
        int each = 1000 / callers;
        long begun = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                int first = 1_000_000 * callers + caller * each;
                tasks.add(() -> {
                    for (int id = first; id < first + each; id++) {
                        client.bulk(people(id, id + 1));
                    }
                    return each;
                });
            }
            threads.invokeAll(tasks);
        }
        System.out.printf("bulks of one from %d callers: %d documents/s%n", callers,
                1000L * each * callers / millis(begun));
    }

    private static String[] people(int from, int to) {
        var lines = new ArrayList<String>();
        for (int id = from; id < to; id++) {
            lines.add(SearchClient.action("id-" + id, 1));
            lines.add(SearchClient.person("id-" + id, email(id)));
        }
        return lines.toArray(String[]::new);
    }

    private static String email(int id) {
        var random = new Random(id);
        List<String> names = List.of("Anna", "bob", "smith", "Zoe", "miller", "garcia", "chen");
        List<String> hosts = List.of("example.com", "mail.org", "shop.example.org", "uni.edu");
        return names.get(random.nextInt(names.size())) + "." + id + "."
                + names.get(random.nextInt(names.size())) + "@"
                + hosts.get(random.nextInt(hosts.size()));
    }

    private static long[] search(SearchClient client, String pattern) {
        var times = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            String after = round % 2 == 0
                    ? ""
                    : ", \"search_after\": [\"%s\", \"\"]".formatted("bob." + round * 100);
            times[round] = time(client, """
                    {"size": 50, "sort": ["email.sort", "customerId"], "track_total_hits": %s,
                     "query": {"bool": {"filter": [{"wildcard": {"email": {"value": "%s"}}},
                         {"term": {"status": "ACTIVE"}}],
                         "must_not": [{"term": {"removed": true}}]}}%s}"""
                    .formatted(round % 3 == 0, pattern, after));
        }
        return times;
    }

    private static long[] exact(SearchClient client) {
        var times = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            times[round] = time(client,
                    "{\"query\": {\"term\": {\"email\": \"%s\"}}}".formatted(email(round)));
        }
        return times;
    }

    private static long time(SearchClient client, String body) {
        long begun = System.nanoTime();
        if (client.search(body).status() != 200) {
            throw new AssertionError("A search failed");
        }
        return System.nanoTime() - begun;
    }

    private static void report(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf("%-20s p50 %6.2f ms   p99 %6.2f ms%n", what, nanos[ROUNDS / 2] / 1e6,
                nanos[ROUNDS * 99 / 100] / 1e6);
    }

    private static long millis(long begun) {
        return Math.max(1, (System.nanoTime() - begun) / 1_000_000);
    }
}
