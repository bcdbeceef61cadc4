package dev.headwater.local.tables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class KilledProcessTest {
    private static final int ENOUGH = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    @TempDir
    Path folder;

    @Test
    void what_was_acknowledged_survives_a_killed_process() throws Exception {
        List<String> acknowledged = putUntilKilled(folder.resolve("acknowledged"));

        try (LocalDynamoDb tables = LocalDynamoDb.start(folder)) {
            tables.create(List.of(PutsUntilKilled.TABLE));
            List<String> found = tables.client()
                    .scanPaginator(r -> r.tableName("items"))
                    .items()
                    .stream()
                    .flatMap(item -> item.values().stream())
                    .map(AttributeValue::s)
                    .toList();
            assertThat(found).containsAll(acknowledged);
        }
    }

    private List<String> putUntilKilled(Path acknowledged)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "--enable-native-access=ALL-UNNAMED",
                PutsUntilKilled.class.getName(), folder.toString())
                .redirectOutput(acknowledged.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            await().atMost(PATIENCE)
                    .until(() -> Files.readAllLines(acknowledged).size() > ENOUGH);
        } finally {
            process.destroyForcibly();
        }
        process.waitFor();
        // The last line may be torn.
        List<String> lines = Files.readAllLines(acknowledged);
        return lines.subList(0, lines.size() - 1);
    }
}
