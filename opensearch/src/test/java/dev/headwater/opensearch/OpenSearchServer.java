package dev.headwater.opensearch;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.jspecify.annotations.Nullable;

/**
 * The real OpenSearch server, unpacked into a temporary folder, on a free port of this machine. It
 * refuses to run as root: then it runs as {@code nobody}.
 */
final class OpenSearchServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Pattern LISTENING = Pattern
            .compile("HttpServerTransport.*publish_address \\{([^}]+)}");
    private static final String UNPRIVILEGED = "nobody";

    private final Path folder;
    private final Process process;
    private final URI endpoint;

    private OpenSearchServer(Path folder, Process process, URI endpoint) {
        this.folder = folder;
        this.process = process;
        this.endpoint = endpoint;
    }

    static OpenSearchServer start(Path distribution) throws IOException {
        Path folder = Files.createTempDirectory("opensearch-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        unpack(distribution, folder);
        Path run = Files.createDirectories(folder.resolve("run"));
        configure(folder, run);
        Process process = new ProcessBuilder(command(folder, run)).directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            return new OpenSearchServer(folder, process, listening(process));
        } catch (IOException | RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    URI endpoint() {
        return endpoint;
    }

    /** The archive's one top folder is left out. */
    private static void unpack(Path archive, Path folder) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = folder.resolve(entry.getName().replaceFirst("^[^/]*/", ""))
                        .normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("The archive leaves its folder");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target);
                }
            }
        }
    }

    private static void configure(Path folder, Path run) throws IOException {
        Path config = folder.resolve("config");
        Files.writeString(config.resolve("opensearch.yml"), """
                discovery.type: single-node
                network.host: 127.0.0.1
                http.port: 0
                transport.port: 0
                path.data: %1$s/data
                path.logs: %1$s/logs
                """.formatted(run));
        if (isRoot()) {
            UserPrincipal owner = folder.getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName(UNPRIVILEGED);
            for (Path path : List.of(run, config)) {
                Files.setOwner(path, owner);
            }
        }
    }

    private static List<String> command(Path folder, Path run) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + UNPRIVILEGED, "--clear-groups", "--"));
        }
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + run, "-Djava.awt.headless=true", "-Djna.nosys=true",
                "-Dlog4j2.disable.jmx=true", "-Dlog4j.shutdownHookEnabled=false",
                "-Djava.locale.providers=SPI,CLDR", "-javaagent:agent/opensearch-agent.jar",
                "--add-opens=java.base/java.nio=org.apache.arrow.memory.core,ALL-UNNAMED",
                "-Dopensearch.path.home=" + folder,
                "-Dopensearch.path.conf=" + folder.resolve("config"),
                "-Dopensearch.distribution.type=zip", "-Dopensearch.bundled_jdk=false",
                "-cp", "lib/*", "org.opensearch.bootstrap.OpenSearch"));
        return command;
    }

    private static boolean isRoot() throws IOException {
        return Files.getOwner(Path.of("/proc/self")).getName().equals("root");
    }

    /** Reads the server's output, to its end, and waits for the line that tells its address. */
    private static URI listening(Process process) throws IOException {
        CompletableFuture<String> address = new CompletableFuture<>();
        List<String> lines = new ArrayList<>();
        Thread.ofVirtual().start(() -> {
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    Matcher listening = LISTENING.matcher(line);
                    if (listening.find()) {
                        address.complete(listening.group(1));
                    } else if (!address.isDone()) {
                        lines.add(line);
                    }
                }
                address.completeExceptionally(new IOException("OpenSearch ended: "
                        + String.join("\n", lines)));
            } catch (IOException e) {
                address.completeExceptionally(e);
            }
        });
        try {
            return URI.create("http://" + address.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while OpenSearch started", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("OpenSearch did not start within " + START_LIMIT, e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                    throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path path, @Nullable IOException failure)
                    throws IOException {
                Files.delete(path);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
