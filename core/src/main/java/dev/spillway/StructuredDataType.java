package dev.spillway;

import dev.spillway.internal.transport.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finished SD-ELEMENTs (RFC 5424 section 6.3), one after the other. An SD-ID may be longer than the RFC's 32 characters,
 * because vendors put their tokens there.
 */
final class StructuredDataType implements ValueType<StructuredDataType.Elements> {

    @Override
    public Elements parse(String text) throws RefusedValueException {
        return new Parser(text).elements();
    }

    @Override
    public String allowed() {
        return "one or more elements such as [tags@1 env=\"prod\"], where a backslash stands before each quote, backslash"
                + " and ] of a value";
    }

    @Override
    public String separator() {
        return "";
    }

    /** A token may be part of an element, and is no matter for messages. */
    @Override
    public String shown(String text) {
        return ShownText.withoutTokens(text);
    }

    /**
     * Elements that have been checked.
     *
     * @param texts each of them, as it goes into a message
     * @param ids their SD-IDs
     */
    record Elements(List<String> texts, List<String> ids) {
        /** All of them, as they go into a message. */
        String text() {
            return String.join("", texts);
        }

        /** Those with a place for the token; null if there are none. */
        @Nullable Elements withToken() {
            return those(true);
        }

        /** Those without a place for the token; null if there are none. */
        @Nullable Elements withoutToken() {
            return those(false);
        }

        private @Nullable Elements those(boolean withToken) {
            List<String> keptTexts = new ArrayList<>();
            List<String> keptIds = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                if (Token.isIn(texts.get(i)) == withToken) {
                    keptTexts.add(texts.get(i));
                    keptIds.add(ids.get(i));
                }
            }
            return keptTexts.isEmpty() ? null : new Elements(List.copyOf(keptTexts), List.copyOf(keptIds));
        }

        /** Keeps what may be a token out of messages. */
        @Override
        public String toString() {
            return ids.size() + " elements";
        }
    }

    /** Walks through the text once. */
    private static final class Parser {
        private final String text;
        private final List<String> texts = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();
        private int at;

        Parser(String text) {
            this.text = text;
        }

        Elements elements() throws RefusedValueException {
            while (at < text.length()) {
                int start = at;
                element();
                texts.add(text.substring(start, at));
            }
            return new Elements(List.copyOf(texts), List.copyOf(ids));
        }

        private void element() throws RefusedValueException {
            expect('[');
            String id = name();
            if (ids.contains(id)) {
                throw new RefusedValueException("has the same SD-ID twice");
            }
            ids.add(id);
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
                name();
                expect('=');
                expect('"');
                value();
            }
            expect(']');
        }

        private String name() throws RefusedValueException {
            int start = at;
            while (at < text.length() && isNameCharacter(text.charAt(at))) {
                at++;
            }
            if (at == start) {
                throw new RefusedValueException(where("has no name"));
            }
            return text.substring(start, at);
        }

        private void value() throws RefusedValueException {
            while (at < text.length() && text.charAt(at) != '"') {
                int c = text.codePointAt(at);
                if (c == '\\') {
                    escaped();
                } else if (c == ']') {
                    throw new RefusedValueException(where("has an unescaped ]"));
                } else if (!isPrintable(c)) {
                    throw new RefusedValueException(where("has a control character"));
                } else {
                    at += Character.charCount(c);
                }
            }
            expect('"');
        }

        /** A backslash before any other character than the three is that character with a backslash. */
        private void escaped() throws RefusedValueException {
            at++;
            if (at >= text.length() || text.charAt(at) <= ' ' || text.charAt(at) >= 0x7F) {
                throw new RefusedValueException(where("has nothing to escape"));
            }
            at++;
        }

        private void expect(char c) throws RefusedValueException {
            if (at >= text.length() || text.charAt(at) != c) {
                throw new RefusedValueException(where("has no " + c));
            }
            at++;
        }

        private String where(String what) {
            return what + " at character " + (at + 1);
        }

        private static boolean isNameCharacter(char c) {
            return c > ' ' && c < 0x7F && c != '=' && c != ']' && c != '"';
        }

        private static boolean isPrintable(int c) {
            return switch (Character.getType(c)) {
                case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                    false;
                default -> true;
            };
        }
    }
}
