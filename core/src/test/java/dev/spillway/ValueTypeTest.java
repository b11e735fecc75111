package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spillway.internal.format.FormatSettings.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValueTypeTest {
    private static final ValueType<Duration> DURATION = new DurationType("1ms", "1d");
    private static final ValueType<Long> SIZE = new SizeType("1", "2GB", "1KB");

    @ParameterizedTest
    @CsvSource({
        "5s, 5000",
        "5 seconds, 5000",
        "1 second, 1000",
        "5 SECONDS, 5000",
        "250ms, 250",
        "250 millis, 250",
        "2 minutes, 120000",
        "1min, 60000",
        "1m, 60000",
        "4h, 14400000",
        "24 hours, 86400000",
        "1 day, 86400000",
        "1d, 86400000",
        "0.5 s, 500",
        "1.25min, 75000",
        "PT5S, 5000",
        "pt5s, 5000",
        "PT0.25S, 250",
        "P1D, 86400000"
    })
    void aDurationIsANumberWithAUnitOrIso(String text, long millis) throws RefusedValueException {
        assertThat(DURATION.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "0",
                "-5s",
                "s",
                "5 parsecs",
                "5s5s",
                "1,5s",
                "5 s s",
                "PT",
                "P",
                "PT-5S",
                "0ms",
                "2d",
                "25h",
                "999999999999d",
                "99999999999999999999s",
                "PT99999999999999999999S",
                "\u0665s",
                "1e3s",
                "ms"
            })
    void anythingElseIsNoDuration(String text) {
        refuses(DURATION, text);
    }

    @ParameterizedTest
    @CsvSource({
        "8192, 8192",
        "8192 bytes, 8192",
        "1 B, 1",
        "64KB, 65536",
        "64 kb, 65536",
        "64KiB, 65536",
        "64k, 65536",
        "16 MB, 16777216",
        "16MiB, 16777216",
        "1GB, 1073741824",
        "2g, 2147483648"
    })
    void aSizeIsANumberOfBytesOrBinaryMultiples(String text, long bytes) throws RefusedValueException {
        assertThat(SIZE.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "1.5MB", "MB", "1 TB", "3GB", "1 M B", "9999999999GB", "99999999999999999999", "0x10"
            })
    void anythingElseIsNoSize(String text) {
        refuses(SIZE, text);
    }

    @ParameterizedTest
    @CsvSource({"0%, 0", "10%, 1600", "10 %, 1600", "50%, 8000", "4KB, 4096", "0, 0"})
    void aReserveIsAPercentageOrASize(String text, long bytes) throws RefusedValueException {
        assertThat(new ReserveType().parse(text).in(16_000)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"51%", "-1%", "%", "1.5%", "ten", "10 percent"})
    void anythingElseIsNoReserve(String text) {
        refuses(new ReserveType(), text);
    }

    @ParameterizedTest
    @CsvSource({
        "kern, 0",
        "user, 1",
        "mail, 2",
        "daemon, 3",
        "auth, 4",
        "syslog, 5",
        "lpr, 6",
        "news, 7",
        "uucp, 8",
        "cron, 9",
        "authpriv, 10",
        "ftp, 11",
        "ntp, 12",
        "audit, 13",
        "alert, 14",
        "clock, 15",
        "local0, 16",
        "LOCAL7, 23",
        "0, 0",
        "23, 23"
    })
    void aFacilityIsANameOrACode(String text, int code) throws RefusedValueException {
        assertThat(ChoiceType.ofFacility().parse(text)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"24", "-1", "local8", "01", "user1"})
    void anythingElseIsNoFacility(String text) {
        refuses(ChoiceType.ofFacility(), text);
    }

    @Test
    void aWordMayBeInEitherCaseAndAListHasEachOnce() throws RefusedValueException {
        ValueType<List<Field>> fields = new ListType<>(ChoiceType.of(Field.class));

        assertThat(fields.parse("MDC , thread")).containsExactly(Field.MDC, Field.THREAD);
        assertThat(ChoiceType.ofBoolean().parse("True")).isTrue();
        refuses(fields, "mdc,mdc");
        refuses(fields, "mdc,,thread");
        refuses(fields, "mdc,");
        refuses(ChoiceType.ofBoolean(), "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app@32473", "a.b-c_1@1", "meta2@32473.1.2", "x@12345678901234567890123456789"})
    void aStructuredDataIdIsANameAndAnEnterpriseNumber(String text) throws RefusedValueException {
        assertThat(TextType.ofStructuredDataId().parse(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app",
                "@1",
                "app@",
                "app@x",
                "a b@1",
                "a=b@1",
                "a]@1",
                "a\"@1",
                "\u00e4@1",
                "a@b@1",
                "app@1.",
                "x@1234567890123456789012345678901"
            })
    void anythingElseIsNoStructuredDataId(String text) {
        refuses(TextType.ofStructuredDataId(), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[tags@1]",
                "[tags@1 env=\"prod\"]",
                "[a@1 x=\"1\" y=\"\"][b@2]",
                "[a@1 x=\"say \\\"hi\\\" \\\\ [\\] \u00fc \ud83d\ude80\"]",
                "[a@1 x=\"C:\\temp\"]",
                "[0123456789012345678901234567890123456789/+-_ABC@41058]"
            })
    void structuredDataIsElementsThatCloseWhatTheyOpen(String text) throws RefusedValueException {
        StructuredDataType.Elements elements = new StructuredDataType().parse(text);

        assertThat(elements.text()).isEqualTo(text);
        assertThat(elements.ids()).allMatch(id -> text.contains("[" + id));
        assertThat(elements.toString()).doesNotContain("@");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tags@1",
                "[",
                "[]",
                "[tags@1",
                "[tags@1]]",
                "[tags@1] [b@2]",
                "[tags@1 ]",
                "[tags@1  x=\"1\"]",
                "[tags@1 x]",
                "[tags@1 x=1]",
                "[tags@1 x=\"1]",
                "[tags@1 x=\"1\\\"]",
                "[tags@1 x=\"]\"]",
                "[tags@1 x=\"\"\"]",
                "[tags@1 x=\"1\"y=\"2\"]",
                "[tags@1 =\"1\"]",
                "[t\u00e4gs@1]",
                "[a@1 x=\"\n\"]",
                "[a@1 x=\"\\\n\"]",
                "[a@1 x=\"\\ \"]",
                "[a@1 x=\"\\",
                "[a@1 x=\"\u0085\"]",
                "[a@1 x=\"\u2028\"]",
                "[a@1 x=\"\ud83d\"]",
                "[a@1][a@1]",
                "[a@1]\n<34>1 forged",
                "- <34>1"
            })
    void anythingThatCouldBreakTheHeaderIsNoStructuredData(String text) {
        refuses(new StructuredDataType(), text);
    }

    @Test
    void aFileMustBeThereAndBeNoDirectory(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----");

        assertThat(TextType.ofFile("PEM").parse(file.toString())).isEqualTo(file);
        refuses(TextType.ofFile("PEM"), directory.toString());
        refuses(TextType.ofFile("PEM"), directory.resolve("other.pem").toString());
        refuses(TextType.ofFile("PEM"), "a\u0000b");
    }

    @Test
    void aCipherSuiteIsOneOfTheJvmThatProtects() throws RefusedValueException {
        assertThat(new CipherType().parse("tls_aes_256_gcm_sha384")).isEqualTo("TLS_AES_256_GCM_SHA384");
        refuses(new CipherType(), "TLS_MADE_UP");
        refuses(new CipherType(), "TLS_EMPTY_RENEGOTIATION_INFO_SCSV");
        refuses(new CipherType(), "TLS_ECDH_anon_WITH_AES_128_CBC_SHA");
        refuses(new CipherType(), "TLS_RSA_WITH_NULL_SHA256");
    }

    @Test
    void aTimeZoneIsAnIdOrAnOffset() throws RefusedValueException {
        assertThat(TextType.ofZone().parse("Europe/Berlin")).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(TextType.ofZone().parse("+02:00")).isEqualTo(ZoneId.of("+02:00"));
        refuses(TextType.ofZone(), "Europe/Bielefeld");
    }

    @Test
    void aLineOfTextHasNoControlCharactersAndIsNotTooLong() throws RefusedValueException {
        assertThat(TextType.ofLine().parse("\u00fcber all")).isEqualTo("\u00fcber all");
        assertThat(TextType.ofLine().parse("x".repeat(255))).hasSize(255);
        refuses(TextType.ofLine(), "x".repeat(256));
        refuses(TextType.ofLine(), "a\nb");
        refuses(TextType.ofLine(), "a\u0000b");
        refuses(TextType.ofLine(), "a\u2028b");
    }

    private static void refuses(ValueType<?> type, String text) {
        assertThatExceptionOfType(RefusedValueException.class).as(text).isThrownBy(() -> type.parse(text));
    }
}
