package dev.headwater.benchmarks;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import dev.headwater.local.LocalArn;
import dev.headwater.local.LocalCredentials;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.testkit.servers.ServerProcess;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * DynamoDB Local in a process of its own, so that what it takes is not taken from who is measured:
 * in memory, with the tables that the template declares, on a free port of the loopback interface.
 */
final class DynamoDbLocalProcess implements AutoCloseable {
    private static final String LISTENING = "listening on ";
    private static final Pattern ADDRESS = Pattern.compile("^" + LISTENING + "(.*)");

    private final ServerProcess process;

    private DynamoDbLocalProcess(ServerProcess process) {
        this.process = process;
    }

    static DynamoDbLocalProcess start(Path template) throws IOException {
        return new DynamoDbLocalProcess(ServerProcess.start(new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xms1g", "-Xmx1g",
                "-cp", System.getProperty("java.class.path"),
                DynamoDbLocalProcess.class.getName(), template.toString()))
                .redirectError(Redirect.INHERIT), ADDRESS));
    }

    /** The process: it ends when its standard input does, and so with whoever started it. */
    public static void main(String[] arguments) throws IOException {
        QuietLog.configure();
        try (LocalDynamoDb tables = LocalDynamoDb.start(null)) {
            tables.create(ServiceTemplate.read(Path.of(arguments[0])).tables());
            System.out.println(LISTENING + tables.endpoint());
            while (System.in.read() >= 0) {
                // Nobody says anything.
            }
        }
    }

    URI endpoint() {
        return URI.create(process.address());
    }

    /** A client like those of the functions. */
    DynamoDbClient client() {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint())
                .region(Region.of(LocalArn.REGION))
                .credentialsProvider(LocalCredentials.PROVIDER)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @Override
    public void close() {
        process.close();
    }
}
