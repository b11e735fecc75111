package dev.spillway.examples.album.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DirectoryObjectStoreTest {

    @TempDir
    private Path root;

    private ObjectStore store;

    @BeforeEach
    void open() throws Exception {
        store = new DirectoryObjectStore(root.resolve("made/when/missing"));
    }

    @Test
    void objectComesBackAsItWasPut() throws Exception {
        store.put("albums/4/pictures/1/original", new byte[] {1, 0, -1});

        assertThat(store.get("albums/4/pictures/1/original")).contains(new byte[] {1, 0, -1});
    }

    @Test
    void laterObjectReplacesEarlierOne() throws Exception {
        store.put("a", new byte[] {1});
        store.put("a", new byte[] {2, 3});

        assertThat(store.get("a")).contains(new byte[] {2, 3});
    }

    @Test
    void missingObjectsAndFoldersAreEmpty() throws Exception {
        store.put("albums/1/about", new byte[] {1});

        assertThat(store.get("albums/2/about")).isEmpty();
        assertThat(store.get("albums/1")).isEmpty();
        assertThat(store.list("nowhere")).isEmpty();
        assertThat(store.list("albums/1/about")).isEmpty();
    }

    @Test
    void listNamesWhatIsDirectlyBelow() throws Exception {
        store.put("albums/1/about", new byte[] {1});
        store.put("albums/10/about", new byte[] {1});
        Files.writeString(root.resolve("made/when/missing/albums/put123.unfinished"), "left by a crash");

        assertThat(store.list("albums")).containsExactlyInAnyOrder("1", "10");
    }

    @Test
    void otherProcessFindsWhatWasPut() throws Exception {
        store.put("albums/1/about", new byte[] {7});

        assertThat(new DirectoryObjectStore(root.resolve("made/when/missing")).get("albums/1/about"))
                .contains(new byte[] {7});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "../secret", "a/../b", "a//b", "/etc/passwd", "a/.hidden", "a\\b", "A", "a\nb", "a/"})
    void keyThatIsNoPlainPathIsRefused(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> store.put(key, new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> store.get(key));
    }
}
