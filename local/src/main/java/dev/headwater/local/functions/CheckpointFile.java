package dev.headwater.local.functions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

import dev.headwater.local.LocalCloudException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a {@link Checkpoint} waits for the next run, which takes it away when it begins: it is there
 * only after a clean close, and a run that ends otherwise leaves none. A marker beside it tells a
 * first run from one after an unclean end.
 */
final class CheckpointFile {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFile.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String KILLED = "the process was killed, or the machine went down";

    private final Path file;
    private final Path marker;
    private final Path reasonFile;

    CheckpointFile(Path file) {
        this.file = file;
        this.marker = file.resolveSibling(file.getFileName() + ".started");
        this.reasonFile = file.resolveSibling(file.getFileName() + ".missing");
    }

    /** Whether no run has begun here before. */
    boolean isFirstRun() {
        return Files.notExists(marker);
    }

    /** The checkpoint of the last run, if it left one. */
    Optional<Checkpoint> read() {
        try {
            if (Files.notExists(file)) {
                return Optional.empty();
            }
            return Optional.of(JSON.readValue(Files.readString(file), Checkpoint.class));
        } catch (JacksonException e) {
            LOG.warn("The checkpoint {} cannot be read: the streams are read from the start", file);
            return Optional.empty();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Why the last run left no checkpoint, if it left none. */
    String reason() {
        try {
            if (Files.exists(file)) {
                return "its checkpoint cannot be read";
            }
            return Files.exists(reasonFile) ? Files.readString(reasonFile) : KILLED;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** A run begins: what the last one left is no longer true. */
    void take() {
        try {
            if (isFirstRun()) {
                Files.createFile(marker);
            }
            Files.deleteIfExists(reasonFile);
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** There is no checkpoint: what the next run says of it. */
    void saveReason(String reason) {
        try {
            Files.writeString(reasonFile, reason);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Either all of it is there afterwards or nothing. */
    void save(Checkpoint checkpoint) {
        Path written = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(written, JSON.writeValueAsString(checkpoint));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private LocalCloudException unusable(IOException cause) {
        return new LocalCloudException(
                "The checkpoint %s cannot be used: check the folder's rights, and its disk's room."
                        .formatted(file),
                cause);
    }
}
