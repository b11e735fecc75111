package dev.spillway.tls13;

import java.io.IOException;
import java.security.GeneralSecurityException;

/** How a server behaves on a connection until it reads no more. RFC 8446 allows most of it. */
enum Conduct {
    ANSWERS_AT_ONCE(dialogue -> {
        for (int i = 0; i < 3 && dialogue.readsToRequest(); i++) {
            dialogue.updates();
        }
    }),
    ANSWERS_WHEN_THE_NEXT_REQUEST_COMES(dialogue -> {
        dialogue.readsToRequest();
        for (int i = 0; i < 3 && dialogue.readsToRequest(); i++) {
            dialogue.updates();
        }
    }),
    ANSWERS_TWO_REQUESTS_BY_ONE(dialogue -> {
        dialogue.readsToRequest();
        for (int i = 0; i < 3 && dialogue.readsToRequest(); i++) {
            dialogue.updates();
        }
    }),
    HOLDS_TWO_ANSWERS_BACK(dialogue -> {
        for (int i = 0; i < 2 && dialogue.awaitsRequest() && dialogue.awaitsRequest(); i++) {
            dialogue.reads();
            dialogue.updates();
            dialogue.updates();
        }
    }),
    NEVER_ANSWERS(dialogue -> {
        dialogue.readsToRequest();
        dialogue.readsToRequest();
    }),
    PADS_ITS_RECORDS(dialogue -> {
        for (int padding = 0; padding < 38 && dialogue.readsToRequest(); padding += 9) {
            dialogue.updates(padding);
        }
        dialogue.awaitsRequest();
        for (int padding = 0; padding < 80; padding++) {
            dialogue.sends(1, padding);
        }
    }),
    SENDS_DATA_OF_NO_LENGTH(dialogue -> {
        answersOnce(dialogue);
        dialogue.sends(0, 0);
        dialogue.sends(0, 20);
    }),
    SENDS_DATA(dialogue -> {
        answersOnce(dialogue);
        for (int length = 1; length < 80; length++) {
            dialogue.sends(length, length % 3);
        }
    }),
    HANDS_OUT_TICKETS(dialogue -> {
        dialogue.givesTicket(180);
        for (int i = 0; i < 3 && dialogue.readsToRequest(); i++) {
            dialogue.givesTicket(180);
            dialogue.updates();
            dialogue.givesTicket(32);
        }
        dialogue.awaitsRequest();
        for (int i = 0; i < 200; i++) {
            dialogue.givesTicket(32 + i);
        }
    }),
    UPDATES_BEFORE_IT_IS_ASKED(dialogue -> {
        dialogue.updates();
        dialogue.readsMessages(50);
    }),
    UPDATES_BETWEEN_REQUESTS(dialogue -> {
        dialogue.readsToRequest();
        dialogue.updates();
        dialogue.readsMessages(10);
        dialogue.updates();
    }),
    ANSWERS_EACH_REQUEST_TWICE(dialogue -> {
        dialogue.readsToRequest();
        dialogue.updates();
        dialogue.updates();
    }),
    UPDATES_WHILE_A_REQUEST_LIES_UNREAD(dialogue -> {
        dialogue.awaitsRequest();
        dialogue.updates();
    }),
    UPDATES_WHILE_THE_NEXT_REQUEST_LIES_UNREAD(dialogue -> {
        answersOnce(dialogue);
        dialogue.updates();
    }),
    UPDATES_WHILE_TWO_REQUESTS_LIE_UNREAD(dialogue -> {
        dialogue.awaitsRequest();
        dialogue.awaitsRequest();
        dialogue.updates();
    }),
    UPDATES_A_THOUSAND_TIMES(dialogue -> {
        dialogue.readsToRequest();
        dialogue.updatesAtOnce(1_000);
        dialogue.readsMessages(10);
    }),
    UPDATES_A_THOUSAND_TIMES_WHILE_A_REQUEST_LIES_UNREAD(dialogue -> {
        answersOnce(dialogue);
        dialogue.updatesAtOnce(1_000);
    }),
    ASKS_US(dialogue -> {
        for (int i = 0; i < 3 && dialogue.readsToRequest(); i++) {
            dialogue.asks();
            dialogue.updates();
            dialogue.asks();
        }
        dialogue.awaitsRequest();
        dialogue.asks();
    }),
    ASKS_US_A_THOUSAND_TIMES(dialogue -> {
        answersOnce(dialogue);
        for (int i = 0; i < 1_000; i++) {
            dialogue.asks();
        }
    }),
    UPDATES_IN_PIECES(dialogue -> {
        dialogue.readsToRequest();
        dialogue.updatesInPieces(1, 0);
        dialogue.readsToRequest();
        dialogue.updatesInPieces(4, 0);
    }),
    UPDATES_IN_PADDED_PIECES(dialogue -> {
        dialogue.readsToRequest();
        dialogue.awaitsRequest();
        dialogue.updatesInPieces(2, 16);
    }),
    UPDATES_TWICE_BY_ONE_RECORD(dialogue -> {
        dialogue.readsToRequest();
        dialogue.readsToRequest();
        dialogue.updatesTwiceAtOnce();
    }),
    ASKS_FOR_A_CERTIFICATE(dialogue -> {
        answersOnce(dialogue);
        dialogue.asksForCertificate();
    });

    private final ScriptedTlsServer.Script script;

    Conduct(ScriptedTlsServer.Script script) {
        this.script = script;
    }

    ScriptedTlsServer.Script script() {
        return script;
    }

    /** One request is answered, the next lies there unread. */
    private static void answersOnce(Dialogue dialogue) throws IOException, GeneralSecurityException {
        if (dialogue.readsToRequest()) {
            dialogue.updates();
            dialogue.awaitsRequest();
        }
    }
}
