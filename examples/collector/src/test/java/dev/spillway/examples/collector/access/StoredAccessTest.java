package dev.spillway.examples.collector.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Password, sessions and tokens as their files keep them. */
final class StoredAccessTest {

    private static final int QUICK_ROUNDS = 1_000;

    @TempDir
    private Path directory;

    private final MovedClock clock = new MovedClock();

    @Test
    void sessionEndsAfterTwoWeeks() throws IOException {
        Sessions sessions = Sessions.open(directory.resolve("s"), clock);
        String id = sessions.begin();
        clock.move(Duration.ofDays(14).minusSeconds(1));
        assertThat(sessions.isOpen(id)).isTrue();
        clock.move(Duration.ofSeconds(1));
        assertThat(sessions.isOpen(id)).isFalse();
    }

    @Test
    void oldestSessionsEndWhenThereAreTooMany() throws IOException {
        Sessions sessions = Sessions.open(directory.resolve("s"), clock);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 203; i++) {
            ids.add(sessions.begin());
        }
        Sessions reopened = Sessions.open(directory.resolve("s"), clock);
        assertThat(ids.subList(0, 3)).noneMatch(reopened::isOpen);
        assertThat(ids.subList(3, 203)).allMatch(reopened::isOpen);
    }

    @Test
    void passwordIsKnownAgainAndNoOther() throws IOException {
        Account account = Account.open(directory, QUICK_ROUNDS);
        assertThat(account.matches("")).isFalse();
        account.choose("correct horse");
        Account reopened = Account.open(directory, QUICK_ROUNDS);
        assertThat(reopened.hasPassword()).isTrue();
        assertThat(reopened.matches("correct horse")).isTrue();
        assertThat(reopened.matches("correct horse ")).isFalse();
        assertThat(reopened.matches("Correct horse")).isFalse();
        assertThat(reopened.matches("x".repeat(100_000))).isFalse();
    }

    @Test
    void saltIsAnotherForEachPassword() {
        String one = PasswordHash.of("correct horse", QUICK_ROUNDS).toText();
        String other = PasswordHash.of("correct horse", QUICK_ROUNDS).toText();
        assertThat(one).isNotEqualTo(other).startsWith("pbkdf2-sha256 1000 ");
        assertThat(PasswordHash.parse(one).matches("correct horse")).isTrue();
    }

    @Test
    void codeIsOfNoUseOnceItWasUsed() throws IOException {
        Account account = Account.open(directory, QUICK_ROUNDS);
        account.offerSetup();
        String code = account.setupCode().orElseThrow();
        assertThat(account.setUp("wrong", "correct horse")).isFalse();
        assertThat(account.setUp(code, "correct horse")).isTrue();
        assertThat(account.setUp(code, "battery staple")).isFalse();
        assertThat(account.matches("correct horse")).isTrue();
    }

    @Test
    void damagedFilesAreNamedWithWhatToDo() throws IOException {
        Files.writeString(directory.resolve("password"), "pbkdf2-sha256 many salt");
        assertThatThrownBy(() -> Account.open(directory, QUICK_ROUNDS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("password is damaged; delete it to choose a new password");
        Path sessions = Files.writeString(directory.resolve("sessions.json"), "{");
        assertThatThrownBy(() -> Sessions.open(sessions, clock))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("sessions.json is damaged; delete it, which ends all sessions");
        Files.writeString(directory.resolve("api-token"), "\n");
        assertThatThrownBy(() -> ApiTokens.open(directory, clock))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("api-token is empty; delete it to have a new token made");
    }
}
