package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RisksTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "destination=syslog+tcp://a | syslog+tcp://a:601 is clear text: whoever is on the way can read and forge"
                        + " messages",
                "destination=syslog+udp://a | syslog+udp://a:514 is clear text and confirms nothing: whoever is on the way"
                        + " can read and forge messages, and lost ones stay lost",
                "host=a;verifyHostname=false | verifyHostname=false accepts a trusted certificate of any host, so that"
                        + " another host can take the messages",
                "host=a;replayWindow=0 | replayWindow=0 sends nothing again: what a broken connection had taken is lost",
                "host=a;overflow=block | overflow=block makes log calls wait for up to maxBlockTime while the buffer is"
                        + " full",
                "host=a;shutdownHook=false | shutdownHook=false loses what waits when the JVM ends without a close",
                "host=a;preferredRetry=1s | preferredRetry has no effect: there is only one destination",
                "host=a;timeZone=UTC | timeZone has no effect: format is rfc5424",
                "host=a;format=rfc3164;messageId=x | messageId has no effect: format is rfc3164",
                "host=a;format=rfc3164;fields=mdc | fields has no effect: format is rfc3164",
                "host=a;structuredDataId=;mdcExcludes=x | mdcExcludes has no effect: structuredDataId is empty",
                "host=a;fields=thread;mdcIncludes=x | mdcIncludes has no effect: fields has no mdc",
                "host=a;trustStorePassword=x | trustStorePassword has no effect: there is no trustStore",
                "host=a;keyStoreType=JKS | keyStoreType has no effect: there is no keyStore",
                "host=a;keyPassword=x | keyPassword has no effect: there is neither a keyFile nor a keyStore",
                "host=a;maxBlockTime=1s | maxBlockTime has no effect: overflow is not block",
            })
    void aRiskyOrPointlessChoiceIsTold(String options, String risk) {
        assertThat(risksOf(options)).containsExactly(risk);
    }

    @Test
    void tlsOptionsWithoutTlsAndStreamOptionsWithoutAStreamArePointless() {
        assertThat(risksOf("destination=syslog+tcp://a;verifyHostname=false;tlsProtocols=TLSv1.3"))
                .hasSize(3)
                .contains("verifyHostname has no effect: no destination uses TLS")
                .contains("tlsProtocols has no effect: no destination uses TLS");
        assertThat(risksOf("destination=syslog+udp://a;framing=newline;replayWindow=0;maxMessageSize=2000"))
                .hasSize(4)
                .contains("framing has no effect: every destination is UDP")
                .contains("replayWindow has no effect: no destination is syslog over TLS or TCP")
                .contains("maxMessageSize=2000 lets datagrams be cut on the way: those above 1232 bytes get lost more"
                        + " often");
    }

    @Test
    void safeChoicesAreNotWorthAWord() {
        assertThat(risksOf("destination=syslog+tls://a,syslog+tls://b;preferredRetry=1s;verifyHostname=true;fields=mdc;"
                        + "mdcIncludes=x;overflow=drop-oldest;replayWindow=1MB;framing=newline"))
                .isEmpty();
    }

    private static List<String> risksOf(String options) {
        OptionValues values = new OptionValues();
        for (String option : options.split(";")) {
            String[] parts = option.split("=", 2);
            values.set(parts[0], parts[1]);
        }
        ProcessFacts process = new ProcessFacts(Map.of("HOSTNAME", "h"), List.of(), "App", 1);
        return new SettingsResolver(values, process).resolve().risks();
    }
}
