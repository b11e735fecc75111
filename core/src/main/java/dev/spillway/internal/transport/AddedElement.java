package dev.spillway.internal.transport;

import org.jspecify.annotations.Nullable;

/**
 * An element that is added to messages' structured data (RFC 5424 section 6.3) for as long as they are on their way: what
 * is stored stays without it. Confined to the pump's thread.
 */
final class AddedElement {
    private final byte[] element;
    private final Completed completed = new Completed();

    /** @param element one or more elements, which may hold the token; empty for none */
    AddedElement(byte[] element) {
        this.element = element;
    }

    /** The message with the element, valid until the next one is asked for; itself if there is nothing to be added. */
    Message to(Message stored) {
        if (element.length == 0 || stored.structuredDataAt() == 0) {
            return stored;
        }
        completed.take(stored);
        return completed;
    }

    /** How much longer it makes a message. */
    int length() {
        return element.length;
    }

    private final class Completed implements Message {
        private final byte[] first = new byte[1];
        private @Nullable Message stored;
        private int head;
        private int tail;

        void take(Message message) {
            stored = message;
            head = message.structuredDataAt();
            message.copy(head, first, 0, 1);
            // A dash says that there is no element, which is no longer so.
            tail = first[0] == '-' ? head + 1 : head;
        }

        private Message stored() {
            if (stored == null) {
                throw new IllegalStateException("no message was taken");
            }
            return stored;
        }

        @Override
        public int length() {
            return stored().length() - (tail - head) + element.length;
        }

        @Override
        public int structuredDataAt() {
            return head;
        }

        @Override
        public long position() {
            return stored().position();
        }

        @Override
        public long end() {
            return stored().end();
        }

        @Override
        public void copy(int from, byte[] target, int to, int length) {
            int end = from + length;
            int elementEnd = head + element.length;
            int before = Math.max(0, Math.min(end, head) - from);
            if (before > 0) {
                stored().copy(from, target, to, before);
            }
            int elementFrom = Math.max(from, head);
            int within = Math.max(0, Math.min(end, elementEnd) - elementFrom);
            if (within > 0) {
                System.arraycopy(element, elementFrom - head, target, to + before, within);
            }
            int tailFrom = Math.max(from, elementEnd);
            if (tailFrom < end) {
                stored().copy(tailFrom - elementEnd + tail, target, to + before + within, end - tailFrom);
            }
        }
    }
}
