package dev.spillway.examples.collector.store;

import dev.spillway.examples.collector.query.Levels;
import dev.spillway.examples.collector.query.Query.Field;
import dev.spillway.examples.collector.syslog.SyslogEvent;
import java.time.Instant;
import java.util.Locale;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;

/**
 * The one document that is filled with each event in turn. It holds words and numbers only; the event itself is read
 * from the log. Confined to one thread.
 */
final class EventDocument {

    static final String ID = "id";
    static final String RECEIVED = "received";
    static final String SYSTEM = "system";

    private static final FieldType WORDS = wordsType();
    private static final int MILLION = 1_000_000;

    private final Document document = new Document();
    private final LongPoint id = new LongPoint(ID, 0);
    private final NumericDocValuesField idValue = new NumericDocValuesField(ID, 0);
    private final LongPoint received = new LongPoint(RECEIVED, 0);
    private final StringField system = new StringField(SYSTEM, "", org.apache.lucene.document.Field.Store.NO);
    private final StringField severity = level(Field.SEVERITY);
    private final StringField facility = level(Field.FACILITY);
    private final WordStream sender = addWords(Field.SENDER);
    private final WordStream program = addWords(Field.PROGRAM);
    private final WordStream message = addWords(Field.MESSAGE);

    EventDocument() {
        document.add(id);
        document.add(idValue);
        document.add(received);
        document.add(system);
        document.add(severity);
        document.add(facility);
    }

    private static FieldType wordsType() {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setOmitNorms(true);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        type.freeze();
        return type;
    }

    private static StringField level(Field field) {
        return new StringField(nameOf(field), "", org.apache.lucene.document.Field.Store.NO);
    }

    private WordStream addWords(Field field) {
        WordStream stream = new WordStream();
        document.add(new org.apache.lucene.document.Field(nameOf(field), stream, WORDS));
        return stream;
    }

    /** Name of the index's field. */
    static String nameOf(Field field) {
        return field.name().toLowerCase(Locale.ROOT);
    }

    /** The time as it stands in the index, in microseconds. */
    static long micros(Instant time) {
        return time.getEpochSecond() * MILLION + time.getNano() / 1_000;
    }

    /** The name as it stands in the index. */
    static String systemName(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.length() > 255 ? name.substring(0, 255) : name;
    }

    Document fill(StoredEvent stored) {
        SyslogEvent event = stored.event();
        id.setLongValue(stored.id());
        idValue.setLongValue(stored.id());
        received.setLongValue(micros(event.received()));
        system.setStringValue(systemName(event.host()));
        severity.setStringValue(
                nameOfLevel(Levels.SEVERITIES.get(event.severity().ordinal())));
        facility.setStringValue(nameOfLevel(Levels.FACILITIES.get(event.facility())));
        sender.setText(event.host());
        program.setText(event.program());
        message.setText(event.message());
        return document;
    }

    private static String nameOfLevel(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
