package dev.headwater.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.headwater.local.search.LocalOpenSearch;

/** Searches of the local cloud's own search endpoint, over HTTP, its index on disk. */
final class LocalSearchBenchmark implements Benchmark {
    private static final Goal GOAL = new Goal.AtMost(50);

    @Override
    public String name() {
        return "local-search";
    }

    @Override
    public String purpose() {
        return "searches of the local cloud's own search endpoint, p99 in milliseconds";
    }

    @Override
    public List<Figure> run(Settings settings) throws IOException {
        Path folder = Files.createTempDirectory("local-search");
        try (LocalOpenSearch server = LocalOpenSearch.start(folder)) {
            SearchIndex.create(server.endpoint(), SearchIndex.ALIAS).fill(settings.customers());
            List<Figure> figures = new ArrayList<>();
            for (PatternKind kind : PatternKind.values()) {
                var requests = SearchRequests.of(kind, settings.template(), settings.customers());
                figures.add(figure(kind, settings.rounds()
                        .measure("local search " + kind,
                                _ -> Sample.of(requests.size(), number -> requests.posts()
                                        .get(number)
                                        .send(server.endpoint())))));
            }
            return figures;
        } finally {
            delete(folder);
        }
    }

    private static Figure figure(PatternKind kind, List<Sample> rounds) {
        double p50 = Median.of(rounds.stream().mapToDouble(Sample::p50));
        double p99 = Median.of(rounds.stream().mapToDouble(Sample::p99));
        return new Figure("local search, " + kind + ", p99", Figure.number(p99) + " ms (p50 "
                + Figure.number(p50) + " ms)", "", p99, GOAL);
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walked = Files.walk(folder)) {
            files = walked.toList();
        }
        for (Path file : files.reversed()) {
            Files.delete(file);
        }
    }
}
