package dev.spillway.examples.collector.store;

import dev.spillway.examples.collector.query.Words;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Gives a text's words to Lucene. Used again for each document. */
final class WordStream extends TokenStream {

    private final Words words = new Words();
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private String text = "";

    void setText(String next) {
        text = next;
    }

    @Override
    public void reset() {
        words.reset(text);
    }

    @Override
    public boolean incrementToken() {
        if (!words.next()) {
            return false;
        }
        clearAttributes();
        term.append(words.word());
        return true;
    }
}
