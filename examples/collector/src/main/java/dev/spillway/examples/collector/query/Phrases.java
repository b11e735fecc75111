package dev.spillway.examples.collector.query;

import java.util.Map;

/** How queries are explained in a language. {@code {0}} and {@code {1}} stand for parts. */
enum Phrases {
    ENGLISH(Map.ofEntries(
            Map.entry("all", "all events"),
            Map.entry("events", "events {0}"),
            Map.entry("with", "with {0}"),
            Map.entry("without", "without {0}"),
            Map.entry("within", "{0} in the {1}"),
            Map.entry("prefix", "words that begin with {0}"),
            Map.entry("of", "of {0}"),
            Map.entry("not-of", "not of {0}"),
            Map.entry("not", "that are not those {0}"),
            Map.entry("and", " and "),
            Map.entry("or", " or "),
            Map.entry("sender", "sender"),
            Map.entry("program", "program"),
            Map.entry("message", "message"),
            Map.entry("severity", "severity"),
            Map.entry("facility", "facility"))),

    KOREAN(Map.ofEntries(
            Map.entry("all", "모든 이벤트"),
            Map.entry("events", "이벤트: {0}"),
            Map.entry("with", "{0} 포함"),
            Map.entry("without", "{0} 제외"),
            Map.entry("within", "{1}에 {0}"),
            Map.entry("prefix", "{0}로 시작하는 단어"),
            Map.entry("of", "{0}"),
            Map.entry("not-of", "{0} 제외"),
            Map.entry("not", "{0} 제외"),
            Map.entry("and", " 그리고 "),
            Map.entry("or", " 또는 "),
            Map.entry("sender", "시스템"),
            Map.entry("program", "프로그램"),
            Map.entry("message", "메시지"),
            Map.entry("severity", "심각도"),
            Map.entry("facility", "퍼실리티")));

    private final Map<String, String> texts;

    Phrases(Map<String, String> texts) {
        this.texts = texts;
    }

    String get(String key) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("no phrase for " + key);
        }
        return text;
    }

    String get(String key, String part) {
        return get(key).replace("{0}", part);
    }

    /** The first part is put in last, since it may hold anything. */
    String get(String key, String part, String other) {
        return get(key).replace("{1}", other).replace("{0}", part);
    }
}
