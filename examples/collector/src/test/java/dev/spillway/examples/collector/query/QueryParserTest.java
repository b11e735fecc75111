package dev.spillway.examples.collector.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueryParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | all events",
                "`  ` | all events",
                "cron | events with \"cron\"",
                "GET /albums/4 HTTP | events with \"GET\" and with \"/albums/4\" and with \"HTTP\"",
                "\"GET /albums/4 HTTP\" | events with \"GET /albums/4 HTTP\"",
                "'one phrase' it's | events with \"one phrase\" and with \"it's\"",
                "albu* | events with words that begin with \"albu\"",
                "-noise | events without \"noise\"",
                "a OR b c | events with \"a\" or (with \"b\" and with \"c\")",
                "OReilly or and | events with \"OReilly\" and with \"or\" and with \"and\"",
                "(\"something bad\" program:ssh -noise) OR severity:error | events (with \"something bad\""
                        + " and with \"ssh\" in the program and without \"noise\") or of severity error",
                "program:(apache OR sshd) severity:crit | events (with \"apache\" in the program"
                        + " or with \"sshd\" in the program) and of severity critical",
                "program:(a b) | events with \"a\" in the program and with \"b\" in the program",
                "-(a b) | events that are not those (with \"a\" and with \"b\")",
                "-severity:debug Facility:CRON | events not of severity debug and of facility cron",
                "sender:web-1 message:\"x y\" | events with \"web-1\" in the sender and with \"x y\" in the message",
                "http://x:80/y?z=1 | events with \"http://x:80/y?z=1\"",
                "(a)(b) | events with \"a\" and with \"b\"",
                "a-b | events with \"a-b\"",
                "앨 | events with words that begin with \"앨\""
            })
    void queryIsUnderstoodAndExplained(String typed, String words) throws QueryMistake {
        assertThat(Explanation.of(QueryParser.parse(typed))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 모든 이벤트",
                "ssh -program:cron | 이벤트: \"ssh\" 포함 그리고 프로그램에 \"cron\" 제외",
                "(severity:error OR alb*) -{1} | 이벤트: (심각도 error 또는 \"alb\"로 시작하는 단어 포함) 그리고 \"{1}\" 제외",
            })
    void queryIsExplainedInKorean(String typed, String words) throws QueryMistake {
        assertThat(Explanation.of(QueryParser.parse(typed), Locale.KOREAN)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a (b | 2 | this ( is never closed",
                "a ( | 2 | this ( is never closed",
                "a b) | 3 | this ) closes nothing",
                "a () | 2 | nothing stands between these parentheses",
                "say \"hello | 4 | this quote is never closed",
                "a OR | 2 | nothing follows this OR",
                "OR a | 0 | nothing stands before this OR",
                "a OR OR b | 2 | nothing follows this OR",
                "a - b | 2 | this - must stand right before what to leave out",
                "a program: | 2 | something to search for is missing behind program:",
                "severity:loud | 9 | no such severity; one of emergency, alert, critical, error, warning, notice, info, debug",
                "a => b | 2 | no letter or digit to search for",
                "a.b* | 0 | * can follow a single word only",
                "program:(a sender:b) | 11 | sender: cannot stand inside program:"
            })
    void mistakeIsPointedAt(String typed, int position, String message) {
        QueryMistake mistake = catchThrowableOfType(QueryMistake.class, () -> QueryParser.parse(typed));

        assertThat(mistake).hasMessage(message);
        assertThat(mistake.position()).isEqualTo(position);
    }

    @Test
    void depthIsBounded() {
        assertThatThrownBy(() -> QueryParser.parse("(".repeat(10_000)))
                .isInstanceOf(QueryMistake.class)
                .hasMessageContaining("more than 50 parentheses");
    }

    @Test
    void anyTextIsAQueryOrAMistake() {
        // The same in each build, so that a change that breaks nothing fails nothing.
        long seed = 20_261_122;
        Random random = new Random(seed);
        String[] pieces = {
            "a", "OR", "-", "(", ")", "\"", "'", ":", "program:", "severity:", "error", " ", "*", "앨범", "\ud83d"
        };
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(9); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                assertThat(Explanation.of(QueryParser.parse(text.toString()))).contains("events");
            } catch (QueryMistake e) {
                assertThat(e.position()).as("seed %d: %s", seed, text).isBetween(0, text.length());
            }
        }
    }

    @Test
    void wordsAreRunsOfLettersAndDigitsAndPairsWhereNoSpacesAre() {
        assertThat(Words.of("GET /albums/4?x_y=Été HTTP/1.1"))
                .isEqualTo(List.of("get", "albums", "4", "x", "y", "été", "http", "1", "1"));
        assertThat(Words.of("앨범이 4개")).isEqualTo(List.of("앨범", "범이", "4", "개"));
        assertThat(Words.of("\u001b[31merror\u001b[0m: x\u001b[1;32my\u001b[")).containsExactly("error", "x", "y");
        assertThat(Words.of("")).isEmpty();
        assertThat(Words.of("x".repeat(130))).containsExactly("x".repeat(64), "x".repeat(64), "xx");
    }
}
