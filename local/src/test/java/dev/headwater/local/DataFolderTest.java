package dev.headwater.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DataFolderTest {
    @TempDir
    private Path folder;

    @Test
    void a_folder_that_could_not_be_used_is_not_kept_locked() throws IOException {
        Path stale = Files.createDirectories(folder.resolve("endpoints.json").resolve("odd"));
        assertThatThrownBy(() -> DataFolder.lock(folder)).isInstanceOf(LocalCloudException.class)
                .hasMessage("The data folder " + folder + " cannot be used: choose another one.");

        Files.delete(stale);
        try (DataFolder data = DataFolder.lock(folder)) {
            assertThat(data.tables()).doesNotExist();
        }
    }
}
