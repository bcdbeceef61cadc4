package dev.headwater.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.headwater.local.Endpoints;

/**
 * Makes the archive of parsed and linked classes (CDS) that the launcher starts with. The build runs
 * this: it has the service loaded once, used and stopped, notes which classes that took, and archives
 * those of the libraries. They change seldom, and so does the archive.
 *
 * <p>An AOT cache, which would also have profiles of methods, cannot be made: the manifest of DynamoDB
 * Local puts the folder of its jar on the class path, which no archive may have there. So DynamoDB
 * Local stands behind the libraries on the class path, as our own jars do, and is not in the archive.
 */
final class ClassArchive {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration DUMP_WITHIN = Duration.ofMinutes(5);

    private final String libraries;
    private final String others;
    private final Path archive;
    private final Path key;

    private ClassArchive(String libraries, String others, Path archive) {
        this.libraries = libraries;
        this.others = others;
        this.archive = archive;
        this.key = archive.resolveSibling(archive.getFileName() + ".key");
    }

    /**
     * Takes the class path of the libraries, that of all others, and the archive's file.
     *
     * @throws IOException when the service does not start, or the archive cannot be written
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ClassArchive wanted = new ClassArchive(arguments[0], arguments[1],
                Path.of(arguments[2]));
        if (!wanted.isThere()) {
            wanted.make();
        }
    }

    /** What an archive depends on: the JDK, and the libraries in their order. */
    private String identity() {
        return System.getProperty("java.home") + " " + Runtime.version() + "\n" + libraries;
    }

    private boolean isThere() throws IOException {
        return Files.exists(archive) && Files.exists(key)
                && Files.readString(key).equals(identity());
    }

    private void make() throws IOException, InterruptedException {
        Files.deleteIfExists(key);
        Path folder = Files.createTempDirectory("headwater-classes");
        try {
            Path classes = folder.resolve("classes");
            rehearse(folder.resolve("data"), classes);
            Path made = folder.resolve("archive");
            run(List.of("-Xshare:dump", "-XX:+AOTClassLinking",
                    "-XX:SharedClassListFile=" + classes,
                    "-XX:SharedArchiveFile=" + made, "-Xlog:disable", "-cp", libraries));
            Files.move(made, archive, StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(key, identity());
        } finally {
            delete(folder);
        }
    }

    private void rehearse(Path data, Path classes) throws IOException, InterruptedException {
        Process service = start(List.of("-XX:DumpLoadedClassList=" + classes, "-cp",
                libraries + System.getProperty("path.separator") + others, Main.class.getName(),
                "serve", "--port", "0", "--data", data.toString()));
        try {
            use(await(service, data).http());
        } finally {
            service.destroy();
            if (!service.waitFor(READY_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                service.destroyForcibly();
            }
        }
    }

    private static Endpoints await(Process service, Path data)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<Endpoints> endpoints = Endpoints.read(data);
            if (endpoints.isPresent()) {
                return endpoints.get();
            }
            if (service.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("The service ended with " + service.exitValue());
            }
        }
        throw new IOException("The service was not ready within " + READY_WITHIN);
    }

    private static void use(URI service) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var registration = HttpRequest.newBuilder(service.resolve("/customers"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"customerId\": \"rehearsal\", \"email\":"
                            + " \"rehearsal@example.com\", \"name\": \"Rehearsal\"}"))
                    .build();
            // On a machine that is busy building, the first one may take too long for the service.
            long deadline = System.nanoTime() + READY_WITHIN.toNanos();
            while (http.send(registration, BodyHandlers.discarding()).statusCode() >= 500) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("No registration succeeds");
                }
            }
            // Which waits until the view is there.
            for (String path : List.of("/customers/rehearsal?minVersion=1", "/customers",
                    "/customers?email=rehearsal*", "/customers/count", "/metrics")) {
                http.send(HttpRequest.newBuilder(service.resolve(path)).build(),
                        BodyHandlers.discarding());
            }
        }
    }

    private static void run(List<String> options) throws IOException, InterruptedException {
        Process process = start(options);
        if (!process.waitFor(DUMP_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        if (process.waitFor() != 0) {
            throw new IOException("The JVM that archives classes ended with "
                    + process.exitValue());
        }
    }

    private static Process start(List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC",
                "-Dheadwater.home=" + System.getProperty("headwater.home")));
        command.addAll(options);
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walked = Files.walk(folder)) {
            files = walked.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
